import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { Database } from '../../platform/database/database';
import { type ModelCall, ModelCharges } from '../chat/usage/model-charges';
import type { ModelUsage } from '../chat/usage/token-usage';
import type { PlanCode } from '../entitlements/entitlement';
import { Entitlements } from '../entitlements/entitlements.service';
import { CompletionHolds } from './completion-holds.repository';
import { AiBudgetHeld, AiBudgetUsedUp, TooManyCompletions } from './completions.errors';

/** So many calls a person has under way at the most, whatever the number of processes. */
const MOST_AT_ONCE = 4;
/** A call is over before this many milliseconds more than the longest reply takes. */
const HOLD_SPARE_MS = 60_000;

/** What a person's programs may still spend today. */
export interface AiBudget {
  readonly plan: PlanCode;
  /** The tutor's turns of the person included. */
  readonly usedTokens: number;
  /** Held by calls that are under way. */
  readonly heldTokens: number;
  /** Null for no budget. */
  readonly limitTokens: number | null;
  /** When the next UTC day begins. */
  readonly resetsAt: Date;
}

/**
 * The daily budgets of people's programs, in tokens. A call holds what it may use at most while it
 * is under way and is charged what it did use, so that calls at the same time pass a budget by no
 * more than one of them uses.
 */
@Injectable()
export class CompletionBudgets {
  private readonly holdMs: number;

  constructor(
    private readonly database: Database,
    private readonly holds: CompletionHolds,
    private readonly charges: ModelCharges,
    private readonly entitlements: Entitlements,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    this.holdMs = configuration.llm.totalTimeoutMs + HOLD_SPARE_MS;
  }

  /** Today's budget of the caller. */
  async of(actor: Actor): Promise<AiBudget> {
    const { plan, limitTokens } = await this.limitOf(actor.userId);
    const { usedTokens, resetsAt } = await this.charges.today(actor.userId);
    const { tokens: heldTokens } = await this.holds.of(actor.userId);
    return { plan, usedTokens, heldTokens, limitTokens, resetsAt };
  }

  /** @throws AiBudgetUsedUp when today's tokens are spent; holds nothing. */
  async refuseWhenUsedUp(actor: Actor): Promise<void> {
    const { usedTokens, limitTokens, resetsAt } = await this.of(actor);
    if (limitTokens !== null && usedTokens >= limitTokens) {
      throw new AiBudgetUsedUp(limitTokens, resetsAt);
    }
  }

  /**
   * Lets a call begin, or refuses it. What was let in must be ended by {@link charge} or
   * {@link release}.
   *
   * @param id the call's uuid.
   * @param tokens the most that it will use.
   * @throws AiBudgetUsedUp @throws AiBudgetHeld @throws TooManyCompletions
   */
  async admit(userId: number, id: string, tokens: number): Promise<void> {
    const { limitTokens } = await this.limitOf(userId);
    await this.database.transaction(async () => {
      await this.holds.lock(userId);
      const { usedTokens, resetsAt } = await this.charges.today(userId);
      const held = await this.holds.of(userId);
      if (limitTokens !== null) {
        if (usedTokens >= limitTokens) throw new AiBudgetUsedUp(limitTokens, resetsAt);
        if (usedTokens + held.tokens >= limitTokens) throw new AiBudgetHeld();
      }
      if (held.calls >= MOST_AT_ONCE) throw new TooManyCompletions(MOST_AT_ONCE);
      await this.holds.take(id, userId, tokens, this.holdMs);
    });
  }

  /** Ends a call with what it used. */
  async charge(call: ModelCall, usage: ModelUsage): Promise<void> {
    await this.database.transaction(async () => {
      await this.holds.release(call.id);
      await this.charges.charge(call, usage, 'completion');
    });
  }

  /** Ends a call that used nothing. */
  release(id: string): Promise<void> {
    return this.holds.release(id);
  }

  /** What a plan or the person is entitled to, where that says a number; else what is configured. */
  private async limitOf(userId: number): Promise<Pick<AiBudget, 'plan' | 'limitTokens'>> {
    const { plan, aiDailyTokens } = await this.entitlements.of(userId);
    return { plan, limitTokens: aiDailyTokens ?? this.configuration.ai.dailyTokens[plan] };
  }
}
