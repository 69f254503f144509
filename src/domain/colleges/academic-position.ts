import type { StudentRecord } from '../students/student-record';
import type { Figures } from './college';
import type { Measure } from './measures';

/** Where a student's result stands among those who enrolled. */
export interface TestPosition {
  readonly test: 'SAT' | 'ACT';
  /** SAT sections are added where both are known. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** 0 to 1: 0.25 at the lower quartile, 0.75 at the upper one, straight in between and beyond. */
  readonly position: number;
  readonly year: number | null;
  readonly source: string;
}

/** The best result of a kind, with the entry that holds it. */
export interface BestScore {
  readonly entryId: number;
  readonly test: 'SAT' | 'ACT';
  readonly total: number;
}

/** The best SAT and the best ACT of a record. PSAT is a rehearsal and counts for neither. */
export function bestScores(record: Pick<StudentRecord, 'testScores'>): BestScore[] {
  return (['SAT', 'ACT'] as const).flatMap((test) => {
    const [best] = record.testScores
      .filter((score) => score.test === test && isOnScale(test, score.total))
      .toSorted((one, other) => other.total - one.total);
    return best === undefined ? [] : [{ entryId: best.id, test, total: best.total }];
  });
}

/**
 * Where a student stands by tests: the better of SAT and ACT, against the quartiles of those who
 * enrolled. A college without quartiles, or a student without a result, gives null.
 */
export function testPosition(scores: readonly BestScore[], figures: Figures): TestPosition | null {
  const positions = scores.flatMap(({ test, total }): TestPosition[] => {
    const range = rangeOf(test, figures);
    return range === null
      ? []
      : [{ test, score: total, ...range, position: positionIn(total, range.low, range.high) }];
  });
  const [best] = positions.toSorted((one, other) => other.position - one.position);
  return best ?? null;
}

/** 0.25 at `low`, 0.75 at `high`, a straight line through both, cut to 0..1, to three decimals. */
export function positionIn(score: number, low: number, high: number): number {
  if (high === low) return score < low ? 0.25 : score > high ? 0.75 : 0.5;
  const position = 0.25 + (0.5 * (score - low)) / (high - low);
  return Number(Math.min(1, Math.max(0, position)).toFixed(3));
}

function rangeOf(
  test: 'SAT' | 'ACT',
  figures: Figures,
): { low: number; high: number; year: number | null; source: string } | null {
  const of = (measure: Measure) => figures[measure];
  const lower = test === 'SAT' ? [of('sat_reading_25'), of('sat_math_25')] : [of('act_25')];
  const upper = test === 'SAT' ? [of('sat_reading_75'), of('sat_math_75')] : [of('act_75')];
  let [low, high] = [0, 0];
  for (const figure of lower) {
    if (figure === undefined) return null;
    low += figure.value;
  }
  for (const figure of upper) {
    if (figure === undefined) return null;
    high += figure.value;
  }
  const [{ year = null, source = '' } = {}] = lower;
  return { low, high, year, source };
}

function isOnScale(test: 'SAT' | 'ACT', total: number): boolean {
  return test === 'SAT' ? total >= 400 && total <= 1600 : total >= 1 && total <= 36;
}
