import { ApiProperty } from '@nestjs/swagger';
import {
  type BudgetState,
  type CourseUsage,
  OUTSIDE_COURSES,
  type UsageTotals,
  type UserCourseUsage,
} from '../../../domain/chat/usage/usage';
import type { OwnUsage } from '../../../domain/chat/usage/usage.service';
import { LARGEST_ID, QueryDate, QueryInteger, SliceQuery } from '../../http/parameters';

const MICRODOLLARS = 1_000_000;
const FROM = 'First day, UTC; thirty days up to the last one when left out.';
const TO = 'Last day, UTC, inclusive; today when left out. At most 366 days.';

/** Which days to look at. */
export class UsageQuery {
  @QueryDate(FROM)
  date_from?: string;

  @QueryDate(TO)
  date_to?: string;
}

/** Whose usage to look at, and when. */
export class AdminUsageQuery extends SliceQuery {
  @QueryDate(FROM)
  date_from?: string;

  @QueryDate(TO)
  date_to?: string;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only this user.' })
  user_id?: number;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only this course.' })
  course_id?: number;
}

class UsageTotalsReply {
  @ApiProperty({
    type: 'integer',
    example: 12,
    description: 'Turns that the model answered; replies from the cache are free and not counted.',
  })
  turns: number;

  @ApiProperty({ type: 'integer', example: 9744 })
  input_tokens: number;

  @ApiProperty({ type: 'integer', example: 1968 })
  output_tokens: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Turns with estimated counts.' })
  estimated_turns: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Turns whose model has no known price; `cost_usd` leaves them out.',
  })
  unpriced_turns: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.058752,
    description: 'US dollars, to six decimals; null when no turn has a known price.',
  })
  cost_usd: number | null;
}

class CourseUsageReply extends UsageTotalsReply {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'Null for calls through the developer API, which belong to no course.',
  })
  course_id: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'How Computers Think' })
  course_title: string | null;
}

class DayUsageReply extends UsageTotalsReply {
  @ApiProperty({ format: 'date', example: '2026-02-25' })
  date: string;
}

class BudgetReply {
  @ApiProperty({ enum: ['user', 'course'], example: 'user' })
  scope: string;

  @ApiProperty({ type: 'integer', example: 41_200 })
  used_tokens: number;

  @ApiProperty({ type: 'integer', example: 50_000 })
  limit_tokens: number;

  @ApiProperty({ format: 'date-time', example: '2026-02-26T00:00:00.000Z' })
  resets_at: string;
}

class OwnBudgetReply extends BudgetReply {
  @ApiProperty({ example: true, description: 'Whether replies carry a warning.' })
  warning: boolean;
}

/** What the caller used. */
export class OwnUsageReply {
  @ApiProperty({ format: 'date', example: '2026-01-27' })
  date_from: string;

  @ApiProperty({ format: 'date', example: '2026-02-25' })
  date_to: string;

  @ApiProperty({ type: UsageTotalsReply })
  totals: UsageTotalsReply;

  @ApiProperty({ type: [CourseUsageReply] })
  by_course: CourseUsageReply[];

  @ApiProperty({ type: [DayUsageReply], description: 'Days with usage, the oldest first.' })
  by_day: DayUsageReply[];

  @ApiProperty({
    type: OwnBudgetReply,
    nullable: true,
    description: "Today's budget of the caller; null when there is none.",
  })
  budget: OwnBudgetReply | null;
}

/** What one user used in one course. */
export class UserCourseUsageReply extends CourseUsageReply {
  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ type: 'string', nullable: true, example: 'Ada Lovelace' })
  user_name: string | null;
}

/** The caller's usage as this contract shows it. */
export function toOwnUsage({ range, totals, byCourse, byDay, budget }: OwnUsage): OwnUsageReply {
  return {
    date_from: range.from,
    date_to: range.to,
    totals: toTotals(totals),
    by_course: byCourse.map((usage) => ({
      course_id: courseIdOf(usage),
      course_title: usage.courseTitle,
      ...toTotals(usage),
    })),
    by_day: byDay.map((usage) => ({ date: usage.day, ...toTotals(usage) })),
    budget: budget === null ? null : { ...toBudgetWarning(budget), warning: budget.isNearlyUsed },
  };
}

/** One row of everybody's usage. */
export function toUserCourseUsage(usage: UserCourseUsage): UserCourseUsageReply {
  return {
    user_id: usage.userId,
    user_name: usage.userName,
    course_id: courseIdOf(usage),
    course_title: usage.courseTitle,
    ...toTotals(usage),
  };
}

/** A budget as the last frame of a reply shows it. */
export function toBudgetWarning(state: BudgetState): BudgetReply {
  return {
    scope: state.scope,
    used_tokens: state.usedTokens,
    limit_tokens: state.limitTokens,
    resets_at: state.resetsAt.toISOString(),
  };
}

function courseIdOf({ courseId }: CourseUsage): number | null {
  return courseId === OUTSIDE_COURSES ? null : courseId;
}

function toTotals(totals: UsageTotals): UsageTotalsReply {
  const hasPrice = totals.turns === 0 || totals.unpricedTurns < totals.turns;
  return {
    turns: totals.turns,
    input_tokens: totals.inputTokens,
    output_tokens: totals.outputTokens,
    estimated_turns: totals.estimatedTurns,
    unpriced_turns: totals.unpricedTurns,
    cost_usd: hasPrice ? totals.costMicrodollars / MICRODOLLARS : null,
  };
}
