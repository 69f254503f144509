import type { DayRange } from './day-range';
import type { Measure } from './measure';
import type { RecurrenceKind } from './recurrence-kind';

/** What has to be added to one figure of the rollups. Days are `YYYY-MM-DD`. */
export interface Contribution {
  readonly target: 'daily' | 'recurrence';
  /** 0 is everything together. */
  readonly scope: number;
  readonly name: Measure | RecurrenceKind;
  readonly day: string;
  /** `-infinity` for what never was before; null for what is daily. */
  readonly previousDay: string | null;
  readonly value: number;
}

/** When somebody did something of their own last, as far as new events tell. */
export interface LastSeen {
  readonly userId: number;
  readonly courseId: number;
  readonly lastAt: Date;
}

/** A contribution to how often something recurs. */
export interface RecurrenceContribution extends Contribution {
  readonly previousDay: string;
}

/** What the events that are not rolled up yet add to the rollups. */
export class RollupTail {
  constructor(
    private readonly contributions: readonly Contribution[],
    readonly lastSeen: readonly LastSeen[],
  ) {}

  /** Contributions to a measure; of every scope but 0 where none is named. */
  measures(names: readonly Measure[], range: DayRange, scope: number | null): Contribution[] {
    const asked = new Set<string>(names);
    return this.contributions.filter(
      ({ target, name, day, ...contribution }) =>
        target === 'daily' &&
        asked.has(name) &&
        isOfScope(contribution.scope, scope) &&
        isWithin(day, range),
    );
  }

  /** Contributions to recurrences of a kind, likewise. */
  recurrences(
    kind: RecurrenceKind,
    range: DayRange,
    scope: number | null,
  ): RecurrenceContribution[] {
    return this.contributions.filter(
      (contribution): contribution is RecurrenceContribution =>
        contribution.previousDay !== null &&
        contribution.name === kind &&
        isOfScope(contribution.scope, scope) &&
        isWithin(contribution.day, range),
    );
  }
}

/** Days of four-digit years stand in the order of their text, `-infinity` before all of them. */
export function isWithin(day: string, { from, to }: DayRange): boolean {
  return day >= from && day <= to;
}

function isOfScope(scope: number, asked: number | null): boolean {
  return asked === null ? scope !== 0 : scope === asked;
}
