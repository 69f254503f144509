import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { isEnrolled } from '../courses/visibility';
import type { OptionKeys } from '../replies/cacheable-message';
import { LESSON_HASH_SQL } from '../replies/reply-keys';
import { tellingMessages } from './chat.events';
import type { CacheState } from './chat-session';

/** A session as a turn finds it, with everything that decides where its reply comes from. */
export interface TurnContext {
  readonly sessionId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly cacheState: CacheState;
  readonly cacheNodeId: number | null;
  readonly rootKey: Buffer;
  readonly locale: string;
  /** The model that the session was opened with. */
  readonly model: string;
  readonly activeTurnId: string | null;
  readonly universityId: number;
  readonly isVisible: boolean;
  readonly cacheEnabled: boolean;
  readonly courseModel: string | null;
  /** The lesson's hash at this moment. */
  readonly lessonHash: Buffer;
  readonly optionKeys: OptionKeys;
  /** The revision of all prompts at this moment. */
  readonly promptRevision: string;
  /** The node that answers the message, where the tree has one. */
  readonly nodeId: number | null;
  readonly nodeContent: string | null;
  readonly nodeChunkLengths: readonly number[] | null;
}

/** The newest turn of a session. */
export interface LastTurn {
  readonly id: string;
  readonly status: 'running' | 'complete' | 'failed' | 'cancelled';
  readonly generationId: string | null;
  readonly messageId: number | null;
  readonly content: string | null;
  readonly chunkLengths: readonly number[] | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

const CONTEXT = `
  SELECT s.id AS "sessionId", s.user_id AS "userId", c.id AS "courseId",
         s.content_item_id AS "contentItemId", s.cache_state AS "cacheState",
         s.cache_node_id AS "cacheNodeId", s.root_key AS "rootKey", s.locale, s.model,
         s.active_turn_id AS "activeTurnId", c.university_id AS "universityId",
         c.is_published AND ci.is_published AND is_module_published(m.id)
           AND (NOT ci.is_gated OR ${isEnrolled('s.user_id', 'c.id')}) AS "isVisible",
         c.cache_enabled AS "cacheEnabled", c.model AS "courseModel",
         ${LESSON_HASH_SQL} AS "lessonHash",
         ci.option_keys AS "optionKeys", p.revision AS "promptRevision",
         n.id AS "nodeId", n.content AS "nodeContent", n.chunk_lengths AS "nodeChunkLengths"
  FROM chat_sessions s
  JOIN content_items ci ON ci.id = s.content_item_id
  JOIN modules m ON m.id = ci.module_id
  JOIN courses c ON c.id = ci.course_id
  CROSS JOIN prompt_catalogue p
  LEFT JOIN reply_nodes n ON s.cache_state = 'TRACKING'
    AND n.key = sha256(s.root_key || int4send(coalesce(s.cache_node_id, 0)) || $3::bytea)
  WHERE s.id = $1 AND s.user_id = $2`;

// The node is locked first: a pruning that holds it is waited for, and then the node is gone.
const SAVE_HIT = `
  WITH node AS (
    SELECT id, content, chunk_lengths FROM reply_nodes WHERE id = $2 FOR KEY SHARE
  ), turn AS (
    UPDATE chat_sessions s SET cache_node_id = n.id, updated_at = now()
    FROM node n
    WHERE s.id = $1 AND s.active_turn_id IS NULL AND s.cache_state = 'TRACKING'
      AND s.cache_node_id IS NOT DISTINCT FROM $3::integer
    RETURNING s.id, s.user_id, n.content, n.chunk_lengths
  ), kept AS (
    INSERT INTO chat_turns (id, session_id, status, starts_generation, finished_at)
    SELECT $4::uuid, id, 'complete', false, now() FROM turn
  ), said AS (
    INSERT INTO chat_messages (session_id, turn_id, role, content, chunk_lengths, meta)
    SELECT turn.id, $4::uuid, line.role, line.content, line.chunk_lengths, line.meta
    FROM turn CROSS JOIN LATERAL (
      VALUES (1, 'user', $5::text, NULL::integer[], '{}'::jsonb),
             (2, 'assistant', turn.content, turn.chunk_lengths,
              jsonb_build_object('source', 'cache', 'cache_node_id', $2::integer, 'model', $6::text))
    ) AS line (position, role, content, chunk_lengths, meta)
    ORDER BY line.position
    RETURNING id, role
  ), told AS (
    ${tellingMessages('SELECT said.id, turn.id AS session_id, turn.user_id, said.role FROM said, turn')}
  ), active AS (SELECT note_activity(user_id) FROM turn)
  SELECT said.id FROM said, active WHERE said.role = 'assistant'`;

/** What a turn reads and writes; the path of a cached reply is two statements. */
@Injectable()
export class TurnsRepository {
  constructor(private readonly database: Database) {}

