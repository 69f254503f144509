import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { LABEL_ORDER } from './prompt-label-order';

/** Narrows the list of prompts; null leaves the list as it is. */
export interface PromptFilter {
  /** Part of the name, in whatever case. */
  readonly name: string | null;
  /** A label that some version carries. */
  readonly label: string | null;
  readonly tag: string | null;
}

/** All versions of one name together. */
export interface PromptSummary {
  readonly name: string;
  readonly type: string;
  readonly versions: readonly number[];
  readonly labels: readonly string[];
  readonly tags: readonly string[];
  readonly lastUpdatedAt: Date;
}

/** One line in the history of a name. */
export interface PromptVersion {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly labels: readonly string[];
  readonly commitMessage: string | null;
  readonly createdBy: number | null;
  /** The author's full name. */
  readonly creator: string | null;
  readonly createdAt: Date;
}

/** What a tag can point at. */
export type PromptLinkOption = Pick<PromptSummary, 'name' | 'versions' | 'labels'>;

const MATCHES = `
  ($1::text IS NULL OR p.name ILIKE $1)
  AND ($2::text IS NULL
       OR EXISTS (SELECT 1 FROM prompt_labels l WHERE l.name = p.name AND l.label = $2))
  AND ($3::text IS NULL OR $3 = ANY(p.tags))`;

const LABELS_OF_NAME = `
  ARRAY(SELECT l.label FROM prompt_labels l WHERE l.name = p.name ORDER BY ${LABEL_ORDER})`;

/** Prompts as lists show them. */
@Injectable()
export class PromptListingsRepository {
  constructor(private readonly database: Database) {}

  /** Prompts grouped by name, in the order of their names. */
  async summaries(filter: PromptFilter, slice: Slice): Promise<Page<PromptSummary>> {
    const matching = [
      filter.name === null ? null : containing(filter.name),
      filter.label,
      filter.tag,
    ];
    const items = await this.database.query<PromptSummary>(
      `WITH page AS (
         SELECT p.name FROM prompts p WHERE ${MATCHES}
         GROUP BY p.name ORDER BY p.name LIMIT $4 OFFSET $5
       )
       SELECT p.name, max(p.type) AS type, array_agg(p.version ORDER BY p.version) AS versions,
              ${LABELS_OF_NAME} AS labels, max(p.tags) AS tags,
              max(p.updated_at) AS "lastUpdatedAt"
       FROM page JOIN prompts p ON p.name = page.name
       GROUP BY p.name ORDER BY p.name`,
      [...matching, slice.limit, slice.skip],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(DISTINCT p.name)::integer AS total FROM prompts p WHERE ${MATCHES}`,
      matching,
    );
    return { items, total: count?.total ?? 0 };
  }

  /** The versions of one name, newest first; none at all when there is no such prompt. */
  async versions(name: string, slice: Slice): Promise<Page<PromptVersion>> {
    const items = await this.database.query<PromptVersion>(
      `SELECT p.id, p.name, p.version, p.commit_message AS "commitMessage",
              ARRAY(SELECT l.label FROM prompt_labels l WHERE l.prompt_id = p.id
                    ORDER BY ${LABEL_ORDER}) AS labels,
              p.created_by AS "createdBy", u.full_name AS creator, p.created_at AS "createdAt"
       FROM prompts p LEFT JOIN users u ON u.id = p.created_by
       WHERE p.name = $1
       ORDER BY p.version DESC LIMIT $2 OFFSET $3`,
      [name, slice.limit, slice.skip],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total FROM prompts WHERE name = $1`,
      [name],
    );
    return { items, total: count?.total ?? 0 };
  }

  /** Every label in use, each once. */
  async labels(): Promise<string[]> {
    const rows = await this.database.query<{ label: string }>(
      `SELECT l.label FROM prompt_labels l GROUP BY l.label ORDER BY ${LABEL_ORDER}`,
    );
    return rows.map((row) => row.label);
  }

  /** Every name, with the id of its newest version. */
  names(): Promise<{ name: string; id: number }[]> {
    return this.database.query<{ name: string; id: number }>(
      `SELECT DISTINCT ON (name) name, id FROM prompts ORDER BY name, version DESC`,
    );
  }

  /** Every name with what a tag may say after it; chat prompts cannot be included. */
  linkOptions(): Promise<PromptLinkOption[]> {
    return this.database.query<PromptLinkOption>(
      `SELECT p.name, array_agg(p.version ORDER BY p.version) AS versions,
              ${LABELS_OF_NAME} AS labels
       FROM prompts p WHERE p.type = 'text' GROUP BY p.name ORDER BY p.name`,
    );
  }
}

/** A pattern for ILIKE that finds the text as it is, wildcards included. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
