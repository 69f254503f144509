import { inTurn, type Summary, summary } from '../load/in-turn';
import type { Load } from '../load/load';
import { saturate } from '../load/load';
import type { Finding } from '../report';
import type { Stage } from '../stage';

/** Connections that send without a pause. */
export const CONNECTIONS = 32;

/** Requests that both servers get, over and over. */
export interface Stream {
  readonly requests: readonly Buffer[];
  /** Requests that each server answers in one round. */
  readonly count: number;
  readonly isRight: Load['isRight'];
}

/** Replies per second; the requests take turns, and every round goes on with the next. */
export async function compareRates(
  stage: Stage,
  { requests, count, isRight }: Stream,
  rounds: number,
): Promise<Summary> {
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
      isRight,
    });
    return perSecond;
  });
  return summary(results);
}

/** Rates as the table shows them. */
export function shown({
  trellis,
  floor,
  ratio,
}: Summary): Pick<Finding, 'trellis' | 'floor' | 'ratio'> {
  return { trellis: trellis.toFixed(0), floor: floor.toFixed(0), ratio };
}
