import { ApiProperty } from '@nestjs/swagger';
import type {
  CoachingOverview,
  MonthOfTrend,
} from '../../../domain/analytics/coaching-overview.service';
import { QueryInteger } from '../../http/parameters';
import { NullableNumber } from '../nullable-properties';
import { toDollars, toDollarText } from './dollars';

const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

const ACTIVE =
  'Accounts that are not disabled and did something of their own in the last 30 days of 24 hours: ' +
  'anything that the reports count, a sign-in or its renewal included. Everybody counts by the ' +
  'weightiest of their roles.';

/** How far back the trends reach. */
export class AnalyticsQuery {
  @QueryInteger({
    minimum: 1,
    maximum: 24,
    default: 12,
    description: 'Months of the trends, the one that is going on included.',
  })
  months: number = 12;
}

class AnalyticsOverview {
  @ApiProperty({ type: 'integer', example: 53, description: 'Every account, disabled ones too.' })
  total_users: number;

  @ApiProperty({ type: 'integer', example: 23, description: ACTIVE })
  active_students: number;

  @ApiProperty({ type: 'integer', example: 30, description: ACTIVE })
  active_coaches: number;

  @ApiProperty({ type: 'integer', example: 26, description: 'Not disabled, active or not.' })
  students: number;

  @ApiProperty({ type: 'integer', example: 31, description: 'Not disabled, active or not.' })
  coaches: number;

  @ApiProperty({
    example: '$45,230',
    description:
      'Payments in US dollars of the month that is going on less what was refunded of them, ' +
      'rounded to whole dollars.',
  })
  revenue_mtd: string;

  @ApiProperty({
    type: 'integer',
    example: 142,
    description: 'Coaching sessions that were held, of all time.',
  })
  sessions_completed: number;

  @NullableNumber(
    0.72,
    'Mean of the latest readiness of every assessed student who is not disabled, to two decimals; ' +
      'null while nobody is assessed.',
  )
  avg_readiness_score: number | null;
}

class UserGrowth {
  @ApiProperty({ example: 'Nov' })
  month: string;

  @ApiProperty({ example: '2026-11', description: 'The same with its year.' })
  period: string;

  @ApiProperty({ type: 'integer', example: 18, description: 'At the end of the month, in all.' })
  students: number;

  @ApiProperty({ type: 'integer', example: 25, description: 'At the end of the month, in all.' })
  coaches: number;
}

class RevenueTrend {
  @ApiProperty({ example: 'Nov' })
  month: string;

  @ApiProperty({ example: '2026-11', description: 'The same with its year.' })
  period: string;

  @ApiProperty({ example: 42150, description: 'US dollars, to the cent.' })
  amount: number;
}

class AnalyticsTrends {
  @ApiProperty({ type: [UserGrowth], description: 'The oldest month first.' })
  user_growth: UserGrowth[];

  @ApiProperty({ type: [RevenueTrend], description: 'The oldest month first.' })
  revenue_trend: RevenueTrend[];
}

/** What the business does at this moment, and where it comes from. */
export class AnalyticsReply {
  @ApiProperty({ type: AnalyticsOverview })
  overview: AnalyticsOverview;

  @ApiProperty({ type: AnalyticsTrends })
  trends: AnalyticsTrends;

  @ApiProperty({ example: 'Europe/Berlin', description: 'In which months begin and end.' })
  reporting_time_zone: string;
}

export function toAnalytics(overview: CoachingOverview): AnalyticsReply {
  return {
    overview: {
      total_users: overview.totalUsers,
      active_students: overview.activeStudents,
      active_coaches: overview.activeCoaches,
      students: overview.students,
      coaches: overview.coaches,
      revenue_mtd: toDollarText(overview.revenueCents),
      sessions_completed: overview.sessionsCompleted,
      avg_readiness_score: overview.averageReadiness,
    },
    trends: {
      user_growth: overview.trend.map(({ month, students, coaches }) => ({
        ...toMonth(month),
        students,
        coaches,
      })),
      revenue_trend: overview.trend.map(({ month, revenueCents }) => ({
        ...toMonth(month),
        amount: toDollars(revenueCents),
      })),
    },
    reporting_time_zone: overview.timeZone,
  };
}

function toMonth(period: MonthOfTrend['month']): { month: string; period: string } {
  return { month: MONTHS[Number(period.slice(5)) - 1] as string, period };
}
