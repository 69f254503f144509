import { Injectable } from '@nestjs/common';
import type { Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import type { ModelUsage } from './token-usage';
import {
  type CourseUsage,
  type DayRange,
  type DayUsage,
  OUTSIDE_COURSES,
  type UsageTotals,
  type UserCourseUsage,
} from './usage';

/** What a call outside the tutor was for: a completion, or a run of an agent. */
export type CallPurpose = 'completion' | 'agent';

/** What a user and a course used today. */
export interface UsedToday {
  readonly userTokens: number;
  readonly courseTokens: number;
  readonly resetsAt: Date;
}

// double precision holds every whole number up to 2^53 exactly; bigint would arrive as text.
const TOTALS = `
  coalesce(sum(d.turns), 0)::integer AS turns,
  coalesce(sum(d.input_tokens), 0)::double precision AS "inputTokens",
  coalesce(sum(d.output_tokens), 0)::double precision AS "outputTokens",
  coalesce(sum(d.estimated_turns), 0)::integer AS "estimatedTurns",
  coalesce(sum(d.unpriced_turns), 0)::integer AS "unpricedTurns",
  coalesce(sum(d.cost_microdollars), 0)::double precision AS "costMicrodollars"`;

const TODAY = `(now() AT TIME ZONE 'UTC')::date`;

interface OwnUsageRow extends UsageTotals {
  readonly courseId: number | null;
  readonly courseTitle: string | null;
  readonly day: string | null;
}

/** What the model was used for, in rows that only grow and in totals by day. */
@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  /**
   * Charges the turn that started a generation, once however often it is called. Part of the
   * transaction that saves the reply; the rows that other turns wait for are locked last.
   *
   * @param costMicrodollars null when the model's price is not known.
   */
  async charge(
    generationId: string,
    model: string,
    usage: ModelUsage,
    costMicrodollars: number | null,
  ): Promise<void> {
    await this.database.query(
      `WITH charged AS (
         INSERT INTO llm_usage (turn_id, user_id, course_id, session_id, model, input_tokens,
                                output_tokens, estimated, cost_microdollars)
         SELECT t.id, s.user_id, ci.course_id, s.id, $2, $3::integer, $4::integer, $5::boolean,
                $6::bigint
         FROM chat_turns t
         JOIN chat_sessions s ON s.id = t.session_id
         JOIN content_items ci ON ci.id = s.content_item_id
         WHERE t.generation_id = $1 AND t.starts_generation
         ON CONFLICT (turn_id) DO NOTHING
         RETURNING user_id, course_id
       ), days AS (
         INSERT INTO llm_usage_days AS d (user_id, day, course_id, turns, estimated_turns,
                                          unpriced_turns, input_tokens, output_tokens,
                                          cost_microdollars)
         SELECT user_id, ${TODAY}, course_id, 1, $5::boolean::integer,
                ($6::bigint IS NULL)::integer, $3::integer, $4::integer, coalesce($6::bigint, 0)
         FROM charged
         ON CONFLICT (user_id, day, course_id) DO UPDATE SET
           turns = d.turns + 1,
           estimated_turns = d.estimated_turns + excluded.estimated_turns,
           unpriced_turns = d.unpriced_turns + excluded.unpriced_turns,
           input_tokens = d.input_tokens + excluded.input_tokens,
           output_tokens = d.output_tokens + excluded.output_tokens,
           cost_microdollars = d.cost_microdollars + excluded.cost_microdollars
         RETURNING d.course_id
       )
       INSERT INTO llm_usage_course_days AS d (course_id, day, tokens)
       SELECT course_id, ${TODAY}, $3::integer + $4::integer FROM days
       ON CONFLICT (course_id, day) DO UPDATE SET tokens = d.tokens + excluded.tokens`,
      [
        generationId,
        model,
        usage.inputTokens,
        usage.outputTokens,
        usage.estimated,
        costMicrodollars,
      ],
    );
  }

  /**
   * Charges a call that belongs to no course, once however often it is told.
   *
   * @param costMicrodollars null when the model's price is not known.
   */
  async chargeCall(
    call: { readonly id: string; readonly userId: number; readonly model: string },
    usage: ModelUsage,
    costMicrodollars: number | null,
    purpose: CallPurpose,
  ): Promise<void> {
    await this.database.query(
      `WITH charged AS (
         INSERT INTO llm_usage (turn_id, user_id, course_id, session_id, model, input_tokens,
                                output_tokens, estimated, cost_microdollars, purpose)
         VALUES ($1, $2, ${OUTSIDE_COURSES}, NULL, $3, $4::integer, $5::integer, $6::boolean,
                 $7::bigint, $8)
         ON CONFLICT (turn_id) DO NOTHING
         RETURNING user_id
       )
       INSERT INTO llm_usage_days AS d (user_id, day, course_id, turns, estimated_turns,
                                        unpriced_turns, input_tokens, output_tokens,
                                        cost_microdollars)
       SELECT user_id, ${TODAY}, ${OUTSIDE_COURSES}, 1, $6::boolean::integer,
              ($7::bigint IS NULL)::integer, $4::integer, $5::integer, coalesce($7::bigint, 0)
       FROM charged
       ON CONFLICT (user_id, day, course_id) DO UPDATE SET
         turns = d.turns + 1,
         estimated_turns = d.estimated_turns + excluded.estimated_turns,
         unpriced_turns = d.unpriced_turns + excluded.unpriced_turns,
         input_tokens = d.input_tokens + excluded.input_tokens,
         output_tokens = d.output_tokens + excluded.output_tokens,
         cost_microdollars = d.cost_microdollars + excluded.cost_microdollars`,
      [
        call.id,
        call.userId,
        call.model,
        usage.inputTokens,
        usage.outputTokens,
        usage.estimated,
        costMicrodollars,
        purpose,
      ],
    );
  }

  /** What budgets look at; a course id of 0 reads the user's alone. */
  async usedToday(userId: number, courseId: number): Promise<UsedToday> {
    const row = await this.database.queryOne<UsedToday>(
      `SELECT
         (SELECT coalesce(sum(input_tokens + output_tokens), 0) FROM llm_usage_days
          WHERE user_id = $1 AND day = ${TODAY})::double precision AS "userTokens",
         coalesce((SELECT tokens FROM llm_usage_course_days
          WHERE course_id = $2 AND day = ${TODAY}), 0)::double precision AS "courseTokens",
         (${TODAY} + 1)::timestamp AT TIME ZONE 'UTC' AS "resetsAt"`,
      [userId, courseId],
    );
    return row as UsedToday;
  }

  /** One user's usage, by course and by day, in one query. */
  async ofUser(
    userId: number,
    range: DayRange,
  ): Promise<{ totals: UsageTotals; byCourse: CourseUsage[]; byDay: DayUsage[] }> {
    const rows = await this.database.query<OwnUsageRow>(
      `SELECT d.course_id AS "courseId", c.title AS "courseTitle",
              to_char(d.day, 'YYYY-MM-DD') AS day, ${TOTALS}
       FROM llm_usage_days d LEFT JOIN courses c ON c.id = d.course_id
       WHERE d.user_id = $1 AND d.day BETWEEN $2::date AND $3::date
       GROUP BY GROUPING SETS ((), (d.course_id, c.title), (d.day))
       ORDER BY d.course_id, d.day`,
      [userId, range.from, range.to],
    );
    const isTotal = (row: OwnUsageRow): boolean => row.courseId === null && row.day === null;
    return {
      totals: rows.find(isTotal) as UsageTotals,
      byCourse: rows.filter((row): row is OwnUsageRow & CourseUsage => row.courseId !== null),
      byDay: rows.filter((row): row is OwnUsageRow & DayUsage => row.day !== null),
    };
  }

  /** Usage by user and course, who used most first. */
  byUserAndCourse(
    range: DayRange,
    filter: { readonly userId: number | null; readonly courseId: number | null },
    slice: Slice,
  ): Promise<UserCourseUsage[]> {
    return this.database.query<UserCourseUsage>(
      `SELECT d.user_id AS "userId", u.full_name AS "userName",
              d.course_id AS "courseId", c.title AS "courseTitle", ${TOTALS}
       FROM llm_usage_days d
       LEFT JOIN users u ON u.id = d.user_id
       LEFT JOIN courses c ON c.id = d.course_id
       WHERE d.day BETWEEN $1::date AND $2::date
         AND ($3::integer IS NULL OR d.user_id = $3)
         AND ($4::integer IS NULL OR d.course_id = $4)
       GROUP BY d.user_id, u.full_name, d.course_id, c.title
       ORDER BY sum(d.input_tokens + d.output_tokens) DESC, d.user_id, d.course_id
       OFFSET $5 LIMIT $6`,
      [range.from, range.to, filter.userId, filter.courseId, slice.skip, slice.limit],
    );
  }
}
