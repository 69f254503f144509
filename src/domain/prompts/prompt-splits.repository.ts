import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { PromptSplit } from './prompt-split';

/** A label with the version it stands on, and its split where it has one. */
export interface SplitLabel {
  readonly promptId: number;
  readonly labelVersion: number;
  readonly split: PromptSplit | null;
}

/** Splits of labels in PostgreSQL. */
@Injectable()
export class PromptSplitsRepository {
  constructor(private readonly database: Database) {}

  /** The label of a name, or null when no version carries it. */
  async find(name: string, label: string): Promise<SplitLabel | null> {
    const row = await this.database.queryOne<{
      promptId: number;
      labelVersion: number;
      version: number | null;
      percent: number | null;
    }>(
      `SELECT l.prompt_id AS "promptId", p.version AS "labelVersion", arm.version, s.percent
       FROM prompt_labels l
       JOIN prompts p ON p.id = l.prompt_id
       LEFT JOIN prompt_splits s ON s.name = l.name AND s.label = l.label
       LEFT JOIN prompts arm ON arm.id = s.prompt_id
       WHERE l.name = $1 AND l.label = $2`,
      [name, label],
    );
    if (row === null) return null;
    const { promptId, labelVersion, version, percent } = row;
    const split = version === null || percent === null ? null : { version, percent };
    return { promptId, labelVersion, split };
  }

  /** Splits a label, or changes its split. */
  async put(name: string, label: string, promptId: number, percent: number): Promise<void> {
    await this.database.query(
      `INSERT INTO prompt_splits (name, label, prompt_id, percent) VALUES ($1, $2, $3, $4)
       ON CONFLICT (name, label)
       DO UPDATE SET prompt_id = excluded.prompt_id, percent = excluded.percent`,
      [name, label, promptId, percent],
    );
  }

  async delete(name: string, label: string): Promise<void> {
    await this.database.query(`DELETE FROM prompt_splits WHERE name = $1 AND label = $2`, [
      name,
      label,
    ]);
  }
}
