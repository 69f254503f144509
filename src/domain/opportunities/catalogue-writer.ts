import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, type JsonValue } from '../../kernel/json';
import { Database } from '../../platform/database/database';
import type { OpportunityFacts } from './opportunity';
import { STORED_COLUMNS, toStored } from './opportunity-columns';

/** What became of an opportunity that was written. */
export type WriteOutcome = 'added' | 'updated' | 'unchanged';

const NAMES = STORED_COLUMNS.map(([name]) => name).join(', ');
const TYPED = STORED_COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ');
const UPDATES = STORED_COLUMNS.map(([name]) => `${name} = EXCLUDED.${name}`).join(', ');

/** Writes opportunities under the keys of their sources. */
@Injectable()
export class CatalogueWriter {
  constructor(private readonly database: Database) {}

  /**
   * Adds what is new and changes what changed, in one statement; the same again changes nothing.
   *
   * @param byKey by source key, each once.
   */
  async write(
    byKey: ReadonlyMap<string, OpportunityFacts>,
  ): Promise<ReadonlyMap<string, WriteOutcome>> {
    const records = [...byKey].map(([key, facts]) => {
      const stored = toStored(facts);
      return { ...stored, source_key: key, content_hash: hashOf(stored as JsonValue) };
    });
    const rows = await this.database.query<{ source_key: string; is_new: boolean }>(
      `INSERT INTO opportunities (source_key, content_hash, ${NAMES})
       SELECT source_key, content_hash, ${NAMES}
       FROM jsonb_to_recordset($1::jsonb) AS given (source_key text, content_hash text, ${TYPED})
       ORDER BY source_key
       ON CONFLICT (source_key) DO UPDATE SET content_hash = EXCLUDED.content_hash, ${UPDATES},
         updated_at = now()
       WHERE opportunities.content_hash <> EXCLUDED.content_hash
       RETURNING source_key, (xmax = 0) AS is_new`,
      [JSON.stringify(records)],
    );
    const written = new Map(rows.map((row) => [row.source_key, row.is_new]));
    return new Map(
      [...byKey.keys()].map((key): [string, WriteOutcome] => {
        const isNew = written.get(key);
        if (isNew === undefined) return [key, 'unchanged'];
        return [key, isNew ? 'added' : 'updated'];
      }),
    );
  }
}

function hashOf(value: JsonValue): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
