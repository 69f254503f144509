import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** What new sessions rest on now; nodes that rest on anything else are superseded. */
export interface CurrentTerms {
  readonly promptHash: Buffer;
  /** The model that courses without one of their own use. */
  readonly defaultModel: string;
  /** Put before a course's own model to make its id; null when courses cannot choose. */
  readonly modelPrefix: string | null;
}

/** Nodes are deleted in batches, so that no lock is held for long. */
const BATCH = 500;

/** The reply tree in PostgreSQL. */
@Injectable()
export class RepliesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Deletes a batch of nodes of other prompts or models and of nodes that served nobody for so many
   * days, with all that hangs below them. Sessions that stood on one go on as DIVERGED.
   *
   * @returns how many were found; a full batch means that there may be more.
   */
  async prune(
    terms: CurrentTerms,
    unusedDays: number,
  ): Promise<{ found: number; isFull: boolean }> {
    const rows = await this.database.query<{ id: number }>(
      `WITH RECURSIVE stale AS (
         SELECT n.id FROM reply_nodes n
         JOIN content_items ci ON ci.id = n.content_item_id
         JOIN courses c ON c.id = ci.course_id
         WHERE n.prompt_hash <> $1
            OR n.model <> CASE WHEN c.model IS NULL OR $3::text IS NULL THEN $2 ELSE $3 || c.model END
            OR n.last_used_at < now() - make_interval(secs => $4 * 86400)
         ORDER BY n.id LIMIT ${BATCH}
       ), below AS (
         SELECT id FROM stale
         UNION
         SELECT n.id FROM reply_nodes n JOIN below ON n.parent_id = below.id
       ), sessions AS (
         UPDATE chat_sessions SET cache_state = 'DIVERGED', cache_node_id = NULL
         WHERE cache_node_id IN (SELECT id FROM below)
       )
       DELETE FROM reply_nodes WHERE id IN (SELECT id FROM below) RETURNING id`,
      [terms.promptHash, terms.defaultModel, terms.modelPrefix, unusedDays],
    );
    return { found: rows.length, isFull: rows.length >= BATCH };
  }

  /** Forgets finished generations and prompts' texts that nothing refers to any more. */
  async forgetLeftovers(): Promise<void> {
    await this.database.query(
      `DELETE FROM generations WHERE status <> 'running' AND finished_at < now() - interval '7 days'`,
    );
    await this.database.query(
      `DELETE FROM prompt_snapshots p WHERE created_at < now() - interval '7 days'
         AND NOT EXISTS (SELECT 1 FROM chat_sessions s WHERE s.prompt_hash = p.hash)`,
    );
  }
}
