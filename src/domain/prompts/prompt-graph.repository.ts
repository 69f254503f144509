import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { ChatPromptMessage } from './prompt-body';
import { LABEL_ORDER } from './prompt-label-order';
import { DEEPEST_INCLUSION } from './prompt-outline';
import { type PromptReference, referenceKey } from './prompt-reference';
import type { PromptLookup, SourcePrompt } from './prompt-source';
import type { PromptSplit } from './prompt-split';
import { bodyOf } from './prompt.entity';

/** Everything that some references lead to, read in one snapshot. */
export interface LoadedPrompts extends PromptLookup {
  /** The catalogue's revision in that snapshot. */
  readonly revision: string;
  /** False when the open transaction itself raised the revision and may still take it back. */
  readonly isCommitted: boolean;
  /** The split of a reference by label; null where it has none. */
  splitOf(reference: PromptReference): PromptSplit | null;
}

/** A version in use that depends on a label. */
export interface LabelledDependent {
  readonly name: string;
  readonly version: number;
  /** None when it is in use as the other version of a split. */
  readonly labels: readonly string[];
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
  messages: readonly ChatPromptMessage[] | null;
  splitVersion: number | null;
  splitPercent: number | null;
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
              p.id, p.version, p.prompt AS text, p.messages,
              arm.version AS "splitVersion", s.percent AS "splitPercent"
       FROM prompt_catalogue c
       LEFT JOIN (SELECT DISTINCT name, version, label, id FROM reached) r ON true
       LEFT JOIN prompts p ON p.id = r.id
       LEFT JOIN prompt_splits s ON s.name = r.name AND s.label = r.label
       LEFT JOIN prompts arm ON arm.id = s.prompt_id`,
      [
        references.map((reference) => reference.name),
        references.map((reference) => reference.version),
        references.map((reference) => reference.label),
      ],
    );
    return loadedFrom(rows);
  }

  /**
   * The versions in use (labelled, or a split's other version) whose text depends on one of these
   * labels of a name, directly or through others as they resolve at present.
   */
  labelledDependents(name: string, labels: readonly string[]): Promise<LabelledDependent[]> {
    return this.database.query<LabelledDependent>(
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
       SELECT p.name, p.version,
              ARRAY(SELECT l.label FROM prompt_labels l WHERE l.prompt_id = p.id
                    ORDER BY ${LABEL_ORDER}) AS labels
       FROM prompts p
       WHERE p.id IN (SELECT id FROM dependent)
         AND (EXISTS (SELECT 1 FROM prompt_labels l WHERE l.prompt_id = p.id)
              OR EXISTS (SELECT 1 FROM prompt_splits s WHERE s.prompt_id = p.id))
       ORDER BY p.name, p.version`,
      [name, labels],
    );
  }
}

function loadedFrom(rows: readonly LoadedRow[]): LoadedPrompts {
  const prompts = new Map<string, SourcePrompt>();
  const splits = new Map<string, PromptSplit>();
  for (const row of rows) {
    const { name, id, version, text } = row;
    if (name === null || id === null || version === null || text === null) continue;
    const key = referenceKey({ name, version: row.askedVersion, label: row.askedLabel });
    prompts.set(key, { id, name, version, body: bodyOf({ text, messages: row.messages }) });
    if (row.splitVersion !== null && row.splitPercent !== null) {
      splits.set(key, { version: row.splitVersion, percent: row.splitPercent });
    }
  }
  return {
    revision: rows[0]?.revision ?? '0',
    isCommitted: rows[0]?.isCommitted ?? false,
    find: (reference) => prompts.get(referenceKey(reference)) ?? null,
    splitOf: (reference) => splits.get(referenceKey(reference)) ?? null,
  };
}
