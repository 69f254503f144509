import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { OverviewFigures } from '../../../domain/analytics/reports/overview-figures';
import type { OverviewReport } from '../../../domain/analytics/reports/overview-report.service';
import type { DayRange } from '../../../domain/analytics/rollups/day-range';
import type { ActivePeriod } from '../../../domain/analytics/rollups/rollups';
import {
  Count,
  Previous,
  ReportPeriodReply,
  ReportTermsReply,
  toPeriod,
  toTerms,
} from './report.dto';

const ACTIVE =
  'Active is who did at least one thing of their own: a sign-in or its renewal, something learned, asked, handed in or written. What happens to a person (a reply, a score, an enrolment by staff) makes nobody active.';

/** On or up to the last day of the range. */
class ActiveUsersReply {
  @Count(42, 'Active on the last day of the range.')
  day: number;

  @Count(118, 'Active in the ISO week of the last day, on days of the range.')
  week: number;

  @Count(203, 'Active in the calendar month of the last day, on days of the range.')
  month: number;
}

class DailySignupsReply {
  @ApiProperty({
    format: 'date',
    example: '2026-02-25',
    description: 'A day in the reporting time zone.',
  })
  date: string;

  @Count(3, 'Accounts made on this day that are still there.')
  count: number;
}

class ActivePeriodReply {
  @ApiProperty({
    format: 'date',
    example: '2026-02-23',
    description:
      'The day itself, the Monday of the week, or the first of the month; it may lie before the range.',
  })
  starts_on: string;

  @Count(118, 'People who were active in it, on days of the range, each counted once.')
  users: number;
}

class StreakBucketReply {
  @ApiProperty({
    enum: ['0', '1', '2-3', '4-6', '7-13', '14-29', '30+'],
    example: '2-3',
    description: 'How many days in a row, today or yesterday the last.',
  })
  streak: string;

  @Count(12, 'People whose present streak has so many days.')
  users: number;
}

/** The figures that can be compared. */
class OverviewFiguresReply extends ReportPeriodReply {
  @Count(57, 'Accounts made in the range that are still there.')
  signups: number;

  @ApiProperty({ type: ActiveUsersReply, description: ACTIVE })
  active_users: ActiveUsersReply;

  @Count(203, 'People who were active on any day of the range, each counted once.')
  active_users_total: number;
}

/** Who registered, who is here, and who keeps at it. */
export class OverviewReportReply extends IntersectionType(OverviewFiguresReply, ReportTermsReply) {
  @Count(512, 'Everybody who is registered now, disabled accounts too, whatever the range.')
  total_users: number;

  @ApiProperty({ type: [DailySignupsReply], description: 'Every day of the range, in order.' })
  daily_signups: DailySignupsReply[];

  @ApiProperty({
    type: [ActivePeriodReply],
    description: 'Every day of the range, in order; days with nobody too.',
  })
  active_by_day: ActivePeriodReply[];

  @ApiProperty({
    type: [ActivePeriodReply],
    description: 'Every ISO week that has days in the range, in order.',
  })
  active_by_week: ActivePeriodReply[];

  @ApiProperty({
    type: [ActivePeriodReply],
    description: 'Every calendar month that has days in the range, in order.',
  })
  active_by_month: ActivePeriodReply[];

  @ApiProperty({
    type: [StreakBucketReply],
    description:
      'Everybody by their streak at this moment: days in a row with learning up to today or yesterday, in the time zone of the person, else 0. Whatever the range.',
  })
  streak_distribution: StreakBucketReply[];

  @Previous(OverviewFiguresReply)
  previous: OverviewFiguresReply | null;
}

/** The report as this contract shows it. */
export function toOverviewReport(report: OverviewReport): OverviewReportReply {
  const { range, figures, details, previous } = report;
  return {
    ...toOverviewFigures(range, figures),
    ...toTerms(report),
    total_users: details.totalUsers,
    daily_signups: details.dailySignups.map(({ date, count }) => ({ date, count })),
    active_by_day: details.activeByDay.map(toActivePeriod),
    active_by_week: details.activeByWeek.map(toActivePeriod),
    active_by_month: details.activeByMonth.map(toActivePeriod),
    streak_distribution: details.streakDistribution.map(({ streak, users }) => ({
      streak,
      users,
    })),
    previous: previous === null ? null : toOverviewFigures(previous.range, previous.figures),
  };
}

function toOverviewFigures(range: DayRange, figures: OverviewFigures): OverviewFiguresReply {
  const { day, week, month } = figures.activeUsers;
  return {
    ...toPeriod(range),
    signups: figures.signups,
    active_users: { day, week, month },
    active_users_total: figures.activeUsersTotal,
  };
}

function toActivePeriod({ startsOn, users }: ActivePeriod): ActivePeriodReply {
  return { starts_on: startsOn, users };
}
