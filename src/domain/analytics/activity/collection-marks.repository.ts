import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** The tables from which activity is collected. */
export type CollectionName = 'chat messages' | 'chat sessions' | 'sign-in tokens';

/** How far a table was read. */
export interface CollectionMark {
  /** Every row up to this id is collected. */
  readonly collectedTo: number;
  /** Every row up to this id is there to be read; none can come any more. */
  readonly completeTo: number;
}

const TABLES: Readonly<Record<CollectionName, string>> = {
  'chat messages': 'chat_messages',
  'chat sessions': 'chat_sessions',
  'sign-in tokens': 'refresh_tokens',
};

/** The advisory lock of those who collect. */
const COLLECTING = 8_020_001;

/**
 * Remembers how far tables were read. Ids are given before their rows are there for others to see,
 * so that a smaller one may come after a greater one. What a mark says to be collected is complete
 * all the same: with the greatest id goes the first transaction that had not begun by then, and
 * once all before that one have ended, nothing up to the id can come any more.
 */
@Injectable()
export class CollectionMarksRepository {
  constructor(private readonly database: Database) {}

  /** Where to go on. Call it outside of transactions, for the own one would count as running. */
  async find(name: CollectionName): Promise<CollectionMark> {
    await this.database.query(
      `INSERT INTO activity_collections AS mark (name, seen_to, seen_before)
       SELECT $1, coalesce(max(id), 0), pg_snapshot_xmax(pg_current_snapshot())
       FROM ${TABLES[name]}
       ON CONFLICT (name) DO UPDATE
         SET seen_to = excluded.seen_to, seen_before = excluded.seen_before
         -- A restored database counts its transactions anew.
         WHERE mark.seen_before IS NULL OR mark.seen_before > excluded.seen_before`,
      [name],
    );
    const mark = await this.database.queryOne<CollectionMark>(
      `SELECT collected_to::double precision AS "collectedTo",
         CASE WHEN seen_before <= first_open_transaction()
           THEN greatest(seen_to, collected_to) ELSE collected_to END::double precision
           AS "completeTo"
       FROM activity_collections WHERE name = $1`,
      [name],
    );
    return mark ?? { collectedTo: 0, completeTo: 0 };
  }

  /** Everything up to this id, which is complete, is collected. */
  async moveTo(name: CollectionName, id: number): Promise<void> {
    await this.database.query(
      `UPDATE activity_collections SET collected_to = greatest(collected_to, $2::bigint),
         seen_to = CASE WHEN seen_to > $2::bigint THEN seen_to END,
         seen_before = CASE WHEN seen_to > $2::bigint THEN seen_before END
       WHERE name = $1`,
      [name, id],
    );
  }

  /**
   * Where the last reading of what was read before began to be new; 0 before the first.
   *
   * @returns what {@link checkedTo} was told last.
   */
  async checkedFrom(name: CollectionName): Promise<number> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT collected_to::double precision AS id FROM activity_collections WHERE name = $1`,
      [`${name}, checked`],
    );
    return row?.id ?? 0;
  }

  /** Everything up to this id was read once more. */
  async checkedTo(name: CollectionName, id: number): Promise<void> {
    await this.database.query(
      `INSERT INTO activity_collections AS mark (name, collected_to) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE
         SET collected_to = greatest(mark.collected_to, excluded.collected_to)`,
      [`${name}, checked`, id],
    );
  }

  /** Sees to it that one process collects at a time; waits for another one. In a transaction. */
  async takeTurn(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(${COLLECTING})`);
  }
}
