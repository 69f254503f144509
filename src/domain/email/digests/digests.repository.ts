import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** A coach is told of that many silent students a day at most. */
const MOST_A_DAY = 5;
/** Days without a sign after which a student is silent, and between two mails about the same one. */
const SILENT_DAYS = 14;

/** Somebody who reads their mail and wants this kind of it. */
const wanting = (person: string, category: string): string => `
  ${person}.is_active AND ${person}.email_verified_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM email_refusals refusal
                  WHERE refusal.user_id = ${person}.id AND refusal.category = '${category}')`;

/** The same week for everybody, each in their own time zone: Monday from eight to eight. */
const WEEKLY_PROGRESS = `
  INSERT INTO email_messages (key, user_id, template, variables, category, priority)
  SELECT week.key, student.id, 'weekly-progress',
         jsonb_build_object('completed_items', done.completed, 'chat_messages', said.messages,
                            'streak_days', student.current_streak_days),
         'weekly_progress', $2
  FROM users student
  CROSS JOIN LATERAL (SELECT $1::timestamptz AT TIME ZONE student.time_zone AS now) here
  CROSS JOIN LATERAL (
    SELECT concat('weekly-progress-', student.uuid, to_char(here.now, '-IYYY-"W"IW')) AS key,
           (date_trunc('week', here.now) - interval '7 days') AT TIME ZONE student.time_zone AS begins,
           date_trunc('week', here.now) AT TIME ZONE student.time_zone AS ends) week
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS completed FROM content_progress item
    WHERE item.user_id = student.id AND item.updated_at >= week.begins
      AND item.completed_at >= week.begins AND item.completed_at < week.ends) done
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS messages
    FROM chat_sessions chat JOIN chat_messages message ON message.session_id = chat.id
    WHERE chat.user_id = student.id AND chat.updated_at >= week.begins AND message.role = 'user'
      AND message.created_at >= week.begins AND message.created_at < week.ends) said
  WHERE student.last_activity_date >= here.now::date - 8
    AND extract(isodow FROM here.now) = 1 AND extract(hour FROM here.now) BETWEEN 8 AND 19
    AND EXISTS (SELECT 1 FROM role_grants held WHERE held.user_id = student.id AND held.role = 'STUDENT')
    AND ${wanting('student', 'weekly_progress')}
    AND NOT EXISTS (SELECT 1 FROM email_messages earlier WHERE earlier.key = week.key)
    AND done.completed + said.messages > 0
  ON CONFLICT (key) DO NOTHING RETURNING 1`;

const LOW_ENGAGEMENT = `
  WITH silent AS (
    SELECT coach.id AS coach_id, coach.uuid AS coach_uuid, student.id AS student_id,
           student.uuid AS student_uuid, split_part(trim(student.full_name), ' ', 1) AS first_name,
           here.today, here.today - seen.last_on AS days
    FROM coach_students link
    JOIN users coach ON coach.id = link.coach_id
    JOIN users student ON student.id = link.student_id AND student.is_active
    CROSS JOIN LATERAL (
      SELECT ($1::timestamptz AT TIME ZONE coach.time_zone) AS now,
             ($1::timestamptz AT TIME ZONE coach.time_zone)::date AS today) here
    CROSS JOIN LATERAL (
      SELECT greatest(student.last_activity_date, student.last_login_at::date,
                      link.last_session_on, link.started_at::date) AS last_on) seen
    WHERE link.status = 'active' AND extract(hour FROM here.now) BETWEEN 8 AND 17
      AND EXISTS (SELECT 1 FROM role_grants held WHERE held.user_id = coach.id AND held.role = 'COACH')
      AND ${wanting('coach', 'low_engagement')}
      AND seen.last_on <= here.today - ${SILENT_DAYS}
      AND NOT EXISTS (
        SELECT 1 FROM email_messages earlier
        WHERE earlier.user_id = coach.id AND earlier.about_id = student.id
          AND earlier.template = 'low-engagement'
          AND earlier.created_at > $1::timestamptz - interval '${SILENT_DAYS} days')
  ), ranked AS (
    SELECT silent.*, row_number() OVER (PARTITION BY coach_id ORDER BY days, student_id) AS place,
           (SELECT count(*) FROM email_messages today
            WHERE today.user_id = silent.coach_id AND today.template = 'low-engagement'
              AND today.created_at > $1::timestamptz - interval '20 hours') AS told
    FROM silent
  )
  INSERT INTO email_messages (key, user_id, about_id, template, variables, category, priority,
                              created_at)
  SELECT concat_ws('-', 'low-engagement', coach_uuid, student_uuid, today), coach_id, student_id,
         'low-engagement', jsonb_build_object('student_name', first_name, 'days', days),
         'low_engagement', $2, $1
  FROM ranked WHERE place + told <= ${MOST_A_DAY}
  ON CONFLICT (key) DO NOTHING RETURNING 1`;

/** Mails that many people get by the calendar, written in one statement each. */
@Injectable()
export class DigestsRepository {
  constructor(private readonly database: Database) {}

  /** Queues the week's mail of every student for whom it is Monday morning. @returns how many. */
  async queueWeeklyProgress(now: Date, priority: number): Promise<number> {
    return (await this.database.query(WEEKLY_PROGRESS, [now, priority])).length;
  }

  /** Queues mails to coaches about students who were not heard of. @returns how many. */
  async queueLowEngagement(now: Date, priority: number): Promise<number> {
    return (await this.database.query(LOW_ENGAGEMENT, [now, priority])).length;
  }
}
