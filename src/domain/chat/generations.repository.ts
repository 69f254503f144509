import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { PromptMessage } from '../../platform/llm/language-model';
import type { JsonObject } from '../content/json-schema';
import { LESSON_HASH_SQL } from '../replies/reply-keys';

/** One attempt at a generation: what its owner needs to run it. */
export interface GenerationTicket {
  readonly id: string;
  readonly attempt: number;
  readonly nodeKey: Buffer | null;
}

/** A chunk that a follower has not seen; without one where only the attempt is new. */
export interface NewChunk {
  readonly id: string;
  readonly attempt: number;
  readonly sequence: number | null;
  readonly content: string | null;
}

/** What a generation is made from: the session of its oldest running turn. */
export interface GenerationSource {
  readonly turnId: string;
  readonly sessionId: number;
  readonly contentItemId: number;
  readonly courseId: number;
  readonly cacheNodeId: number | null;
  readonly rootKey: Buffer;
  readonly promptHash: Buffer;
  /** The lesson's hash at this moment. */
  readonly lessonHash: Buffer;
  /** The lesson's hash when the session was opened; part of its root key. */
  readonly pinnedLessonHash: Buffer;
  readonly locale: string;
  /** The model that the session was opened with; part of its root key. */
  readonly model: string;
  readonly courseModel: string | null;
  readonly prompt: string;
  readonly message: string;
  readonly title: string;
  readonly description: string | null;
  readonly dataJson: JsonObject;
  readonly courseTitle: string;
  readonly moduleTitle: string;
}

/** A message, without its words where it is left out. */
interface HistoryRow {
  readonly role: PromptMessage['role'];
  readonly content: string | null;
}

/** What a model hears again of a conversation. */
export interface History {
  readonly messages: readonly PromptMessage[];
  /** Whether nothing was left out. */
  readonly isWhole: boolean;
}

/** Generations: the model calls behind turns, their leases and what they streamed so far. */
@Injectable()
export class GenerationsRepository {
  constructor(private readonly database: Database) {}

