import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';

/** How much of a topic's log stays. */
interface TopicKeeping {
  readonly hours: number;
  /** Of each topic. */
  readonly entries: number;
}

/** However many there are, entries of this age stay: a process that hears no bell reads them yet. */
const YOUNGEST_SECONDS = 60;
/** A log that nobody followed for so long goes; so does everything that it told. */
const UNFOLLOWED_DAYS = 30;

/** Cuts logs of topics, some at a time. Logs that somebody is writing to are left for next time. */
@Injectable()
export class TopicTrimmingRepository {
  constructor(private readonly database: Database) {}

  /**
   * Trims the next logs in the order of their names.
   *
   * @param after the name behind which it goes on; empty at the beginning.
   * @returns the name to go on behind; null when that was the last.
   */
  async trim(after: string, most: number, keep: TopicKeeping): Promise<string | null> {
    const row = await this.database.queryOne<{ last: string | null; count: number }>(
      `WITH long AS (
         SELECT topic, trimmed_to, last_offset FROM topic_heads
         WHERE topic > $1 AND (last_offset - trimmed_to > $3
           OR topic IN (SELECT topic FROM topic_entries
                        WHERE recorded_at < now() - make_interval(hours => $4)))
         ORDER BY topic LIMIT $2 FOR UPDATE SKIP LOCKED
       ), cut AS (
         SELECT long.topic, greatest(
           (SELECT max("offset") FROM topic_entries aged WHERE aged.topic = long.topic
              AND aged.recorded_at < now() - make_interval(hours => $4)),
           (SELECT max("offset") FROM topic_entries surplus WHERE surplus.topic = long.topic
              AND surplus."offset" <= long.last_offset - $3
              AND surplus.recorded_at < now() - interval '${YOUNGEST_SECONDS} seconds')) AS upto
         FROM long
       ), moved AS (
         UPDATE topic_heads head SET trimmed_to = cut.upto FROM cut
         WHERE head.topic = cut.topic AND cut.upto > head.trimmed_to
       ), removed AS (
         DELETE FROM topic_entries entry USING cut
         WHERE entry.topic = cut.topic AND entry."offset" <= cut.upto
       )
       SELECT max(topic) AS last, count(*)::integer AS count FROM long`,
      [after, most, keep.entries, keep.hours],
    );
    return row === null || row.count < most ? null : row.last;
  }

  /** Removes logs that nobody followed for long. @returns how many. */
  async removeUnfollowed(most: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM topic_heads WHERE topic IN (
         SELECT topic FROM topic_heads
         WHERE followed_at < now() - interval '${UNFOLLOWED_DAYS} days'
         ORDER BY topic LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING 1`,
      [most],
    );
    return rows.length;
  }
}
