import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { PromptNode } from './prompt-source';

/** A version in a list of those that include something. */
export type Dependent = Pick<PromptNode, 'name' | 'version'>;

/** What stands against removing prompts, and removing them, in PostgreSQL. */
@Injectable()
export class PromptDeletionRepository {
  constructor(private readonly database: Database) {}

  /** The versions of other names that include any version of this one, in use or not. */
  dependentsOnName(name: string): Promise<Dependent[]> {
    return this.database.query<Dependent>(
      `SELECT DISTINCT p.name, p.version
       FROM prompt_dependencies d JOIN prompts p ON p.id = d.prompt_id
       WHERE d.child_name = $1 AND p.name <> $1
       ORDER BY p.name, p.version`,
      [name],
    );
  }

  /** The versions of other names that include this version by number or by one of the labels. */
  dependentsOnVersion(
    name: string,
    version: number,
    labels: readonly string[],
  ): Promise<Dependent[]> {
    return this.database.query<Dependent>(
      `SELECT DISTINCT p.name, p.version
       FROM prompt_dependencies d JOIN prompts p ON p.id = d.prompt_id
       WHERE d.child_name = $1 AND p.name <> $1
         AND (d.child_version = $2 OR d.child_label = ANY($3::text[]))
       ORDER BY p.name, p.version`,
      [name, version, labels],
    );
  }

  /** The numbers of a name's versions, highest first. */
  async versions(name: string): Promise<number[]> {
    const rows = await this.database.query<{ version: number }>(
      `SELECT version FROM prompts WHERE name = $1 ORDER BY version DESC`,
      [name],
    );
    return rows.map(({ version }) => version);
  }

  /** Removes the given versions of a name with their labels, splits and inclusions. */
  async delete(name: string, versions: readonly number[]): Promise<void> {
    await this.database.query(
      `DELETE FROM prompts WHERE name = $1 AND version = ANY($2::integer[])`,
      [name, versions],
    );
  }
}
