import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { WatchedText } from '../detection/detection';

/** Earlier messages of a conversation that are read with the newest. */
const MOST_EARLIER = 30;

/** A message with what the student said before it. */
export interface WatchedTurn {
  readonly message: WatchedText;
  /** Of the same conversation and the last 24 hours, the newest first. */
  readonly earlier: readonly WatchedText[];
}

/** Stored texts that are looked at again. */
@Injectable()
export class WatchedTextsRepository {
  constructor(private readonly database: Database) {}

  /** Null when the conversation was deleted meanwhile. */
  async findTurn(turnId: string): Promise<WatchedTurn | null> {
    const rows = await this.database.query<WatchedText>(
      `SELECT 'chat_message:' || said.id AS source, said.content AS text
       FROM chat_messages newest
       JOIN chat_messages said ON said.session_id = newest.session_id AND said.id <= newest.id
       WHERE newest.turn_id = $1 AND newest.role = 'user' AND said.role = 'user'
         AND said.created_at > newest.created_at - interval '24 hours'
       ORDER BY said.id DESC LIMIT $2`,
      [turnId, MOST_EARLIER + 1],
    );
    const [message, ...earlier] = rows;
    return message === undefined ? null : { message, earlier };
  }

  /** Null when the session was deleted meanwhile. */
  findNote(sessionId: string): Promise<WatchedText | null> {
    return this.database.queryOne<WatchedText>(
      `SELECT 'session:' || id AS source, notes AS text FROM coaching_sessions WHERE id = $1`,
      [sessionId],
    );
  }
}
