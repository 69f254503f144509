import type { Crowd, Student } from '../crowd';
import { requestBytes } from '../load/http-connection';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { compareRates, CONNECTIONS, shown, type Stream } from './rate';

const ROUNDS = 9;
const WARM_UP = 4_000;
const REQUESTS = 2_000;
const GOAL = 0.6;

/**
 * Once as open apps ask, each on its connection: 32 students all the time. And once with another
 * student for each request, so that Trellis gains nothing from whom it saw a moment ago.
 */
export async function measureUsersMe(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const few = await crowd.students(CONNECTIONS);
  const many = await crowd.students(ROUNDS * REQUESTS);
  await crowd.settle();
  await compareRates(stage, asking(few, WARM_UP), 1);
  const open = await compareRates(stage, asking(few, REQUESTS), ROUNDS);
  const passing = await compareRates(stage, asking(many, REQUESTS), ROUNDS);
  return [
    {
      measure: '`GET /users/me`, signed in: replies per second',
      ...shown(open),
      goal: `≥ ${GOAL}`,
      isMet: open.ratio >= GOAL,
    },
    { measure: '… each request of another student', ...shown(passing) },
  ];
}

function asking(students: readonly Student[], count: number): Stream {
  return {
    requests: students.map(({ token }) => requestBytes('GET', '/api/v1/users/me', token)),
    count,
    isRight: ({ body }) => body.includes('"current_streak_days":4'),
  };
}
