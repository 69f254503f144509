import { default_w } from 'ts-fsrs';
import { FLASHCARD_RATINGS, type FlashcardSchedule } from './flashcard';
import { dueDates, newSchedule, reviewed } from './flashcard-scheduling';

const START = new Date('2026-01-20T10:30:00.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const GOOD = 3;
const EASY = 4;

/** Weight by its number in the published formulas of FSRS-6. */
const w = (index: number): number => default_w[index] as number;
const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** D0(G) = w4 - e^(w5 * (G - 1)) + 1 */
const firstDifficulty = (grade: number): number => w(4) - Math.exp(w(5) * (grade - 1)) + 1;

/** D'' = w7 * D0(4) + (1 - w7) * D', where D' = D - w6 * (G - 3) * (10 - D) / 9 */
function nextDifficulty(difficulty: number, grade: number): number {
  const damped = difficulty - (w(6) * (grade - 3) * (10 - difficulty)) / 9;
  return clamp(w(7) * firstDifficulty(EASY) + (1 - w(7)) * damped, 1, 10);
}

/** S' = S * max(e^(w17 * (G - 3 + w18)) * S^-w19, 1) for Good on the day of the last review */
function sameDayStability(stability: number): number {
  const increase = Math.exp(w(17) * (GOOD - 3 + w(18))) * stability ** -w(19);
  return stability * Math.max(increase, 1);
}

/** R(t, S) = (1 + factor * t / S)^-w20, where factor makes R(S, S) = 0.9 */
function retrievability(days: number, stability: number): number {
  const factor = 0.9 ** (-1 / w(20)) - 1;
  return (1 + (factor * days) / stability) ** -w(20);
}

/** S' = S * (1 + e^w8 * (11 - D) * S^-w9 * (e^(w10 * (1 - R)) - 1)) for Good */
function recalledStability(stability: number, difficulty: number, days: number): number {
  const gain = Math.exp(w(10) * (1 - retrievability(days, stability))) - 1;
  return stability * (1 + Math.exp(w(8)) * (11 - difficulty) * stability ** -w(9) * gain);
}

/** S' = min(w11 * D^-w12 * ((S + 1)^w13 - 1) * e^(w14 * (1 - R)), S / e^(w17 * w18)) */
function forgottenStability(stability: number, difficulty: number, days: number): number {
  const left =
    w(11) *
    difficulty ** -w(12) *
    ((stability + 1) ** w(13) - 1) *
    Math.exp(w(14) * (1 - retrievability(days, stability)));
  return Math.min(left, stability / Math.exp(w(17) * w(18)));
}

const minutesBetween = (from: Date, to: Date): number =>
  (to.getTime() - from.getTime()) / MINUTE_MS;
const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / DAY_MS;

describe('Scheduling a flashcard', () => {
  it('starts with a card that is due at once', () => {
    expect(newSchedule(START)).toMatchObject({
      due: START,
      state: 'NEW',
      reps: 0,
      lapses: 0,
      lastReviewedAt: null,
    });
  });

  it('follows the published formulas through three reviews that went well', () => {
    const first = reviewed(newSchedule(START), 'GOOD', START);
    expect(first).toMatchObject({ state: 'LEARNING', reps: 1, lapses: 0, lastReviewedAt: START });
    expect(first.stability).toBeCloseTo(w(2), 6);
    expect(first.difficulty).toBeCloseTo(firstDifficulty(GOOD), 6);
    expect(minutesBetween(START, first.due)).toBe(10);

    const second = reviewed(first, 'GOOD', first.due);
    const sameDay = sameDayStability(w(2));
    const harder = nextDifficulty(firstDifficulty(GOOD), GOOD);
    expect(second).toMatchObject({ state: 'REVIEW', reps: 2, lapses: 0 });
    expect(second.stability).toBeCloseTo(sameDay, 6);
    expect(second.difficulty).toBeCloseTo(harder, 6);
    // With a wanted retention of 90 percent the interval is the stability in whole days.
    expect(daysBetween(first.due, second.due)).toBe(Math.round(sameDay));

    const third = reviewed(second, 'GOOD', second.due);
    const recalled = recalledStability(sameDay, harder, Math.round(sameDay));
    expect(third.stability).toBeCloseTo(recalled, 5);
    expect(third.difficulty).toBeCloseTo(nextDifficulty(harder, GOOD), 6);
    expect(daysBetween(second.due, third.due)).toBe(Math.round(recalled));
  });

  it('learns a forgotten card anew and counts the lapse', () => {
    const known = reviewed(newSchedule(START), 'EASY', START);
    const interval = Math.round(w(3));
    expect(known).toMatchObject({ state: 'REVIEW', reps: 1 });
    expect(daysBetween(START, known.due)).toBe(interval);

    const lapsed = reviewed(known, 'AGAIN', known.due);
    const difficulty = clamp(firstDifficulty(EASY), 1, 10);
    expect(lapsed).toMatchObject({ state: 'RELEARNING', reps: 2, lapses: 1 });
    expect(lapsed.stability).toBeCloseTo(forgottenStability(w(3), difficulty, interval), 5);
    expect(minutesBetween(known.due, lapsed.due)).toBe(10);
  });

  it('foretells for each rating what a review would come to', () => {
    const card = reviewed(newSchedule(START), 'GOOD', START);
    const dates = dueDates(card, card.due);
    for (const rating of FLASHCARD_RATINGS) {
      expect(dates[rating]).toEqual(reviewed(card, rating, card.due).due);
    }
    expect(dates.AGAIN < dates.HARD && dates.HARD < dates.GOOD && dates.GOOD <= dates.EASY).toBe(
      true,
    );
  });

  it('never counts days backwards when the clock does', () => {
    const card: FlashcardSchedule = reviewed(newSchedule(START), 'EASY', START);
    const early = new Date(START.getTime() - 3 * DAY_MS);
    expect(reviewed(card, 'GOOD', early)).toEqual(reviewed(card, 'GOOD', START));
  });
});
