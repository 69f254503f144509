import { isCoach } from './sources/notification-source';

/** A notification with the names and titles of now, from {@link NOTIFICATIONS}. */
export const NOTIFICATION = `
  notification.id, notification.user_id AS "userId", notification.kind, notification.standing,
  CASE WHEN subject.id IS NOT NULL THEN json_build_object(
    'id', subject.id, 'uuid', subject.uuid, 'name', subject.full_name) END AS subject,
  actor.full_name AS "actorName", notification.course_id AS "courseId",
  course.title AS "courseTitle",
  coalesce(task.title, document.title, thread.title, item.title) AS thing,
  notification.target_type AS "targetType", notification.target_id AS "targetId",
  notification.facts, notification.occurred_at AS "occurredAt", notification.read_at AS "readAt"`;

function targetId(type: string, as: 'uuid' | 'integer'): string {
  return `CASE WHEN notification.target_type = '${type}'
    THEN notification.target_id::${as} END`;
}

/** A thread of somebody else gives no title: its words are another student's. */
export const NOTIFICATIONS = `
  FROM notifications notification
  LEFT JOIN users subject ON subject.id = notification.subject_id
  LEFT JOIN users actor ON actor.id = notification.actor_id
  LEFT JOIN courses course ON course.id = notification.course_id
  LEFT JOIN tasks task ON task.id = ${targetId('task', 'uuid')}
  LEFT JOIN documents document ON document.id = ${targetId('document', 'uuid')}
  LEFT JOIN discussion_threads thread ON thread.id = ${targetId('discussion', 'integer')}
    AND thread.author_id = notification.user_id
  LEFT JOIN content_items item ON item.id = (notification.facts ->> 'contentItemId')::integer`;

/**
 * Whether the person may know of the student whom a notification is about: coaches while they look
 * after them, instructors while they teach an offering that the student is in, admins while they
 * are that.
 */
export const IS_VISIBLE = `
  CASE notification.standing
    WHEN 'self' THEN true
    WHEN 'coach' THEN ${isCoach('notification.user_id')} AND EXISTS (
      SELECT 1 FROM coach_students link
      WHERE link.coach_id = notification.user_id AND link.student_id = notification.subject_id
        AND link.status = 'active')
    WHEN 'instructor' THEN EXISTS (
      SELECT 1 FROM offering_instructors teacher
      JOIN enrollments enrollment ON enrollment.course_offering_id = teacher.course_offering_id
        AND enrollment.user_id = notification.subject_id
        AND enrollment.status IN ('ACTIVE', 'COMPLETED')
      WHERE teacher.user_id = notification.user_id)
    WHEN 'admin' THEN EXISTS (
      SELECT 1 FROM role_grants held
      WHERE held.user_id = notification.user_id AND held.role = 'PLATFORM_ADMIN'
        AND held.university_id IS NULL)
  END`;
