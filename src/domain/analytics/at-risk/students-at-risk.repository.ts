import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import { COMPARED, NEWLY_SCORED, SCORE_DAYS, scoreTrends } from './score-trend';
import { ScoreTrendsRepository } from './score-trends.repository';
import type { FallingScores, Inactivity, RiskFilter, StudentAtRisk } from './student-at-risk';

/** By so many percentage points the mean must have fallen. */
const FALL_POINTS = 15;
const SUM_OF_POINT = 100 * COMPARED;

/**
 * The students of offerings that go on. Their last own event is what was rolled up, or what came
 * after that. `score` is in hundredths of a percent, so that sums are compared without rounding.
 */
const STUDENTS_AT_RISK = `
  WITH place AS (
    SELECT taken.user_id, offering.course_id,
           max(greatest(taken.enrolled_at, offering.starts_at)) AS since
    FROM enrollments taken
    JOIN course_offerings offering ON offering.id = taken.course_offering_id
    JOIN users student ON student.id = taken.user_id AND student.is_active
    WHERE taken.status = 'ACTIVE'
      AND coalesce(offering.starts_at, '-infinity') <= $3::timestamptz
      AND coalesce(offering.ends_at, 'infinity') > $3::timestamptz
      AND ($4::integer IS NULL OR offering.course_id = $4)
    GROUP BY taken.user_id, offering.course_id
  ), tail AS (
    SELECT user_id, course_id, max(occurred_at) AS last_at FROM activity_events
    WHERE recorded_in >= $2::xid8 AND is_own
      AND course_id IS NOT NULL AND ($4::integer IS NULL OR course_id = $4)
    GROUP BY user_id, course_id
  ), seen AS (
    SELECT place.user_id, place.course_id, greatest(known.last_at, tail.last_at) AS last_at,
           greatest(place.since, known.last_at, tail.last_at) AS since
    FROM place
    LEFT JOIN activity_people known
      ON known.user_id = place.user_id AND known.course_id = place.course_id
    LEFT JOIN tail ON tail.user_id = place.user_id AND tail.course_id = place.course_id
  ), fresh AS (${NEWLY_SCORED}
  ), ${scoreTrends('fresh')}, known_trend AS (
    SELECT user_id, course_id, scored_at, recent, earlier FROM trend
    UNION ALL
    SELECT user_id, course_id, scored_at, recent, earlier FROM score_trends stored
    WHERE NOT EXISTS (SELECT FROM fresh WHERE fresh.user_id = stored.user_id
                        AND fresh.course_id = stored.course_id)
  ), reason AS (
    SELECT user_id, course_id, 'inactivity' AS code,
           floor(extract(epoch FROM $3::timestamptz - since) / 86400)::integer AS days,
           last_at AS "lastActiveAt", NULL::float8 AS "recentAverage",
           NULL::float8 AS "earlierAverage", NULL::float8 AS fall,
           NULL::timestamptz AS "lastScoredAt"
    FROM seen WHERE since <= $3::timestamptz - make_interval(hours => 24 * $5::integer)
    UNION ALL
    SELECT user_id, course_id, 'falling_scores', NULL, NULL,
           round(recent / ${SUM_OF_POINT}.0, 2)::float8,
           round(earlier / ${SUM_OF_POINT}.0, 2)::float8,
           round((earlier - recent) / ${SUM_OF_POINT}.0, 2)::float8, scored_at
    FROM known_trend JOIN place USING (user_id, course_id)
    WHERE earlier - recent >= ${FALL_POINTS * SUM_OF_POINT}
      AND scored_at > $3::timestamptz - interval '${SCORE_DAYS} days'
  ), at_risk AS (
    SELECT user_id, count(*) OVER () AS total,
           row_number() OVER (ORDER BY count(DISTINCT code) DESC, max(days) DESC NULLS LAST,
                                       max(fall) DESC NULLS LAST, user_id) AS position
    FROM reason GROUP BY user_id
    HAVING $6::text IS NULL OR bool_or(code = $6)
  ), shown AS (
    SELECT * FROM at_risk ORDER BY position OFFSET $7 LIMIT $8
  )
  SELECT (SELECT coalesce(max(total), 0)::integer FROM at_risk) AS total, (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'userId', shown.user_id, 'fullName', student.full_name,
             'email', student.email::text, 'reasons', (
               SELECT jsonb_agg(
                        to_jsonb(reason) || jsonb_build_object('courseTitle', course.title)
                        ORDER BY reason.code DESC, reason.days DESC, reason.course_id)
               FROM reason JOIN courses course ON course.id = reason.course_id
               WHERE reason.user_id = shown.user_id)) ORDER BY shown.position), '[]')
    FROM shown JOIN users student ON student.id = shown.user_id) AS students`;

/** A reason as JSON tells it: those of the other kind are null. */
interface StoredReason {
  readonly code: 'inactivity' | 'falling_scores';
  readonly course_id: number;
  readonly courseTitle: string;
  readonly days: number;
  readonly lastActiveAt: string | null;
  readonly recentAverage: number;
  readonly earlierAverage: number;
  readonly fall: number;
  readonly lastScoredAt: string;
}

type StoredStudent = Omit<StudentAtRisk, 'reasons'> & { readonly reasons: readonly StoredReason[] };

/** Students who may be about to leave, as their activity and their scores show. */
@Injectable()
export class StudentsAtRiskRepository {
  constructor(
    private readonly database: Database,
    private readonly trends: ScoreTrendsRepository,
  ) {}

  /** Who has more reasons comes first, then who was away longer, then whose scores fell more. */
  async list(filter: RiskFilter, at: Date, slice: Slice): Promise<Page<StudentAtRisk>> {
    const { courseId, inactiveDays, reason } = filter;
    const { trendsBefore, peopleBefore } = await this.trends.marks();
    const row = await this.database.queryOne<{ total: number; students: StoredStudent[] }>(
      STUDENTS_AT_RISK,
      [trendsBefore, peopleBefore, at, courseId, inactiveDays, reason, slice.skip, slice.limit],
    );
    const { total, students } = row as { total: number; students: StoredStudent[] };
    const items = students.map((student) => ({
      ...student,
      reasons: student.reasons.map(reasonOf),
    }));
    return { items, total };
  }
}

function reasonOf(stored: StoredReason): Inactivity | FallingScores {
  const { course_id: courseId, courseTitle } = stored;
  if (stored.code === 'inactivity') {
    const lastActiveAt = stored.lastActiveAt === null ? null : new Date(stored.lastActiveAt);
    return { code: 'inactivity', courseId, courseTitle, days: stored.days, lastActiveAt };
  }
  const { recentAverage, earlierAverage, fall } = stored;
  const lastScoredAt = new Date(stored.lastScoredAt);
  return {
    code: 'falling_scores',
    courseId,
    courseTitle,
    recentAverage,
    earlierAverage,
    fall,
    lastScoredAt,
  };
}
