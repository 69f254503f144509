import { median } from './quantiles';

/** One value of Trellis and one of its floor. */
export interface Pair<Value> {
  readonly trellis: Value;
  readonly floor: Value;
}

/** Measures both so many times, one right after the other, each going first every other time. */
export async function inTurn<Value>(
  rounds: number,
  measure: (side: keyof Pair<Value>) => Promise<Value>,
): Promise<Pair<Value>[]> {
  const pairs: Pair<Value>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const trellis = await measure('trellis');
      pairs.push({ trellis, floor: await measure('floor') });
    } else {
      const floor = await measure('floor');
      pairs.push({ trellis: await measure('trellis'), floor });
    }
  }
  return pairs;
}

/** What stands for all rounds. */
export interface Summary extends Pair<number> {
  readonly ratio: number;
}

/**
 * The median of each side, and the median of the rounds' ratios. Both
 * sides of a round had much the same share of a busy machine, so that ratios are steadier.
 */
export function summary(rounds: readonly Pair<number>[]): Summary {
  return {
    trellis: median(rounds.map(({ trellis }) => trellis)),
    floor: median(rounds.map(({ floor }) => floor)),
    ratio: median(rounds.map(({ trellis, floor }) => trellis / floor)),
  };
}
