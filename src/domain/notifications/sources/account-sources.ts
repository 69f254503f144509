import { z } from 'zod';
import { eventsWith, type NotificationSource } from './notification-source';

/** Money and points of one's own. */
export const ACCOUNT_SOURCES: readonly NotificationSource[] = [
  {
    event: 'payment.updated',
    payload: z.object({
      userId: z.int().nullable(),
      kind: z.enum(['payment', 'subscription']),
      id: z.string(),
      status: z.string(),
    }),
    select: `
      SELECT event."eventId", event."occurredAt", event."userId",
        CASE WHEN event.status IN ('past_due', 'unpaid', 'incomplete_expired')
          THEN 'payment.problem' ELSE 'payment.updated' END AS kind,
        event.kind AS "targetType", event.id AS "targetId",
        jsonb_build_object('status', event.status) AS facts
      FROM ${eventsWith(`"userId" integer, kind text, id text, status text`)}
      WHERE event."userId" IS NOT NULL AND event.status <> 'incomplete'`,
  },
  {
    event: 'api_keys.changed',
    payload: z.object({ userId: z.int(), change: z.string() }),
    select: `
      SELECT event."eventId", event."occurredAt", event."userId", 'api_key.changed' AS kind,
        jsonb_build_object('change', event.change) AS facts
      FROM ${eventsWith(`"userId" integer, change text`)}`,
  },
  {
    event: 'export.completed',
    payload: z.object({ exportId: z.uuid(), userId: z.int(), status: z.string() }),
    select: `
      SELECT event."eventId", event."occurredAt", event."userId", 'export.ready' AS kind,
        'export' AS "targetType", event."exportId"::text AS "targetId",
        jsonb_build_object('status', event.status) AS facts
      FROM ${eventsWith(`"userId" integer, "exportId" uuid, status text`)}`,
  },
  {
    // Imports of people are for platform admins, and for no former one.
    event: 'import.progress',
    payload: z.object({
      importId: z.uuid(),
      requestedBy: z.int().nullable(),
      kind: z.string(),
      status: z.string(),
    }),
    select: `
      SELECT DISTINCT ON (event."importId")
        event."eventId", event."occurredAt", 'import:' || event."importId" AS occasion,
        event."requestedBy" AS "userId", 'import.finished' AS kind, 'admin' AS standing,
        'import' AS "targetType", event."importId"::text AS "targetId",
        jsonb_build_object('import', event.kind, 'status', event.status) AS facts
      FROM ${eventsWith(`"importId" uuid, "requestedBy" integer, kind text, status text`)}
      WHERE event."requestedBy" IS NOT NULL AND event.status IN ('success', 'failed')
      ORDER BY event."importId", event."occurredAt"`,
  },
  {
    event: 'stake.matured',
    payload: z.object({ userId: z.int(), stakeId: z.uuid(), points: z.int() }),
    select: `
      SELECT event."eventId", event."occurredAt", event."userId", 'stake.matured' AS kind,
        'stake' AS "targetType", event."stakeId"::text AS "targetId",
        jsonb_build_object('points', event.points) AS facts
      FROM ${eventsWith(`"userId" integer, "stakeId" uuid, points integer`)}`,
  },
];
