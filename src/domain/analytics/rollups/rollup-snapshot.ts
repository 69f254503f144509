import type { DayRange } from './day-range';
import type { Measure } from './measure';
import { type Period, periodsOf, startOfPeriod } from './period';
import type { DistinctKind } from './recurrence-kind';
import type { FigureQuery, RollupFiguresRepository } from './rollup-figures.repository';
import { isWithin, type RollupTail } from './rollup-tail';
import type { ActivePeriod, CohortWeek, Rollups } from './rollups';

/** Whoever did nothing of their own in a course for longer has interrupted it. */
const INTERRUPTION_MS = 14 * 86_400_000;

/** What a snapshot is of. */
export interface Moment {
  readonly generation: number;
  readonly timeZone: string;
  readonly asOf: Date;
  readonly today: string;
}

/** Rollups and the tail of one moment, added up. Lives as long as the transaction it reads in. */
export class RollupSnapshot implements Rollups {
  readonly timeZone: string;
  readonly asOf: Date;
  readonly today: string;
  private readonly generation: number;

  constructor(
    moment: Moment,
    private readonly figures: RollupFiguresRepository,
    private readonly tail: RollupTail,
  ) {
    this.timeZone = moment.timeZone;
    this.asOf = moment.asOf;
    this.today = moment.today;
    this.generation = moment.generation;
  }

  async sums<Asked extends Measure>(
    measures: readonly Asked[],
    range: DayRange,
    courseId: number | null,
  ): Promise<Record<Asked, number>> {
    const scope = courseId ?? 0;
    const byScope = await this.sumsOf(measures, range, scope);
    return byScope.get(scope) ?? zeros(measures);
  }

  sumsByCourse<Asked extends Measure>(
    measures: readonly Asked[],
    range: DayRange,
  ): Promise<Map<number, Record<Asked, number>>> {
    return this.sumsOf(measures, range, null);
  }

  async distinct(kind: DistinctKind, range: DayRange, courseId: number | null): Promise<number> {
    const scope = courseId ?? 0;
    return (await this.distinctOf(kind, range, scope)).get(scope) ?? 0;
  }

  async distinctByCourse(kind: DistinctKind, range: DayRange): Promise<Map<number, number>> {
    return this.distinctOf(kind, range, null);
  }

  async firsts(_kind: 'topic', range: DayRange, courseId: number | null): Promise<number> {
    return (await this.sums(['started_topics'], range, courseId)).started_topics;
  }

  async both(kind: 'completion', range: DayRange, courseId: number | null): Promise<number> {
    const scope = courseId ?? 0;
    const settled = await this.figures.bothWithin(kind, this.at(range, scope));
    return this.tail
      .recurrences(kind, range, scope)
      .filter(({ previousDay }) => isWithin(previousDay, range))
      .reduce((sum, { value }) => sum + value, settled);
  }

  async active(period: Period, range: DayRange, courseId: number | null): Promise<ActivePeriod[]> {
    const scope = courseId ?? 0;
    const users = new Map(periodsOf(period, range).map((startsOn) => [startsOn, 0]));
    for (const { startsOn, value } of await this.figures.active(period, this.at(range, scope))) {
      add(users, startsOn, value);
    }
    for (const { day, previousDay, value } of this.tail.recurrences('person', range, scope)) {
      const startsOn = startOfPeriod(period, day);
      const counted = startsOn > range.from ? startsOn : range.from;
      if (previousDay < counted) add(users, startsOn, value);
    }
    return [...users].map(([startsOn, count]) => ({ startsOn, users: count }));
  }

  async cohorts(fromWeek: string, toWeek: string): Promise<CohortWeek[]> {
    const cohorts: DayRange = { from: fromWeek, to: toWeek };
    const users = new Map<string, number>();
    for (const { cohort, week, value } of await this.figures.cohorts(this.generation, cohorts)) {
      add(users, `${cohort} ${week}`, value);
    }
    const everyWeek: DayRange = { from: fromWeek, to: '9999-12-31' };
    for (const { day, previousDay, value } of this.tail.recurrences('cohort', everyWeek, 0)) {
      if (isWithin(previousDay, cohorts)) add(users, `${previousDay} ${day}`, value);
    }
    return [...users]
      .filter(([, count]) => count > 0)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, count]) => ({
        cohort: key.slice(0, 10),
        week: key.slice(11),
        users: count,
      }));
  }

  async interruptedEnrollments(
    range: DayRange,
    courseId: number | null,
  ): Promise<Map<number, number>> {
    const since = new Date(this.asOf.getTime() - INTERRUPTION_MS);
    const left = { range, courseId, timeZone: this.timeZone, since };
    const rows = await this.figures.leftEnrollments(left, this.tail.lastSeen);
    return new Map(rows.map(({ scope, value }) => [scope, value]));
  }

  private async sumsOf<Asked extends Measure>(
    measures: readonly Asked[],
    range: DayRange,
    scope: number | null,
  ): Promise<Map<number, Record<Asked, number>>> {
    const sums = new Map<number, Record<Asked, number>>();
    const count = (course: number, measure: Measure, value: number): void => {
      const own = sums.get(course) ?? zeros(measures);
      own[measure as Asked] += value;
      sums.set(course, own);
    };
    for (const row of await this.figures.sums(measures, this.at(range, scope))) {
      count(row.scope, row.measure, row.value);
    }
    for (const added of this.tail.measures(measures, range, scope)) {
      count(added.scope, added.name as Measure, added.value);
    }
    return sums;
  }

  private async distinctOf(
    kind: DistinctKind,
    range: DayRange,
    scope: number | null,
  ): Promise<Map<number, number>> {
    const counts = new Map<number, number>();
    for (const row of await this.figures.distinct(kind, this.at(range, scope))) {
      add(counts, row.scope, row.value);
    }
    for (const added of this.tail.recurrences(kind, range, scope)) {
      if (added.previousDay < range.from) add(counts, added.scope, added.value);
    }
    return counts;
  }

  private at(range: DayRange, scope: number | null): FigureQuery {
    return { generation: this.generation, scope, range };
  }
}

function zeros<Asked extends Measure>(measures: readonly Asked[]): Record<Asked, number> {
  return Object.fromEntries(measures.map((measure) => [measure, 0])) as Record<Asked, number>;
}

function add<Key>(counts: Map<Key, number>, key: Key, value: number): void {
  counts.set(key, (counts.get(key) ?? 0) + value);
}
