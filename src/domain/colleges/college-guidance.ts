import { Injectable } from '@nestjs/common';
import type { StudentRecord } from '../students/student-record';
import { bestScores, testPosition } from './academic-position';
import { type College, NET_PRICE_OF_BAND, type ResolvedColleges } from './college';
import { CollegesRepository } from './colleges.repository';
import { CollegesService } from './colleges.service';
import { mobilityImpact, type MobilityScore, mobilityScore } from './mobility-score';

/** A college that fits a student, with what speaks for it. */
export interface RecommendedCollege {
  readonly college: College;
  /** 0 to 1, to three decimals; see docs/numbers.md. */
  readonly fit: number;
  readonly reasons: readonly string[];
}

/** What the mobility figures say about a student's list of colleges. */
export interface MobilityAdvice {
  readonly targets: ResolvedColleges;
  readonly score: MobilityScore;
  readonly recommended: readonly RecommendedCollege[];
  /** In percent; null with the reason where a mean is missing. */
  readonly impactPercent: number | null;
  readonly impactReason: string | null;
}

/** A student stands well between these positions: neither certain nor far off. */
const LOWEST_POSITION = 0.25;
/** A net price of so many dollars a year or more adds nothing to the fit. */
const DEAREST = 40_000;

/** What the figures of colleges say for one student. */
@Injectable()
export class CollegeGuidance {
  constructor(
    private readonly colleges: CollegesService,
    private readonly table: CollegesRepository,
  ) {}

  /** The mobility score of target colleges; see {@link mobilityScore}. */
  async scoreOf(targets: readonly College[]): Promise<MobilityScore> {
    return mobilityScore(targets, targets.length === 0 ? [] : await this.table.successRates());
  }

  /**
   * Colleges that would join a student's list well, and what they would change.
   *
   * @param targetNames the colleges that the student names; the record's own by default.
   */
  async adviceFor(
    record: StudentRecord,
    targetNames: readonly string[] = record.targetColleges.map(({ name }) => name),
    count = 3,
  ): Promise<MobilityAdvice> {
    const targets = await this.colleges.resolve(targetNames);
    const present = targets.known.map(({ college }) => college);
    const recommended = fittingColleges(record, await this.table.comparable(), present, count);
    const impactPercent = mobilityImpact(
      present,
      recommended.map(({ college }) => college),
    );
    return {
      targets,
      score: await this.scoreOf(present),
      recommended,
      impactPercent,
      impactReason:
        impactPercent === null
          ? 'It needs target colleges with mobility figures, and a test score to match others.'
          : null,
    };
  }
}

/**
 * The colleges that fit best. With a test result: those where it stands at the lower quartile or
 * above, by fit = 0.4 × academic + 0.4 × success + 0.2 × price. Without one: none.
 *
 * - academic: 1 − 2 × |position − 0.5|;
 * - success: the success rate;
 * - price: 1 − net price of the family's income band ÷ 40,000, cut to 0..1. Where the band or the
 *   price is not known the other two parts are weighed alone.
 */
export function fittingColleges(
  record: Pick<StudentRecord, 'testScores' | 'householdIncomeBand'>,
  colleges: readonly College[],
  present: readonly College[],
  count: number,
): RecommendedCollege[] {
  const scores = bestScores(record);
  const taken = new Set(present.map(({ unitid }) => unitid));
  return colleges
    .filter(({ unitid }) => !taken.has(unitid))
    .flatMap((college): RecommendedCollege[] => {
      const position = testPosition(scores, college.figures);
      const success = college.figures.mobility_success;
      if (position === null || success === undefined) return [];
      if (position.position < LOWEST_POSITION) return [];
      const price = priceFor(record.householdIncomeBand, college);
      const academic = 1 - 2 * Math.abs(position.position - 0.5);
      const parts = 0.4 * academic + 0.4 * success.value;
      const cheap = price === null ? null : Math.min(1, Math.max(0, 1 - price / DEAREST));
      return [
        {
          college,
          fit: Number((cheap === null ? parts / 0.8 : parts + 0.2 * cheap).toFixed(3)),
          reasons: [
            `${position.test} ${position.score} against ${position.low} to ${position.high} (${position.year ?? 'year unknown'})`,
            `${percent(success.value)} of its students from the bottom fifth of incomes reached the top fifth (born 1980-82)`,
            ...(price === null ? [] : [`net price of ${dollars(price)} for the family's income`]),
          ],
        },
      ];
    })
    .toSorted((one, other) => other.fit - one.fit || one.college.unitid - other.college.unitid)
    .slice(0, count);
}

function priceFor(band: StudentRecord['householdIncomeBand'], college: College): number | null {
  if (band === null) return null;
  return college.figures[NET_PRICE_OF_BAND[band]]?.value ?? null;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** Dollars as a person reads them, e.g. `-$2,603`. */
export function dollars(amount: number): string {
  return `${amount < 0 ? '-' : ''}$${Math.abs(Math.round(amount)).toLocaleString('en-US')}`;
}
