import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { DEEPEST_INCLUSION } from './prompt-outline';
import { byVersion, type PromptReference, referenceKey } from './prompt-reference';
import type { PromptLookup, SourcePrompt } from './prompt-source';

/** Everything that some references lead to, read in one snapshot. */
export interface LoadedPrompts extends PromptLookup {
  /** The catalogue's revision in that snapshot. */
  readonly revision: string;
  /** False when the open transaction itself raised the revision and may still take it back. */
  readonly isCommitted: boolean;
}

interface LoadedRow {
  revision: string;
  isCommitted: boolean;
  name: string | null;
  askedVersion: number | null;
  askedLabel: string | null;
  id: number | null;
  version: number | null;
  text: string | null;
}

/** SQL: the id of the version that `asked` points at; no row when there is none. */
const TARGET = `
  SELECT p.id FROM prompts p WHERE p.name = asked.name AND p.version = asked.version
  UNION ALL
  SELECT l.prompt_id FROM prompt_labels l WHERE l.name = asked.name AND l.label = asked.label`;

/** Which prompt includes which, in PostgreSQL. */
@Injectable()
export class PromptGraphRepository {
  constructor(private readonly database: Database) {}

  /**
   * Loads what the references point at, and all that is included below, in one statement: its
   * snapshot holds the revision and the rows together, so what is resolved from it belongs to
   * exactly that revision.
   */
  async load(references: readonly PromptReference[]): Promise<LoadedPrompts> {
    const rows = await this.database.query<LoadedRow>(
      `WITH RECURSIVE reached AS (
         SELECT asked.name, asked.version, asked.label, target.id, 0 AS depth
         FROM unnest($1::text[], $2::integer[], $3::text[]) AS asked (name, version, label)
         LEFT JOIN LATERAL (${TARGET}) target ON true
         UNION
         SELECT asked.name, asked.version, asked.label, target.id, asked.depth
         FROM (
           SELECT d.child_name AS name, d.child_version AS version, d.child_label AS label,
                  reached.depth + 1 AS depth
           FROM reached JOIN prompt_dependencies d ON d.prompt_id = reached.id
           WHERE reached.depth < ${DEEPEST_INCLUSION}
         ) asked
         LEFT JOIN LATERAL (${TARGET}) target ON true
       )
       SELECT c.revision,
              (c.xmin = pg_current_xact_id_if_assigned()::xid) IS NOT TRUE AS "isCommitted",
              r.name, r.version AS "askedVersion", r.label AS "askedLabel",
              p.id, p.version, p.prompt AS text
       FROM prompt_catalogue c
       LEFT JOIN (SELECT DISTINCT name, version, label, id FROM reached) r ON true
       LEFT JOIN prompts p ON p.id = r.id`,
      [
        references.map((reference) => reference.name),
        references.map((reference) => reference.version),
        references.map((reference) => reference.label),
      ],
    );
    return loadedFrom(rows);
  }

  /**
   * The labelled versions whose text depends on one of these labels of a name, directly or through
   * others as they resolve at present.
   */
  async labelledDependents(name: string, labels: readonly string[]): Promise<PromptReference[]> {
    const rows = await this.database.query<{ name: string; version: number }>(
      `WITH RECURSIVE dependent AS (
         SELECT prompt_id AS id FROM prompt_dependencies
         WHERE child_name = $1 AND child_label = ANY($2::text[])
         UNION
         SELECT d.prompt_id
         FROM dependent
         JOIN prompts p ON p.id = dependent.id
         JOIN prompt_dependencies d ON d.child_name = p.name
         LEFT JOIN prompt_labels l ON l.name = d.child_name AND l.label = d.child_label
         WHERE d.child_version = p.version OR l.prompt_id = p.id
       )
       SELECT p.name, p.version FROM prompts p
       WHERE p.id IN (SELECT id FROM dependent)
         AND EXISTS (SELECT 1 FROM prompt_labels l WHERE l.prompt_id = p.id)
       ORDER BY p.name, p.version`,
      [name, labels],
    );
    return rows.map((row) => byVersion(row.name, row.version));
  }
}

function loadedFrom(rows: readonly LoadedRow[]): LoadedPrompts {
  const prompts = new Map<string, SourcePrompt>();
  for (const { name, askedVersion, askedLabel, id, version, text } of rows) {
    if (name === null || id === null || version === null || text === null) continue;
    const key = referenceKey({ name, version: askedVersion, label: askedLabel });
    prompts.set(key, { id, name, version, text });
  }
  return {
    revision: rows[0]?.revision ?? '0',
    isCommitted: rows[0]?.isCommitted ?? false,
    find: (reference) => prompts.get(referenceKey(reference)) ?? null,
  };
}
