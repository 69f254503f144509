import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { currentStreak } from '../../users/streak';
import { postgresTimeZone } from '../postgres-time-zone';
import type { DayRange } from '../rollups/day-range';
import type { ActivePeriod, Rollups } from '../rollups/rollups';
import { daysAfter } from './calendar-day';
import { type OverviewFigures, type StreakBucket, streakDistribution } from './overview-figures';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { requirePlatformAdmin } from './report-audience';
import { daysOf } from './report-range';
import { ReportReading } from './report-reading';
import { UserCountsRepository } from './user-counts.repository';

/** Every day, week and month of the range, the first one first; those with nobody too. */
interface OverviewSeries {
  readonly dailySignups: readonly { readonly date: string; readonly count: number }[];
  readonly activeByDay: readonly ActivePeriod[];
  readonly activeByWeek: readonly ActivePeriod[];
  readonly activeByMonth: readonly ActivePeriod[];
}

/** The series, and what holds now, whatever the range. */
interface OverviewDetails extends OverviewSeries {
  readonly totalUsers: number;
  readonly streakDistribution: readonly StreakBucket[];
}

export type OverviewReport = Report<OverviewFigures, OverviewDetails>;

/** Who registered, who is here, and who keeps at it. */
@Injectable()
export class OverviewReportService implements ReportSource<OverviewFigures, OverviewDetails> {
  constructor(
    private readonly reading: ReportReading,
    private readonly users: UserCountsRepository,
  ) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   */
  async read(actor: Actor, request: Omit<ReportRequest, 'courseId'>): Promise<OverviewReport> {
    requirePlatformAdmin(actor);
    return this.reading.read({ ...request, courseId: null }, this);
  }

  async figures(rollups: Rollups, { range }: ReportScope): Promise<OverviewFigures> {
    return this.figuresOf(await this.series(rollups, range), rollups, range);
  }

  async whole(
    rollups: Rollups,
    { range }: ReportScope,
  ): Promise<{ figures: OverviewFigures; details: OverviewDetails }> {
    const series = await this.series(rollups, range);
    const figures = await this.figuresOf(series, rollups, range);
    const totalUsers = await this.users.total();
    const streaks = await this.streaks(new Date(), totalUsers);
    return { figures, details: { ...series, totalUsers, streakDistribution: streaks } };
  }

  private async figuresOf(
    series: OverviewSeries,
    rollups: Rollups,
    range: DayRange,
  ): Promise<OverviewFigures> {
    return {
      signups: series.dailySignups.reduce((sum, { count }) => sum + count, 0),
      activeUsers: {
        day: series.activeByDay.at(-1)?.users ?? 0,
        week: series.activeByWeek.at(-1)?.users ?? 0,
        month: series.activeByMonth.at(-1)?.users ?? 0,
      },
      activeUsersTotal: await rollups.distinct('person', range, null),
    };
  }

  private async series(rollups: Rollups, range: DayRange): Promise<OverviewSeries> {
    const signups = await this.users.signups(postgresTimeZone(rollups.timeZone), range);
    return {
      dailySignups: daysOf(range).map((date) => ({ date, count: signups.get(date) ?? 0 })),
      activeByDay: await rollups.active('day', range, null),
      activeByWeek: await rollups.active('week', range, null),
      activeByMonth: await rollups.active('month', range, null),
    };
  }

  private async streaks(now: Date, totalUsers: number): Promise<StreakBucket[]> {
    // A streak that counts ended yesterday at the earliest, where it is still the day before.
    const earliest = daysAfter(now.toISOString().slice(0, 10), -2);
    const stored = await this.users.streaksSince(earliest);
    const streaks = stored.map(({ storedDays, lastDay, timeZone, users }) => ({
      days: currentStreak(storedDays, lastDay, timeZone, now),
      users,
    }));
    return streakDistribution(streaks, totalUsers);
  }
}
