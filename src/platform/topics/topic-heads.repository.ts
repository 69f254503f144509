import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { TopicPosition } from './topic-entry';

/** Where the log of a topic stands. */
export interface TopicHead extends TopicPosition {
  readonly topic: string;
}

/** A commit may come so much later than the moment that it wrote down, in seconds. */
const LATEST_COMMIT_SECONDS = 10;

const HEAD = `topic, epoch, last_offset::float8 AS "offset"`;

/** The heads of topics: one row for each that somebody followed lately. */
@Injectable()
export class TopicHeadsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Locks the heads of these topics, always in the same order, until the transaction ends: until
   * then nobody else gives offsets of them.
   *
   * @returns those that there are.
   */
  lock(topics: readonly string[]): Promise<TopicHead[]> {
    return this.database.prepared<TopicHead>(
      'topic-heads-lock',
      `SELECT ${HEAD} FROM topic_heads WHERE topic = ANY($1::text[]) ORDER BY topic FOR UPDATE`,
      [topics],
    );
  }

  /** The heads of topics that somebody follows from now on; those that are missing are made. */
  async open(topics: readonly string[]): Promise<TopicHead[]> {
    const present = await this.database.prepared<TopicHead & { isStale: boolean }>(
      'topic-heads-present',
      `SELECT ${HEAD}, followed_at < now() - interval '1 day' AS "isStale"
       FROM topic_heads WHERE topic = ANY($1::text[])`,
      [topics],
    );
    const fresh = present.filter(({ isStale }) => !isStale);
    const known = new Set(fresh.map(({ topic }) => topic));
    const others = topics.filter((topic) => !known.has(topic));
    return others.length === 0 ? fresh : [...fresh, ...(await this.touch(others))];
  }

  /**
   * Heads that changed since a moment of the database's clock, and somewhat before it.
   *
   * @returns them, and the moment to ask from next time.
   */
  async changedSince(moment: Date): Promise<{ heads: TopicHead[]; now: Date }> {
    const rows = await this.database.prepared<{ now: Date } & Partial<TopicHead>>(
      'topic-heads-changed',
      `SELECT clock.now, ${HEAD} FROM (SELECT now()) AS clock (now)
       LEFT JOIN topic_heads
         ON changed_at > $1::timestamptz - interval '${LATEST_COMMIT_SECONDS} seconds'`,
      [moment],
    );
    return { heads: rows.filter(isHead), now: rows[0]?.now ?? moment };
  }

  /** The database's clock. */
  async now(): Promise<Date> {
    const [row] = await this.database.query<{ now: Date }>(`SELECT now() AS now`);
    return row?.now ?? new Date();
  }

  private touch(topics: readonly string[]): Promise<TopicHead[]> {
    return this.database.query<TopicHead>(
      `INSERT INTO topic_heads (topic) SELECT unnest($1::text[])
       ON CONFLICT (topic) DO UPDATE SET followed_at = now() RETURNING ${HEAD}`,
      [topics.toSorted()],
    );
  }
}

function isHead<Row extends Partial<TopicHead>>(row: Row): row is Row & TopicHead {
  return row.topic !== null;
}
