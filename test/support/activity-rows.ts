import { createHash } from 'node:crypto';
import type { ActivityEvent } from '../../src/domain/analytics/activity/activity-event';

/** Whatever answers SQL: a test's database, or a connection with a transaction open. */
interface Sql {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** An event of which only what matters is said. */
type GivenActivity = Pick<ActivityEvent, 'key' | 'occurredAt' | 'userId' | 'kind'> &
  Partial<ActivityEvent>;

/** The whole event: own, about nothing, known as it happened, where nothing else is said. */
export function activity(given: GivenActivity): ActivityEvent {
  return {
    isOwn: true,
    courseId: null,
    topicId: null,
    objectId: null,
    durationMs: null,
    score: null,
    outcome: null,
    costMicrodollars: null,
    source: 'trellis',
    knownAt: given.occurredAt,
    ...given,
  };
}

/** Writes raw rows past the program; what is there already stays as it is. */
export async function insertActivity(sql: Sql, events: readonly ActivityEvent[]): Promise<void> {
  const months = new Set(events.map(({ occurredAt }) => occurredAt.toISOString().slice(0, 7)));
  for (const month of months) {
    await sql.query('SELECT ensure_activity_partition($1)', [`${month}-15T00:00:00Z`]);
  }
  await sql.query(
    `INSERT INTO activity_events (occurred_at, key, user_id, kind, is_own, course_id, topic_id,
       object_id, duration_ms, score, outcome, cost_microdollars, source, known_at)
     SELECT occurred_at, key, user_id, kind, is_own, course_id, topic_id, object_id, duration_ms,
       score, outcome, cost_microdollars, source, known_at
     FROM jsonb_to_recordset($1::jsonb) AS row (occurred_at timestamptz, key uuid, user_id integer,
       kind text, is_own boolean, course_id integer, topic_id integer, object_id bigint,
       duration_ms integer, score integer, outcome text, cost_microdollars bigint, source text,
       known_at timestamptz)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(events.map(toRow))],
  );
}

function toRow(event: ActivityEvent): Record<string, unknown> {
  return {
    occurred_at: event.occurredAt,
    key: createHash('md5').update(event.key).digest('hex'),
    user_id: event.userId,
    kind: event.kind,
    is_own: event.isOwn,
    course_id: event.courseId,
    topic_id: event.topicId,
    object_id: event.objectId,
    duration_ms: event.durationMs,
    score: event.score,
    outcome: event.outcome,
    cost_microdollars: event.costMicrodollars,
    source: event.source,
    known_at: event.knownAt,
  };
}
