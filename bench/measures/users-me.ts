import type { Crowd } from '../crowd';
import { inTurn } from '../load/in-turn';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import { median } from '../load/quantiles';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const ROUNDS = 3;
const CONNECTIONS = 32;
const WARM_UP = 2_000;
const REQUESTS = 4_000;
const GOAL = 0.6;

/** Each request is of another student, so that no server gains from having just seen one. */
export async function measureUsersMe(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const students = await crowd.students(REQUESTS);
  const requests = students.map(({ token }) => requestBytes('GET', '/api/v1/users/me', token));
  await crowd.settle();
  const measure = async (side: 'trellis' | 'floor', count: number): Promise<number> => {
    const result = await saturate({
      port: stage[side].port,
      requests: requests.slice(0, count),
      connections: CONNECTIONS,
      isRight: ({ body }) => body.includes('"current_streak_days":4'),
    });
    return result.perSecond;
  };
  await inTurn(1, (side) => measure(side, WARM_UP));
  const rounds = await inTurn(ROUNDS, (side) => measure(side, REQUESTS));
  const trellis = median(rounds.map((round) => round.trellis));
  const floor = median(rounds.map((round) => round.floor));
  return [
    {
      measure: '`GET /users/me`, signed in: replies per second',
      trellis: trellis.toFixed(0),
      floor: floor.toFixed(0),
      ratio: trellis / floor,
      goal: `≥ ${GOAL}`,
      isMet: trellis / floor >= GOAL,
    },
  ];
}
