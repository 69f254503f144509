import type { Crowd, Student } from '../crowd';
import { inTurn, summary, type Summary } from '../load/in-turn';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const ROUNDS = 9;
const CONNECTIONS = 32;
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
  await compare(stage, few, 1, WARM_UP);
  const open = await compare(stage, few, ROUNDS, REQUESTS);
  const passing = await compare(stage, many, ROUNDS, REQUESTS);
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

/** Replies per second; the students take turns, and every round goes on with the next. */
async function compare(
  stage: Stage,
  students: readonly Student[],
  rounds: number,
  count: number,
): Promise<Summary> {
  const requests = students.map(({ token }) => requestBytes('GET', '/api/v1/users/me', token));
  const sent = { trellis: 0, floor: 0 };
  const results = await inTurn(rounds, async (side) => {
    const first = sent[side];
    sent[side] += count;
    const { perSecond } = await saturate({
      port: stage[side].port,
      requests: Array.from(
        { length: count },
        (_, index) => requests[(first + index) % requests.length] as Buffer,
      ),
      connections: CONNECTIONS,
      isRight: ({ body }) => body.includes('"current_streak_days":4'),
    });
    return perSecond;
  });
  return summary(results);
}

function shown({ trellis, floor, ratio }: Summary): Pick<Finding, 'trellis' | 'floor' | 'ratio'> {
  return { trellis: trellis.toFixed(0), floor: floor.toFixed(0), ratio };
}
