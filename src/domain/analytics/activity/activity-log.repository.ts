import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { ActivityEvent } from './activity-event';

/**
 * The persons are locked so that nobody is erased while something is written about them; in the
 * order of their ids, so that two who write about the same ones wait for each other once only.
 */
const ADD = `
  WITH person AS MATERIALIZED (
    SELECT id FROM users WHERE id = ANY($1::integer[]) ORDER BY id FOR KEY SHARE
  ), added AS (
    INSERT INTO activity_events (key, occurred_at, user_id, kind, is_own, course_id, topic_id,
      object_id, duration_ms, score, outcome, cost_microdollars, source, known_at)
    SELECT md5(event.key)::uuid, event.occurred_at, event.user_id, event.kind, event.is_own,
           event.course_id, event.topic_id, event.object_id, event.duration_ms, event.score,
           event.outcome, event.cost_microdollars, event.source, event.known_at
    FROM unnest($2::text[], $3::timestamptz[], $4::integer[], $5::text[], $6::boolean[],
      $7::integer[], $8::integer[], $9::bigint[], $10::integer[], $11::integer[], $12::text[],
      $13::bigint[], $14::text[], $15::timestamptz[])
      AS event (key, occurred_at, user_id, kind, is_own, course_id, topic_id, object_id,
        duration_ms, score, outcome, cost_microdollars, source, known_at)
    JOIN person ON person.id = event.user_id
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT count(*)::integer AS count FROM added`;

/** The table of activity events and the partitions that it consists of, one a month of UTC. */
@Injectable()
export class ActivityLogRepository {
  constructor(private readonly database: Database) {}

  /** Adds what is not there yet, of people whom there are. @returns how many were added. */
  async add(events: readonly ActivityEvent[]): Promise<number> {
    const rows = await this.database.prepared<{ count: number }>('activity-add', ADD, [
      [...new Set(events.map(({ userId }) => userId))],
      events.map(({ key }) => key),
      events.map(({ occurredAt }) => occurredAt.toISOString()),
      events.map(({ userId }) => userId),
      events.map(({ kind }) => kind),
      events.map(({ isOwn }) => isOwn),
      events.map(({ courseId }) => courseId),
      events.map(({ topicId }) => topicId),
      events.map(({ objectId }) => objectId),
      events.map(({ durationMs }) => durationMs),
      events.map(({ score }) => score),
      events.map(({ outcome }) => outcome),
      events.map(({ costMicrodollars }) => costMicrodollars),
      events.map(({ source }) => source),
      events.map(({ knownAt }) => knownAt.toISOString()),
    ]);
    return rows[0]?.count ?? 0;
  }

  /** Sees to it that there are partitions for these months. @param months each `YYYY-MM`. */
  async ensurePartitions(months: readonly string[]): Promise<void> {
    await this.database.query(
      `SELECT ensure_activity_partition((month || '-01T00:00:00Z')::timestamptz)
       FROM unnest($1::text[]) WITH ORDINALITY AS wanted (month, place) ORDER BY place`,
      [months],
    );
  }
}