  /** @param messageHash of the canonical message, or null for one that is never cached. */
  async load(
    sessionId: number,
    userId: number,
    messageHash: Buffer | null,
  ): Promise<TurnContext | null> {
    const rows = await this.database.prepared<TurnContext>('chat_turn_context', CONTEXT, [
      sessionId,
      userId,
      messageHash,
    ]);
    return rows[0] ?? null;
  }

  /**
   * Saves a turn that the tree answers, if the session still stands where it was read.
   *
   * @returns the id of the assistant message, or null when another turn came first.
   */
  async saveHit(hit: {
    sessionId: number;
    nodeId: number;
    previousNodeId: number | null;
    turnId: string;
    message: string;
    model: string;
  }): Promise<number | null> {
    const rows = await this.database.prepared<{ id: number }>('chat_turn_hit', SAVE_HIT, [
      hit.sessionId,
      hit.nodeId,
      hit.previousNodeId,
      hit.turnId,
      hit.message,
      hit.model,
    ]);
    return rows[0]?.id ?? null;
  }

  /** Takes the session for one turn. Whether it was free and still where it was read. */
  async occupy(
    sessionId: number,
    previousNodeId: number | null,
    turnId: string,
    diverges: boolean,
  ): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE chat_sessions SET active_turn_id = $3, updated_at = now(),
              cache_state = CASE WHEN $4 THEN 'DIVERGED' ELSE cache_state END
       WHERE id = $1 AND active_turn_id IS NULL AND cache_node_id IS NOT DISTINCT FROM $2::integer
       RETURNING id`,
      [sessionId, previousNodeId, turnId, diverges],
    );
    return rows.length > 0;
  }

  /** Notes a running turn and its user message. */
  async insertRunning(turn: {
    id: string;
    sessionId: number;
    userId: number;
    generationId: string;
    startsGeneration: boolean;
    message: string;
  }): Promise<void> {
    await this.database.query(
      `WITH turn AS (
         INSERT INTO chat_turns (id, session_id, generation_id, status, starts_generation)
         VALUES ($1, $2, $3, 'running', $4)
       ), said AS (
         INSERT INTO chat_messages (session_id, turn_id, role, content)
         VALUES ($2, $1, 'user', $5) RETURNING id, session_id, role
       )
       ${tellingMessages('SELECT id, session_id, $6::integer AS user_id, role FROM said')}`,
      [
        turn.id,
        turn.sessionId,
        turn.generationId,
        turn.startsGeneration,
        turn.message,
        turn.userId,
      ],
    );
  }

  /** The newest turn of a session that belongs to the user. */
  findLast(sessionId: number, userId: number): Promise<LastTurn | null> {
    return this.database.queryOne<LastTurn>(
      `SELECT t.id, t.status, t.generation_id AS "generationId", a.id AS "messageId", a.content,
              a.chunk_lengths AS "chunkLengths", g.error_code AS "errorCode",
              g.error_message AS "errorMessage"
       FROM chat_turns t
       JOIN chat_sessions s ON s.id = t.session_id
       LEFT JOIN chat_messages a ON a.turn_id = t.id AND a.role = 'assistant'
       LEFT JOIN generations g ON g.id = t.generation_id
       WHERE t.session_id = $1 AND s.user_id = $2
       ORDER BY t.created_at DESC LIMIT 1`,
      [sessionId, userId],
    );
  }

  /** One turn by its id. */
  findTurn(turnId: string): Promise<LastTurn | null> {
    return this.database.queryOne<LastTurn>(
      `SELECT t.id, t.status, t.generation_id AS "generationId", a.id AS "messageId", a.content,
              a.chunk_lengths AS "chunkLengths", g.error_code AS "errorCode",
              g.error_message AS "errorMessage"
       FROM chat_turns t
       LEFT JOIN chat_messages a ON a.turn_id = t.id AND a.role = 'assistant'
       LEFT JOIN generations g ON g.id = t.generation_id
       WHERE t.id = $1`,
      [turnId],
    );
  }

  /** Which of these turns nobody makes a reply for any more. */
  async findOver(turnIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT asked.id FROM unnest($1::uuid[]) AS asked (id)
       LEFT JOIN chat_turns t ON t.id = asked.id
       LEFT JOIN generations g ON g.id = t.generation_id
       WHERE t.status IS DISTINCT FROM 'running' OR g.id IS NULL`,
      [turnIds],
    );
    return rows.map((row) => row.id);
  }

  /** Ends one running turn without a reply and frees its session. Whether it was running. */
  async cancel(turnId: string): Promise<boolean> {
    const rows = await this.database.query(
      `WITH ended AS (
         UPDATE chat_turns SET status = 'cancelled', finished_at = now()
         WHERE id = $1 AND status = 'running' RETURNING id)
       UPDATE chat_sessions SET active_turn_id = NULL FROM ended
       WHERE active_turn_id = ended.id RETURNING chat_sessions.id`,
      [turnId],
    );
    return rows.length > 0;
  }
}
