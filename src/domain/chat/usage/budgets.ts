import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { Entitlements } from '../../entitlements/entitlements.service';
import { BudgetUsedUp } from '../chat.errors';
import { ModelChooser } from '../model-choice';
import type { BudgetState } from './usage';
import { type UsedToday, UsageRepository } from './usage.repository';

/** The daily budgets of users and courses, in tokens of the model. */
@Injectable()
export class Budgets {
  private readonly chat: Configuration['chat'];

  constructor(
    private readonly usage: UsageRepository,
    private readonly models: ModelChooser,
    private readonly entitlements: Entitlements,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.chat = configuration.chat;
  }

  /**
   * Makes sure that a turn may ask the model. Turns under way count when they are answered, so
   * that a budget can be passed by what is asked at the same time.
   *
   * @returns the budget to warn of, the fuller one of two; null while there is none.
   * @throws BudgetUsedUp
   */
  async admit(userId: number, courseId: number): Promise<BudgetState | null> {
    const { userDailyTokens, courseDailyTokens } = this.chat;
    if (userDailyTokens === null && courseDailyTokens === null) return null;
    if (!this.models.costsTokens) return null;
    const states = await this.states(userId, courseId);
    const [fullest] = states.toSorted((a, b) => share(b) - share(a));
    if (fullest === undefined) return null;
    if (fullest.usedTokens >= fullest.limitTokens) throw new BudgetUsedUp(fullest);
    return this.isNearlyUsed(fullest) ? fullest : null;
  }

  /** A user's own budget today; null when there is none. */
  async ofUser(userId: number): Promise<BudgetState | null> {
    if (this.chat.userDailyTokens === null) return null;
    const states = await this.states(userId, 0);
    return states.find(({ scope }) => scope === 'user') ?? null;
  }

  /** Whether it is time to warn. */
  isNearlyUsed(state: BudgetState): boolean {
    return share(state) * 100 >= this.chat.budgetWarningPercent;
  }

  private async states(userId: number, courseId: number): Promise<BudgetState[]> {
    const { courseDailyTokens } = this.chat;
    const userDailyTokens = await this.limitOf(userId);
    const used = await this.usage.usedToday(userId, courseId);
    const { userTokens, courseTokens, resetsAt }: UsedToday = used;
    return [
      { scope: 'user' as const, usedTokens: userTokens, limitTokens: userDailyTokens, resetsAt },
      {
        scope: 'course' as const,
        usedTokens: courseTokens,
        limitTokens: courseDailyTokens,
        resetsAt,
      },
    ].filter((state): state is BudgetState => state.limitTokens !== null);
  }

  /** What everybody has, or more for those who are entitled to more; null for no budget. */
  private async limitOf(userId: number): Promise<number | null> {
    const { userDailyTokens } = this.chat;
    if (userDailyTokens === null) return null;
    const { aiDailyTokens } = await this.entitlements.of(userId);
    return Math.max(userDailyTokens, aiDailyTokens ?? 0);
  }
}

function share({ usedTokens, limitTokens }: BudgetState): number {
  return usedTokens / limitTokens;
}