  /** Starts a generation; null when another one for the same node is running already. */
  async insert(
    id: string,
    nodeKey: Buffer | null,
    owner: string,
    leaseMs: number,
  ): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string }>(
      `INSERT INTO generations (id, node_key, status, owner, lease_until)
       VALUES ($1, $2, 'running', $3, now() + make_interval(secs => $4 / 1000.0))
       ON CONFLICT (node_key) WHERE status = 'running' DO NOTHING RETURNING id`,
      [id, nodeKey, owner, leaseMs],
    );
    return row?.id ?? null;
  }

  /** The running generation for a node, kept from finishing until this transaction ends. */
  async findRunning(nodeKey: Buffer): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string }>(
      `SELECT id FROM generations WHERE node_key = $1 AND status = 'running' FOR SHARE`,
      [nodeKey],
    );
    return row?.id ?? null;
  }

  /** The node of a key, where the tree has it by now. */
  async findNode(nodeKey: Buffer): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT id FROM reply_nodes WHERE key = $1`,
      [nodeKey],
    );
    return row?.id ?? null;
  }

  /** The chunks of generations that are new to who has seen so many of an attempt, in order. */
  newChunks(known: readonly { id: string; attempt: number; seen: number }[]): Promise<NewChunk[]> {
    return this.database.query<NewChunk>(
      `SELECT g.id, g.attempt, c.sequence, c.content
       FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS known (id, attempt, seen)
       JOIN generations g ON g.id = known.id
       LEFT JOIN generation_chunks c ON c.generation_id = g.id AND c.attempt = g.attempt
         AND c.sequence >= CASE WHEN known.attempt = g.attempt THEN known.seen ELSE 0 END
       WHERE c.sequence IS NOT NULL OR g.attempt <> known.attempt
       ORDER BY g.id, c.sequence`,
      [
        known.map(({ id }) => id),
        known.map(({ attempt }) => attempt),
        known.map(({ seen }) => seen),
      ],
    );
  }

  /** Keeps chunks for followers elsewhere, as long as the attempt is still the one in charge. */
  async saveChunks(
    id: string,
    attempt: number,
    firstSequence: number,
    chunks: readonly string[],
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO generation_chunks (generation_id, attempt, sequence, content)
       SELECT g.id, g.attempt, $3 + c.position - 1, c.content
       FROM generations g, unnest($4::text[]) WITH ORDINALITY AS c (content, position)
       WHERE g.id = $1 AND g.attempt = $2 AND g.status = 'running'
       ON CONFLICT DO NOTHING`,
      [id, attempt, firstSequence, chunks],
    );
  }

  /** Prolongs the leases of an owner's generations; those that are still its own and running. */
  async renew(
    owner: string,
    ids: readonly string[],
    leaseMs: number,
  ): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE generations SET lease_until = now() + make_interval(secs => $3 / 1000.0)
       WHERE id = ANY($2::uuid[]) AND owner = $1 AND status = 'running' RETURNING id`,
      [owner, ids, leaseMs],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Turns that gave up waiting for one of these generations, in whatever process. */
  async cancelledTurns(generationIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM chat_turns WHERE generation_id = ANY($1::uuid[]) AND status = 'cancelled'`,
      [generationIds],
    );
    return rows.map((row) => row.id);
  }

  /** Takes over generations whose owner fell silent. */
  takeOver(
    owner: string,
    leaseMs: number,
    most: number,
  ): Promise<{ id: string; attempt: number; nodeKey: Buffer | null }[]> {
    return this.database.query(
      `UPDATE generations SET owner = $1, attempt = attempt + 1,
              lease_until = now() + make_interval(secs => $2 / 1000.0)
       WHERE id IN (SELECT id FROM generations WHERE status = 'running' AND lease_until < now()
                    ORDER BY lease_until LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING id, attempt, node_key AS "nodeKey"`,
      [owner, leaseMs, most],
    );
  }

  /** Lets go of an owner's generations: they are nobody's until another process takes them over. */
  async release(owner: string): Promise<void> {
    await this.database.query(
      `UPDATE generations SET owner = gen_random_uuid(), lease_until = now()
       WHERE owner = $1 AND status = 'running'`,
      [owner],
    );
  }

  /** What to generate from, or null when nobody waits for the generation any more. */
  findSource(generationId: string): Promise<GenerationSource | null> {
    return this.database.queryOne<GenerationSource>(
      `SELECT t.id AS "turnId", s.id AS "sessionId", s.content_item_id AS "contentItemId",
              c.id AS "courseId", s.cache_node_id AS "cacheNodeId", s.root_key AS "rootKey",
              s.prompt_hash AS "promptHash", ${LESSON_HASH_SQL} AS "lessonHash",
              s.lesson_hash AS "pinnedLessonHash", s.locale, s.model,
              c.model AS "courseModel", ps.text AS prompt, q.content AS message,
              ci.title, ci.description, ci.data_json AS "dataJson",
              c.title AS "courseTitle", m.title AS "moduleTitle"
       FROM chat_turns t
       JOIN chat_sessions s ON s.id = t.session_id
       JOIN prompt_snapshots ps ON ps.hash = s.prompt_hash
       JOIN chat_messages q ON q.turn_id = t.id AND q.role = 'user'
       JOIN content_items ci ON ci.id = s.content_item_id
       JOIN modules m ON m.id = ci.module_id
       JOIN courses c ON c.id = ci.course_id
       WHERE t.generation_id = $1 AND t.status = 'running'
       ORDER BY t.starts_generation DESC, t.created_at LIMIT 1`,
      [generationId],
    );
  }

  /**
   * What was said in the complete turns of a session, oldest first: the newest turns whose messages
   * have so many characters together, never a part of a message.
   */
  async history(sessionId: number, characters: number): Promise<History> {
    const rows = await this.database.query<HistoryRow>(
      `SELECT role, CASE WHEN total <= $2 THEN content END AS content
       FROM (SELECT msg.id, msg.role, msg.content,
                    sum(length(msg.content)) OVER (ORDER BY msg.id DESC) AS total
             FROM chat_messages msg
             JOIN chat_turns t ON t.id = msg.turn_id AND t.status = 'complete'
             WHERE msg.session_id = $1) AS said
       ORDER BY id`,
      [sessionId, characters],
    );
    const messages = rows.filter((row): row is HistoryRow & PromptMessage => row.content !== null);
    const isWhole = messages.length === rows.length;
    return { messages: messages.slice(messages[0]?.role === 'assistant' ? 1 : 0), isWhole };
  }

  /** Locks a generation if this attempt is still in charge of it. */
  async lock(id: string, owner: string, attempt: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM generations
       WHERE id = $1 AND owner = $2 AND attempt = $3 AND status = 'running' FOR UPDATE`,
      [id, owner, attempt],
    );
    return row !== null;
  }

  /** Ends a generation without a reply; its turns end with it and their sessions are free again. */
  async fail(
    id: string,
    status: 'failed' | 'cancelled',
    errorCode: string,
    errorMessage: string,
  ): Promise<void> {
    await this.database.query(
      `WITH turns AS (
         UPDATE chat_turns SET status = $2::text, finished_at = now()
         WHERE generation_id = $1 AND status = 'running' RETURNING id
       ), sessions AS (
         UPDATE chat_sessions s SET active_turn_id = NULL FROM turns WHERE s.active_turn_id = turns.id
       ), chunks AS (DELETE FROM generation_chunks WHERE generation_id = $1)
       UPDATE generations SET status = $2::text, error_code = $3, error_message = $4, finished_at = now()
       WHERE id = $1`,
      [id, status, errorCode, errorMessage],
    );
  }

  /** Keeps a generation from finishing until this transaction ends. */
  async hold(id: string): Promise<void> {
    await this.database.query(`SELECT 1 FROM generations WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** How many turns wait for a generation. */
  async countWaiting(id: string): Promise<number> {
    const row = await this.database.queryOne<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM chat_turns
       WHERE generation_id = $1 AND status = 'running'`,
      [id],
    );
    return row?.waiting ?? 0;
  }
}
