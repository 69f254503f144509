import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** Calls that are under way, of one user. */
export interface HeldTokens {
  readonly calls: number;
  readonly tokens: number;
}

const LIVE = `user_id = $1 AND expires_at > now()`;

/** Tokens that calls under way hold of a day's budget. A hold whose process died runs out. */
@Injectable()
export class CompletionHolds {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends, nobody else takes or counts holds of this user. */
  async lock(userId: number): Promise<void> {
    await this.database.query(
      `SELECT pg_advisory_xact_lock(hashtext('completions of a user'), $1)`,
      [userId],
    );
    await this.database.query(
      `DELETE FROM completion_holds WHERE user_id = $1 AND expires_at <= now()`,
      [userId],
    );
  }

  async of(userId: number): Promise<HeldTokens> {
    const row = await this.database.queryOne<HeldTokens>(
      `SELECT count(*)::integer AS calls, coalesce(sum(tokens), 0)::float8 AS tokens
       FROM completion_holds WHERE ${LIVE}`,
      [userId],
    );
    return row as HeldTokens;
  }

  async take(id: string, userId: number, tokens: number, longestMs: number): Promise<void> {
    await this.database.query(
      `INSERT INTO completion_holds (id, user_id, tokens, expires_at)
       VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond')`,
      [id, userId, tokens, longestMs],
    );
  }

  async release(id: string): Promise<void> {
    await this.database.query(`DELETE FROM completion_holds WHERE id = $1`, [id]);
  }
}
