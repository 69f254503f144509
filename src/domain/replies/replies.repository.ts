import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { LESSON_HASH_SQL } from './reply-keys';

/** What new sessions rest on now; nodes that rest on anything else are superseded. */
export interface CurrentTerms {
  /** One, or two while the tutor's prompt is split. */
  readonly promptHashes: readonly Buffer[];
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
   * Deletes a batch of nodes of other prompts, models or lessons and of nodes that served nobody for
   * so many days, with all that hangs below them. Sessions that stood on one go on as DIVERGED.
   *
   * @returns how many went; a full batch means that there may be more.
   */
  prune(terms: CurrentTerms, unusedDays: number): Promise<{ found: number; isFull: boolean }> {
    return this.database.transaction(async () => {
      const stale = await this.findStale(terms, unusedDays);
      const ids = await this.lockWithAllBelow(stale);
      await this.database.query(
        `UPDATE chat_sessions SET cache_state = 'DIVERGED', cache_node_id = NULL
         WHERE cache_node_id = ANY($1::integer[])`,
        [ids],
      );
      await this.database.query(`DELETE FROM reply_nodes WHERE id = ANY($1::integer[])`, [ids]);
      return { found: ids.length, isFull: stale.length >= BATCH };
    });
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

  /** How many nodes rest on one of these prompts, each given by the hash of its resolved text. */
  async countOfPrompts(promptHashes: readonly Buffer[]): Promise<number> {
    const row = await this.database.queryOne<{ nodes: number }>(
      `SELECT count(*)::integer AS nodes FROM reply_nodes WHERE prompt_hash = ANY($1::bytea[])`,
      [promptHashes],
    );
    return row?.nodes ?? 0;
  }

  private async findStale(terms: CurrentTerms, unusedDays: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT n.id FROM reply_nodes n
       JOIN content_items ci ON ci.id = n.content_item_id
       JOIN modules m ON m.id = ci.module_id
       JOIN courses c ON c.id = ci.course_id
       WHERE n.prompt_hash <> ALL($1::bytea[])
          OR n.model <> CASE WHEN c.model IS NULL OR $3::text IS NULL THEN $2 ELSE $3 || c.model END
          OR n.lesson_hash <> ${LESSON_HASH_SQL}
          OR n.last_used_at < now() - make_interval(secs => $4 * 86400)
       ORDER BY n.id LIMIT ${BATCH}`,
      [terms.promptHashes, terms.defaultModel, terms.modelPrefix, unusedDays],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Locks nodes, then their children, and so on: below a locked node nothing grows and nobody steps
   * on it, so that whoever stands there is seen by the statements that follow.
   */
  private async lockWithAllBelow(roots: readonly number[]): Promise<number[]> {
    const locked = new Set<number>();
    let level = roots;
    while (level.length > 0) {
      await this.database.query(
        `SELECT id FROM reply_nodes WHERE id = ANY($1::integer[]) ORDER BY id FOR UPDATE`,
        [level],
      );
      for (const id of level) locked.add(id);
      const below = await this.database.query<{ id: number }>(
        `SELECT id FROM reply_nodes WHERE parent_id = ANY($1::integer[])`,
        [level],
      );
      level = below.map(({ id }) => id).filter((id) => !locked.has(id));
    }
    return [...locked];
  }
}
