import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Prompt } from './prompt.entity';

/** Which row, and whose labels. */
export type PromptIdentity = Pick<Prompt, 'id' | 'name'>;

/** Which version carries which label, in PostgreSQL. */
@Injectable()
export class PromptLabelsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Puts labels on a version, taking each from whichever version of the name carries it. A label
   * that moves loses its split.
   */
  async move(prompt: PromptIdentity, labels: readonly string[]): Promise<void> {
    await this.database.query(
      `WITH robbed AS (
         UPDATE prompts SET updated_at = clock_timestamp()
         WHERE id IN (SELECT prompt_id FROM prompt_labels
                      WHERE name = $2 AND label = ANY($3::text[]) AND prompt_id <> $1)
       ), ended AS (
         DELETE FROM prompt_splits s USING prompt_labels l
         WHERE s.name = $2 AND s.label = ANY($3::text[])
           AND l.name = s.name AND l.label = s.label AND l.prompt_id <> $1
       )
       INSERT INTO prompt_labels (name, label, prompt_id)
       SELECT $2::text, unnest($3::text[]), $1::integer
       ON CONFLICT (name, label) DO UPDATE SET prompt_id = excluded.prompt_id`,
      [prompt.id, prompt.name, labels],
    );
  }

  /** Takes every label but these from a version, with its split, and tells which it lost. */
  async keep(promptId: number, labels: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ label: string }>(
      `DELETE FROM prompt_labels WHERE prompt_id = $1 AND label <> ALL($2::text[])
       RETURNING label`,
      [promptId, labels],
    );
    return rows.map((row) => row.label);
  }
}
