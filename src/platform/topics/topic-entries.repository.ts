import { Injectable } from '@nestjs/common';
import type { JsonObject } from '../../kernel/json';
import { Database } from '../database/database';
import type { NewTopicEntry, TopicEntry, TopicPosition } from './topic-entry';

/** Asks for the entries of a topic after a position. */
export interface LaterThan extends TopicPosition {
  readonly topic: string;
}

/** What a topic told after a position, as one moment saw it. */
export interface LaterEntries {
  /** The epoch of the log; with another one than was asked about there are no entries. */
  readonly epoch: string;
  readonly lastOffset: number;
  /** Entries up to here may be gone. */
  readonly trimmedTo: number;
  /** In order, and no more than were asked for. */
  readonly entries: readonly TopicEntry[];
}

interface StoredEntry {
  readonly offset: number;
  readonly eventId: string;
  readonly type: string;
  readonly data: JsonObject;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The entries of topics. */
@Injectable()
export class TopicEntriesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Adds entries after the last of their topics, whose heads must be there and locked; one whose
   * event its topic has told already is left out.
   *
   * @returns the offsets of what was added.
   */
  add(
    entries: readonly NewTopicEntry[],
  ): Promise<{ topic: string; eventId: string; offset: number }[]> {
    return this.database.prepared(
      'topic-entries-add',
      `WITH given AS (
         SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[],
           $6::timestamptz[]) WITH ORDINALITY
           AS given (topic, event_id, type, data, subject_ids, occurred_at, place)
       ), numbered AS (
         SELECT given.*, head.last_offset
           + row_number() OVER (PARTITION BY given.topic ORDER BY given.place) AS "offset"
         FROM given JOIN topic_heads head ON head.topic = given.topic
         WHERE NOT EXISTS (SELECT FROM topic_entries told
                           WHERE told.topic = given.topic AND told.event_id = given.event_id)
       ), moved AS (
         UPDATE topic_heads head SET last_offset = latest."offset", changed_at = clock_timestamp()
         FROM (SELECT topic, max("offset") AS "offset" FROM numbered GROUP BY topic) latest
         WHERE head.topic = latest.topic
       )
       INSERT INTO topic_entries (topic, "offset", event_id, type, data, subject_ids, occurred_at)
       SELECT topic, "offset", event_id, type, data::json, subject_ids::integer[], occurred_at
       FROM numbered
       RETURNING topic, event_id AS "eventId", "offset"::float8 AS "offset"`,
      [
        entries.map(({ topic }) => topic),
        entries.map(({ eventId }) => eventId),
        entries.map(({ type }) => type),
        entries.map(({ data }) => JSON.stringify(data)),
        entries.map(({ subjectIds }) => `{${subjectIds.join()}}`),
        entries.map(({ occurredAt }) => occurredAt),
      ],
    );
  }

  /**
   * What topics told after positions.
   *
   * @param most entries of each.
   * @returns an answer to each question; null where the topic has no log.
   */
  async later(asked: readonly LaterThan[], most: number): Promise<(LaterEntries | null)[]> {
    const rows = await this.database.prepared<
      Omit<LaterEntries, 'entries'> & { place: number; entries: readonly StoredEntry[] }
    >(
      'topic-entries-later',
      `SELECT asked.place::integer AS place, head.epoch, head.last_offset::float8 AS "lastOffset",
         head.trimmed_to::float8 AS "trimmedTo",
         (SELECT coalesce(json_agg(json_build_object('offset', later."offset",
              'eventId', later.event_id, 'type', later.type, 'data', later.data,
              'at', round(extract(epoch FROM later.occurred_at) * 1000))
            ORDER BY later."offset"), '[]')
          FROM (SELECT * FROM topic_entries entry
                WHERE entry.topic = head.topic AND head.epoch = asked.epoch
                  AND entry."offset" > asked."offset"
                ORDER BY entry."offset" LIMIT $4) later) AS entries
       FROM unnest($1::text[], $2::uuid[], $3::bigint[]) WITH ORDINALITY
         AS asked (topic, epoch, "offset", place)
       JOIN topic_heads head ON head.topic = asked.topic`,
      [
        asked.map(({ topic }) => topic),
        asked.map(({ epoch }) => epoch),
        asked.map(({ offset }) => offset),
        most,
      ],
    );
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return asked.map(({ topic }, index) => {
      const row = byPlace.get(index + 1);
      if (row === undefined) return null;
      const { epoch, lastOffset, trimmedTo, entries } = row;
      return {
        epoch,
        lastOffset,
        trimmedTo,
        entries: entries.map(({ offset, eventId, type, data, at }) => {
          const occurredAt = new Date(at).toISOString();
          return { topic, epoch, offset, eventId, type, data, occurredAt };
        }),
      };
    });
  }

  /** Removes what a topic tells of a person. */
  async forget(topic: string, subjectId: number): Promise<void> {
    await this.database.query(
      `DELETE FROM topic_entries WHERE topic = $1 AND $2::integer = ANY(subject_ids)`,
      [topic, subjectId],
    );
  }
}
