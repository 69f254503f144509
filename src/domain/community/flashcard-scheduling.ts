import { type Card, createEmptyCard, fsrs, type Grade, Rating, State } from 'ts-fsrs';
import {
  FLASHCARD_RATINGS,
  FLASHCARD_STATES,
  type FlashcardRating,
  type FlashcardSchedule,
} from './flashcard';

/** FSRS-6 with its published parameters. Without fuzz the same reviews give the same dates. */
const SCHEDULER = fsrs({ enable_fuzz: false });

const GRADES: Readonly<Record<FlashcardRating, Grade>> = {
  AGAIN: Rating.Again,
  HARD: Rating.Hard,
  GOOD: Rating.Good,
  EASY: Rating.Easy,
};

/** The schedule of a card that nobody looked at yet: it is due at once. */
export function newSchedule(now: Date): FlashcardSchedule {
  return fromCard(createEmptyCard(now));
}

/**
 * What a review at this moment makes of a schedule. A moment before the last review counts as
 * that one: clocks of two machines may differ.
 */
export function reviewed(
  schedule: FlashcardSchedule,
  rating: FlashcardRating,
  now: Date,
): FlashcardSchedule & { readonly lastReviewedAt: Date } {
  const at = notBefore(schedule.lastReviewedAt, now);
  const { card } = SCHEDULER.next(toCard(schedule), at, GRADES[rating]);
  return { ...fromCard(card), lastReviewedAt: at };
}

/** When the card would be due after a review at this moment, for each rating. */
export function dueDates(
  schedule: FlashcardSchedule,
  now: Date,
): Readonly<Record<FlashcardRating, Date>> {
  const dates = FLASHCARD_RATINGS.map(
    (rating) => [rating, reviewed(schedule, rating, now).due] as const,
  );
  return Object.fromEntries(dates) as Record<FlashcardRating, Date>;
}

function notBefore(earliest: Date | null, moment: Date): Date {
  return earliest !== null && moment < earliest ? earliest : moment;
}

function toCard(schedule: FlashcardSchedule): Card {
  return {
    due: schedule.due,
    state: FLASHCARD_STATES.indexOf(schedule.state) as State,
    stability: schedule.stability,
    difficulty: schedule.difficulty,
    // The library works it out from the last review and only wants the member to be there.
    elapsed_days: 0,
    learning_steps: schedule.learningStep,
    scheduled_days: schedule.scheduledDays,
    reps: schedule.reps,
    lapses: schedule.lapses,
    ...(schedule.lastReviewedAt === null ? {} : { last_review: schedule.lastReviewedAt }),
  };
}

function fromCard(card: Card): FlashcardSchedule {
  return {
    due: card.due,
    state: FLASHCARD_STATES[card.state],
    stability: card.stability,
    difficulty: card.difficulty,
    learningStep: card.learning_steps,
    scheduledDays: card.scheduled_days,
    reps: card.reps,
    lapses: card.lapses,
    lastReviewedAt: card.last_review ?? null,
  };
}
