import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type {
  Flashcard,
  FlashcardChanges,
  FlashcardCount,
  FlashcardDraft,
  FlashcardFilter,
  FlashcardSchedule,
} from './flashcard';

/** A card about a content item goes with it into another course. */
const COURSE = 'coalesce(item.course_id, card.course_id)';

const COLUMNS = `
  card.id, card.front, card.back, ${COURSE} AS "courseId",
  card.content_item_id AS "contentItemId", card.due, card.state, card.stability, card.difficulty,
  card.learning_step AS "learningStep", card.scheduled_days AS "scheduledDays", card.reps,
  card.lapses, card.last_reviewed_at AS "lastReviewedAt", card.created_at AS "createdAt",
  card.updated_at AS "updatedAt"`;

const CARDS = `flashcards card LEFT JOIN content_items item ON item.id = card.content_item_id`;

/** Flashcards in PostgreSQL. Every statement names the owner: nobody else's is ever found. */
@Injectable()
export class FlashcardsRepository {
  constructor(private readonly database: Database) {}

  /** Stores a card and returns its id. */
  async insert(
    userId: number,
    draft: FlashcardDraft,
    schedule: FlashcardSchedule,
  ): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO flashcards (user_id, front, back, course_id, content_item_id, due)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [userId, draft.front, draft.back, draft.courseId, draft.contentItemId, schedule.due],
    );
    return (row as { id: number }).id;
  }

  find(userId: number, id: number): Promise<Flashcard | null> {
    return this.database.queryOne<Flashcard>(
      `SELECT ${COLUMNS} FROM ${CARDS} WHERE card.id = $2 AND card.user_id = $1`,
      [userId, id],
    );
  }

  /** The same, kept from changing until the transaction ends. */
  findForUpdate(userId: number, id: number): Promise<Flashcard | null> {
    return this.database.queryOne<Flashcard>(
      `SELECT ${COLUMNS} FROM ${CARDS} WHERE card.id = $2 AND card.user_id = $1
       FOR NO KEY UPDATE OF card`,
      [userId, id],
    );
  }

  /** By when they are due, the most pressing first. */
  list(userId: number, filter: FlashcardFilter, { skip, limit }: Slice): Promise<Flashcard[]> {
    return this.database.query<Flashcard>(
      `SELECT ${COLUMNS} FROM ${CARDS}
       WHERE card.user_id = $1 AND ($2::integer IS NULL OR ${COURSE} = $2)
         AND ($3::timestamptz IS NULL OR card.due <= $3)
       ORDER BY card.due, card.id OFFSET $4 LIMIT $5`,
      [userId, filter.courseId, filter.dueAt, skip, limit],
    );
  }

  async count(userId: number, courseId: number | null, now: Date): Promise<FlashcardCount> {
    const [row] = await this.database.query<FlashcardCount>(
      `SELECT count(*) FILTER (WHERE card.due <= $3)::integer AS due, count(*)::integer AS total
       FROM ${CARDS} WHERE card.user_id = $1 AND ($2::integer IS NULL OR ${COURSE} = $2)`,
      [userId, courseId, now],
    );
    return row as FlashcardCount;
  }

  /** Changes the words; whether there was such a card. */
  async update(userId: number, id: number, changes: FlashcardChanges): Promise<boolean> {
    const row = await this.database.queryOne(
      `UPDATE flashcards SET front = coalesce($3, front), back = coalesce($4, back),
         updated_at = now()
       WHERE id = $2 AND user_id = $1 RETURNING id`,
      [userId, id, changes.front ?? null, changes.back ?? null],
    );
    return row !== null;
  }

  async reschedule(id: number, schedule: FlashcardSchedule): Promise<void> {
    await this.database.query(
      `UPDATE flashcards SET due = $2, state = $3, stability = $4, difficulty = $5,
         learning_step = $6, scheduled_days = $7, reps = $8, lapses = $9, last_reviewed_at = $10,
         updated_at = now()
       WHERE id = $1`,
      [
        id,
        schedule.due,
        schedule.state,
        schedule.stability,
        schedule.difficulty,
        schedule.learningStep,
        schedule.scheduledDays,
        schedule.reps,
        schedule.lapses,
        schedule.lastReviewedAt,
      ],
    );
  }

  /** Whether there was one. */
  async delete(userId: number, id: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `DELETE FROM flashcards WHERE id = $2 AND user_id = $1 RETURNING id`,
      [userId, id],
    );
    return row !== null;
  }
}
