import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** How an item's questions are attempted. */
export interface QuizSettings {
  /** From which percent on an attempt passes, 0 to 100. */
  readonly passPercent: number;
  /** Null for as many as students like. */
  readonly maxAttempts: number | null;
  /** Null for as long as students like. */
  readonly timeLimitSeconds: number | null;
  /** Whether every attempt asks in an order of its own. */
  readonly shuffle: boolean;
}

/** What holds where nobody said otherwise. */
export const DEFAULT_QUIZ_SETTINGS: QuizSettings = {
  passPercent: 60,
  maxAttempts: null,
  timeLimitSeconds: null,
  shuffle: false,
};

/** Settings of quizzes in PostgreSQL; an item without a row has the defaults. */
@Injectable()
export class QuizSettingsRepository {
  constructor(private readonly database: Database) {}

  async find(contentItemId: number): Promise<QuizSettings> {
    const row = await this.database.queryOne<QuizSettings>(
      `SELECT pass_percent AS "passPercent", max_attempts AS "maxAttempts",
              time_limit_seconds AS "timeLimitSeconds", shuffle
       FROM quiz_settings WHERE content_item_id = $1`,
      [contentItemId],
    );
    return row ?? DEFAULT_QUIZ_SETTINGS;
  }

  /** Does nothing when the item is gone. */
  async save(contentItemId: number, settings: QuizSettings): Promise<void> {
    await this.database.query(
      `INSERT INTO quiz_settings
         (content_item_id, pass_percent, max_attempts, time_limit_seconds, shuffle)
       SELECT id, $2, $3, $4, $5 FROM content_items WHERE id = $1 FOR KEY SHARE
       ON CONFLICT (content_item_id) DO UPDATE SET
         pass_percent = excluded.pass_percent, max_attempts = excluded.max_attempts,
         time_limit_seconds = excluded.time_limit_seconds, shuffle = excluded.shuffle,
         updated_at = now()`,
      [
        contentItemId,
        settings.passPercent,
        settings.maxAttempts,
        settings.timeLimitSeconds,
        settings.shuffle,
      ],
    );
  }
}
