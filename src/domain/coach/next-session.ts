const DAY_MS = 86_400_000;

/** Days until the next session when nothing presses, and when something does. */
const USUAL_DAYS = 14;
const PRESSING_DAYS = 7;
/** Days that should be left between a session and the deadline it prepares. */
const DAYS_BEFORE_DEADLINE = 2;
const LOW_READINESS = 0.5;
const PRESSING_BANDS: ReadonlySet<string> = new Set(['high', 'imminent']);

/** What decides when a student and their coach should meet again. */
export interface NextSessionFacts {
  /** The day of the session, `YYYY-MM-DD`. */
  readonly heldOn: string;
  /** The bands of the student's open alerts. */
  readonly openBands: readonly string[];
  /** 0 to 1; null when nobody could assess it. */
  readonly readiness: number | null;
  /** Deadlines of goals that are not reached, `YYYY-MM-DD`, in any order. */
  readonly deadlines: readonly string[];
}

/**
 * The day on which the next session is recommended, `YYYY-MM-DD`.
 *
 * 14 days after this one; 7 with an open alert of band high or imminent, or with a readiness below
 * 0.5. When the nearest deadline after this session is not after that day, two days before the
 * deadline instead, but never earlier than the day after this session.
 */
export function nextSessionOn(facts: NextSessionFacts): string {
  const presses =
    facts.openBands.some((band) => PRESSING_BANDS.has(band)) ||
    (facts.readiness !== null && facts.readiness < LOW_READINESS);
  const usual = addDays(facts.heldOn, presses ? PRESSING_DAYS : USUAL_DAYS);
  const nearest = facts.deadlines.filter((deadline) => deadline > facts.heldOn).toSorted()[0];
  if (nearest === undefined || nearest > usual) return usual;
  const before = addDays(nearest, -DAYS_BEFORE_DEADLINE);
  return before > facts.heldOn ? before : addDays(facts.heldOn, 1);
}

/** A day so many days later, or earlier: calendar days, without time zones. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
