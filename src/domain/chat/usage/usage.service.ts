import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { Forbidden } from '../../../kernel/errors';
import type { Slice } from '../../../kernel/page';
import { AuditService } from '../../audit/audit.service';
import { Budgets } from './budgets';
import { dayRange } from './day-range';
import type {
  BudgetState,
  CourseUsage,
  DayRange,
  DayUsage,
  UsageTotals,
  UserCourseUsage,
} from './usage';
import { UsageRepository } from './usage.repository';

/** Which days to look at; see {@link dayRange} for what is left out. */
export interface UsagePeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What one user used. */
export interface OwnUsage {
  readonly range: DayRange;
  readonly totals: UsageTotals;
  readonly byCourse: readonly CourseUsage[];
  readonly byDay: readonly DayUsage[];
  /** The user's budget of today and whether it is time to warn; null when there is none. */
  readonly budget: (BudgetState & { readonly isNearlyUsed: boolean }) | null;
}

/** What models were used for, in tokens and money. */
@Injectable()
export class UsageService {
  constructor(
    private readonly usage: UsageRepository,
    private readonly budgets: Budgets,
    private readonly audit: AuditService,
  ) {}

  /** The caller's own usage. @throws Invalid for a range that makes no sense. */
  async own(actor: Actor, period: UsagePeriod): Promise<OwnUsage> {
    const range = dayRange(period, new Date());
    const budget = await this.budgets.ofUser(actor.userId);
    return {
      range,
      ...(await this.usage.ofUser(actor.userId, range)),
      budget:
        budget === null ? null : { ...budget, isNearlyUsed: this.budgets.isNearlyUsed(budget) },
    };
  }

  /**
   * Everybody's usage by user and course, who used most first. Leaves one row in the audit trail.
   *
   * @throws Forbidden for anybody but platform admins.
   * @throws Invalid for a range that makes no sense.
   */
  async byUserAndCourse(
    actor: Actor,
    period: UsagePeriod,
    filter: { readonly userId: number | null; readonly courseId: number | null },
    slice: Slice,
  ): Promise<readonly UserCourseUsage[]> {
    if (!isPlatformAdmin(actor)) throw new Forbidden('Only platform admins see this.');
    const range = dayRange(period, new Date());
    const rows = await this.usage.byUserAndCourse(range, filter, slice);
    if (rows.length > 0) {
      await this.audit.record({
        actor,
        action: 'usage.list',
        subjectType: 'user',
        subjectIds: rows.map(({ userId }) => userId),
      });
    }
    return rows;
  }
}
