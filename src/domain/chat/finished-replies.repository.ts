import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { tellingMessages } from './chat.events';
import type { GenerationSource } from './generations.repository';

/** A finished reply. */
export interface FinishedReply {
  readonly content: string;
  readonly chunkLengths: readonly number[];
  readonly model: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** Where a finished reply goes in the tree. */
export interface NodePlace {
  readonly key: Buffer;
  readonly message: string;
}

/** Where finished replies go: into the tree, and to every turn that waited for one. */
@Injectable()
export class FinishedRepliesRepository {
  constructor(private readonly database: Database) {}

  /** Puts a reply into the tree, unless caching was switched off or its parent pruned meanwhile. */
  async insertNode(
    source: GenerationSource,
    place: NodePlace,
    reply: FinishedReply,
  ): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `WITH parent AS (SELECT id FROM reply_nodes WHERE id = $3 FOR KEY SHARE)
       INSERT INTO reply_nodes (key, root_key, parent_id, content_item_id, prompt_hash, lesson_hash,
                                model, locale, message, content, chunk_lengths, input_tokens, output_tokens)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
       FROM courses WHERE id = $14 AND cache_enabled
         AND ($3::integer IS NULL OR EXISTS (SELECT 1 FROM parent))
       ON CONFLICT (key) DO NOTHING RETURNING id`,
      [
        place.key,
        source.rootKey,
        source.cacheNodeId,
        source.contentItemId,
        source.promptHash,
        source.lessonHash,
        source.model,
        source.locale,
        place.message,
        reply.content,
        reply.chunkLengths,
        reply.inputTokens,
        reply.outputTokens,
        source.courseId,
      ],
    );
    return row?.id ?? null;
  }

  /**
   * Gives every waiting turn its assistant message, moves the sessions on, and ends the generation.
   *
   * @param nodeId the node that now holds the reply; null sends tracking sessions off the tree.
   * @returns turn id and message id of each.
   */
  finish(
    id: string,
    reply: FinishedReply,
    nodeId: number | null,
  ): Promise<{ turnId: string; messageId: number }[]> {
    return this.database.query(
      `WITH turns AS (
         UPDATE chat_turns SET status = 'complete', finished_at = now()
         WHERE generation_id = $1 AND status = 'running'
         RETURNING id, session_id, starts_generation
       ), answers AS (
         INSERT INTO chat_messages (session_id, turn_id, role, content, chunk_lengths, meta)
         SELECT session_id, id, 'assistant', $2::text, $3::integer[],
           CASE WHEN starts_generation OR $4::integer IS NULL
             THEN jsonb_strip_nulls(jsonb_build_object('source', 'llm', 'model', $5::text,
                    'input_tokens', $6::integer, 'output_tokens', $7::integer))
             ELSE jsonb_build_object('source', 'cache', 'cache_node_id', $4::integer, 'model', $5::text)
           END
         FROM turns RETURNING id, turn_id, session_id, role
       ), sessions AS (
         UPDATE chat_sessions s SET active_turn_id = NULL, updated_at = now(),
           cache_node_id = CASE WHEN s.cache_state = 'TRACKING' THEN coalesce($4::integer, s.cache_node_id)
                                ELSE s.cache_node_id END,
           cache_state = CASE WHEN $4::integer IS NULL THEN 'DIVERGED' ELSE s.cache_state END
         FROM turns WHERE s.id = turns.session_id RETURNING s.id, s.user_id
       ), told AS (
         ${tellingMessages(`SELECT answers.id, sessions.id AS session_id, sessions.user_id, answers.role
           FROM answers JOIN sessions ON sessions.id = answers.session_id`)}
       ), people AS (SELECT DISTINCT user_id FROM sessions ORDER BY user_id
       ), active AS (SELECT count(note_activity(user_id)) FROM people
       ), generation AS (
         UPDATE generations SET status = 'complete', finished_at = now() WHERE id = $1
       ), chunks AS (DELETE FROM generation_chunks WHERE generation_id = $1)
       SELECT turn_id AS "turnId", id AS "messageId" FROM answers, active`,
      [
        id,
        reply.content,
        reply.chunkLengths,
        nodeId,
        reply.model,
        reply.inputTokens,
        reply.outputTokens,
      ],
    );
  }
}
