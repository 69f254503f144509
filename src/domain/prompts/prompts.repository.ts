import { Injectable } from '@nestjs/common';
import type { JsonValue } from '../../kernel/json';
import { Database } from '../../platform/database/database';
import { type PromptBody, promptTypeOf, type PromptType } from './prompt-body';
import { LABEL_ORDER } from './prompt-label-order';
import type { PromptReference } from './prompt-reference';
import { Prompt } from './prompt.entity';

/** What a new version consists of; without tags, those of the name stay. */
export interface NewPrompt {
  readonly name: string;
  readonly body: PromptBody;
  readonly config: { readonly [key: string]: JsonValue };
  readonly tags: readonly string[] | null;
  readonly commitMessage: string | null;
  readonly createdBy: number | null;
}

/** A version with its labels, as the catalogue stood at `revision`. */
export interface LabelledPrompt extends Prompt {
  readonly labels: readonly string[];
  readonly revision: string;
}

/** Versions of prompts in PostgreSQL. */
@Injectable()
export class PromptsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Raises the catalogue's revision. The row stays locked until the transaction ends: called
   * first, it lets one writer at a time through, so that everything read after it is final.
   */
  async raiseRevision(): Promise<void> {
    await this.database.query(`UPDATE prompt_catalogue SET revision = revision + 1`);
  }

  /** The revision, as the decimal text of a bigint. */
  async currentRevision(): Promise<string> {
    const row = await this.database.queryOne<{ revision: string }>(
      `SELECT revision FROM prompt_catalogue`,
    );
    return row?.revision ?? '0';
  }

  /** Whether the name has any version. */
  exists(name: string): Promise<boolean> {
    return this.database.repository(Prompt).existsBy({ name });
  }

  /** What kind of prompts a name has, or null when it has none. */
  async typeOf(name: string): Promise<PromptType | null> {
    const row = await this.database.queryOne<{ type: PromptType }>(
      `SELECT type FROM prompts WHERE name = $1 LIMIT 1`,
      [name],
    );
    return row?.type ?? null;
  }

  /** The version that a reference points at, with its labels and the revision, in one snapshot. */
  async find(reference: PromptReference): Promise<LabelledPrompt | null> {
    const rows = await this.database.prepared<LabelledPrompt>(
      'prompt_by_reference',
      `SELECT p.id, p.name, p.version, p.type, p.prompt AS text, p.messages, p.config, p.tags,
              p.commit_message AS "commitMessage", p.created_by AS "createdBy",
              p.created_at AS "createdAt", p.updated_at AS "updatedAt",
              ARRAY(SELECT l.label FROM prompt_labels l WHERE l.prompt_id = p.id
                    ORDER BY ${LABEL_ORDER}) AS labels,
              (SELECT revision FROM prompt_catalogue) AS revision
       FROM prompts p
       WHERE p.id = (SELECT id FROM prompts WHERE name = $1 AND version = $2
                     UNION ALL
                     SELECT prompt_id FROM prompt_labels WHERE name = $1 AND label = $3)`,
      [reference.name, reference.version, reference.label],
    );
    return rows[0] ?? null;
  }

  /**
   * Stores the next version of the name, under a number that none of its versions ever had. Only
   * under the lock of {@link raiseRevision}.
   */
  async insert(prompt: NewPrompt): Promise<{ id: number; version: number }> {
    const rows = await this.database.query<{ id: number; version: number }>(
      // The clock, not now(): writers wait for each other, and later versions are not older.
      `WITH number AS (
         INSERT INTO prompt_numbers AS numbers (name, last_version) VALUES ($1, 1)
         ON CONFLICT (name) DO UPDATE SET last_version = numbers.last_version + 1
         RETURNING last_version
       )
       INSERT INTO prompts (name, version, type, prompt, messages, config, tags, commit_message,
                            created_by, created_at, updated_at)
       SELECT $1, last_version, $2, $3, $4::jsonb, $5::jsonb,
              coalesce($6::text[], (SELECT max(tags) FROM prompts WHERE name = $1), '{}'),
              $7, $8::integer, moment, moment
       FROM number, (SELECT clock_timestamp() AS moment) clock
       RETURNING id, version`,
      [
        prompt.name,
        promptTypeOf(prompt.body),
        typeof prompt.body === 'string' ? prompt.body : '',
        typeof prompt.body === 'string' ? null : JSON.stringify(prompt.body),
        JSON.stringify(prompt.config),
        prompt.tags,
        prompt.commitMessage,
        prompt.createdBy,
      ],
    );
    return rows[0] as { id: number; version: number };
  }

  /** Stores what a version includes, in the order of its text. */
  async insertDependencies(
    promptId: number,
    references: readonly PromptReference[],
  ): Promise<void> {
    if (references.length === 0) return;
    await this.database.query(
      `INSERT INTO prompt_dependencies (prompt_id, position, child_name, child_version, child_label)
       SELECT $1::integer, position, name, version, label
       FROM unnest($2::text[], $3::integer[], $4::text[])
         WITH ORDINALITY AS reference (name, version, label, position)`,
      [
        promptId,
        references.map((reference) => reference.name),
        references.map((reference) => reference.version),
        references.map((reference) => reference.label),
      ],
    );
  }

  /** Gives every version of the name these tags. */
  async setTags(name: string, tags: readonly string[]): Promise<void> {
    await this.database.query(
      `UPDATE prompts SET tags = $2, updated_at = clock_timestamp()
       WHERE name = $1 AND tags IS DISTINCT FROM $2::text[]`,
      [name, tags],
    );
  }

  /** Notes that a version changed. */
  async touch(promptId: number): Promise<void> {
    await this.database.query(`UPDATE prompts SET updated_at = clock_timestamp() WHERE id = $1`, [
      promptId,
    ]);
  }
}
