import { z } from 'zod';
import { eventsWith, isCoach, type NotificationSource } from './notification-source';

const link = z.object({ coachId: z.int(), studentId: z.int(), endedBy: z.int().nullish() });
const LINKS = eventsWith(`"coachId" integer, "studentId" integer, "endedBy" integer`);

/** For so long callers wait for an agent themselves, in seconds; see docs/notifications.md. */
const PATIENCE_SECONDS = 25;

/** Links of coaches and students, and what is made for students. */
export const COACHING_SOURCES: readonly NotificationSource[] = [
  {
    event: 'coach.linked',
    payload: link,
    select: `
      SELECT event."eventId", event."occurredAt", told.*
      FROM ${LINKS}
      LEFT JOIN coach_students link ON link.coach_id = event."coachId"
        AND link.student_id = event."studentId" AND link.status = 'active'
      CROSS JOIN LATERAL (VALUES
        (event."studentId", 'coach.linked', 'self', NULL::integer, event."coachId"),
        (event."coachId", 'student.linked', 'coach', event."studentId", NULL)
      ) told ("userId", kind, standing, "subjectId", "actorId")
      WHERE link.linked_by IS DISTINCT FROM told."userId"`,
  },
  {
    // The coach is not told who: they may no longer know of the student.
    event: 'coach.unlinked',
    payload: link,
    select: `
      SELECT event."eventId", event."occurredAt", told.*
      FROM ${LINKS}
      CROSS JOIN LATERAL (VALUES
        (event."studentId", 'coach.unlinked', event."coachId"),
        (event."coachId", 'student.unlinked', NULL)
      ) told ("userId", kind, "actorId")
      WHERE event."endedBy" IS DISTINCT FROM told."userId"`,
  },
  {
    // Students hear of a session once, however often its notes are changed.
    event: 'coaching_session.written',
    payload: z.object({ sessionId: z.uuid(), coachId: z.int(), studentId: z.int() }),
    select: `
      SELECT DISTINCT ON (held.id)
        event."eventId", event."occurredAt", 'coaching-session:' || held.id AS occasion,
        held.student_id AS "userId", 'coaching_session.written' AS kind,
        held.coach_id AS "actorId", jsonb_build_object('heldOn', held.held_on) AS facts
      FROM ${eventsWith(`"sessionId" uuid`)}
      JOIN coaching_sessions held ON held.id = event."sessionId"
      ORDER BY held.id, event."occurredAt"`,
  },
  {
    // Looking for signs of danger tells nobody anything here: not even that somebody looked.
    event: 'agent.completed',
    payload: z.object({ runId: z.uuid() }),
    select: `
      SELECT event."eventId", event."occurredAt", told.*
      FROM ${eventsWith(`"runId" uuid`)}
      JOIN agent_runs run ON run.id = event."runId" AND run.agent <> 'detect/crisis'
      CROSS JOIN LATERAL (
        SELECT run.requested_by AS "userId", 'agent.finished' AS kind,
          CASE WHEN run.requested_by = run.student_id THEN 'self'
               WHEN EXISTS (SELECT 1 FROM coach_students link
                 WHERE link.coach_id = run.requested_by AND link.student_id = run.student_id
                   AND link.status = 'active') THEN 'coach'
               ELSE 'admin' END AS standing,
          nullif(run.student_id, run.requested_by) AS "subjectId",
          'agent_run' AS "targetType", run.id::text AS "targetId",
          jsonb_build_object('agent', run.agent, 'status', run.status) AS facts
        WHERE run.requested_by IS NOT NULL
          AND run.finished_at - run.created_at >= make_interval(secs => ${PATIENCE_SECONDS})
        UNION ALL
        SELECT plan.user_id, 'game_plan.ready', 'self', NULL, 'game_plan', plan.version::text, '{}'
        FROM game_plans plan
        WHERE plan.run_id = run.id AND run.requested_by IS DISTINCT FROM plan.user_id
      ) told`,
  },
  {
    event: 'document.status',
    payload: z.object({
      documentId: z.uuid(),
      studentUuid: z.uuid(),
      version: z.int(),
      status: z.string(),
    }),
    select: `
      SELECT event."eventId", event."occurredAt", told.*, 'document' AS "targetType",
        document.id::text AS "targetId", jsonb_build_object('status', event.status) AS facts
      FROM ${eventsWith(`"documentId" uuid, version integer, status text`)}
      JOIN documents document ON document.id = event."documentId"
        AND document.deleted_at IS NULL
      JOIN document_versions file ON file.document_id = document.id
        AND file.number = event.version
      CROSS JOIN LATERAL (
        SELECT document.owner_id AS "userId", 'document.added' AS kind, 'self' AS standing,
          NULL::integer AS "subjectId", file.uploaded_by AS "actorId"
        WHERE event.status = 'clean' AND file.uploaded_by <> document.owner_id
        UNION ALL
        SELECT document.owner_id, 'document.problem', 'self', NULL, NULL
        WHERE event.status IN ('infected', 'scan_failed', 'extraction_failed')
          AND file.uploaded_by = document.owner_id
        UNION ALL
        SELECT link.coach_id, 'document.problem', 'coach', document.owner_id, NULL
        FROM coach_students link
        WHERE event.status IN ('infected', 'scan_failed', 'extraction_failed')
          AND link.student_id = document.owner_id AND link.coach_id = file.uploaded_by
          AND link.status = 'active'
      ) told`,
  },
];

/** A student in danger: their coaches, and platform admins where there is none or more are needed. */
export const CRISIS_SOURCES: readonly NotificationSource[] = ['detected', 'escalated'].map(
  (step) => ({
    event: `crisis.${step}`,
    payload: z.object({
      studentUuid: z.uuid(),
      severity: z.string(),
      isKnown: z.boolean().optional(),
    }),
    select: `
      SELECT DISTINCT ON (event."eventId", told."userId")
        event."eventId", event."occurredAt", told."userId", 'crisis.${step}' AS kind,
        told.standing, student.id AS "subjectId",
        CASE WHEN case_of.id IS NOT NULL THEN 'crisis_case' END AS "targetType",
        case_of.id::text AS "targetId", jsonb_build_object('severity', event.severity) AS facts
      FROM ${eventsWith(`"studentUuid" uuid, severity text, "isKnown" boolean`)}
      JOIN users student ON student.uuid = event."studentUuid"
      LEFT JOIN LATERAL (
        SELECT id, status FROM crisis_cases
        WHERE student_id = student.id AND status <> 'resolved' ORDER BY opened_at DESC LIMIT 1
      ) case_of ON true
      CROSS JOIN LATERAL (
        SELECT link.coach_id AS "userId", 'coach' AS standing, 2 AS rank
        FROM coach_students link
        WHERE link.student_id = student.id AND link.status = 'active'
          AND ${isCoach('link.coach_id')}
        UNION ALL
        SELECT held.user_id, 'admin', 1 FROM role_grants held
        WHERE held.role = 'PLATFORM_ADMIN' AND held.university_id IS NULL
          AND (${step === 'escalated'} OR case_of.status = 'escalated' OR NOT EXISTS (
            SELECT 1 FROM coach_students link
            WHERE link.student_id = student.id AND link.status = 'active'
              AND ${isCoach('link.coach_id')}))
      ) told
      WHERE told."userId" <> student.id AND event."isKnown" IS NOT TRUE
      ORDER BY event."eventId", told."userId", told.rank`,
  }),
);
