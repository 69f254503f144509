import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { ActivityCollector } from './activity/activity-collector';
import { AnalyticsForAdminsOnly } from './analytics.errors';
import {
  CoachingOverviewRepository,
  type HeadCount,
  type OverviewFigures,
} from './coaching-overview.repository';
import { postgresTimeZone } from './postgres-time-zone';
import { ReportingTimeZone } from './reporting-time-zone';

/** Whoever did something of their own in so many days of 24 hours is active. */
const ACTIVE_DAYS = 30;

/** One month of the trends. */
export interface MonthOfTrend extends HeadCount {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly revenueCents: number;
}

/** What a coaching business is steered by. */
export interface CoachingOverview extends OverviewFigures {
  /** Of the month that is going on. */
  readonly revenueCents: number;
  /** The oldest first, the month that is going on last. */
  readonly trend: readonly MonthOfTrend[];
  readonly timeZone: string;
}

/** Overview and trends of the coaching business, for platform admins; they name nobody. */
@Injectable()
export class CoachingOverviewService {
  constructor(
    private readonly figures: CoachingOverviewRepository,
    private readonly timeZone: ReportingTimeZone,
    private readonly activity: ActivityCollector,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * @param months how many of the trends, the one of `at` included.
   * @throws AnalyticsForAdminsOnly
   */
  async at(actor: Actor, at: Date, months: number): Promise<CoachingOverview> {
    if (!isPlatformAdmin(actor)) throw new AnalyticsForAdminsOnly();
    await this.activity.collect();
    const timeZone = await this.timeZone.current();
    const zone = postgresTimeZone(timeZone);
    const reported = await this.figures.months(at, zone, months);
    const [figures, headCounts, cents] = await Promise.all([
      this.figures.figures(at, zone, ACTIVE_DAYS),
      this.figures.headCounts(reported),
      this.figures.revenueCents(reported, this.livemode()),
    ]);
    const trend = reported.map(({ month }, position) => ({
      month,
      ...(headCounts[position] as HeadCount),
      revenueCents: cents[position] as number,
    }));
    return { ...figures, revenueCents: cents.at(-1) as number, trend, timeZone };
  }

  /** Payments of a time before the present key, made to try it out, are nobody's revenue. */
  private livemode(): boolean | null {
    return this.configuration.payments.stripe?.livemode ?? null;
  }
}
