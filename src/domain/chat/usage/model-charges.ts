import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { costInMicrodollars } from './token-cost';
import type { ModelUsage } from './token-usage';
import { OUTSIDE_COURSES } from './usage';
import { type CallPurpose, UsageRepository } from './usage.repository';

/** A call of a model that belongs to no course. */
export interface ModelCall {
  /** A uuid of its own; what is charged twice under it is charged once. */
  readonly id: string;
  readonly userId: number;
  /** Provider and name, e.g. `anthropic/claude-sonnet-4-5`, or `offline`. */
  readonly model: string;
}

/** Puts calls from outside the tutor on the same books, and reads what a day's budget looks at. */
@Injectable()
export class ModelCharges {
  constructor(
    private readonly usage: UsageRepository,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** Joins the transaction that is open around it. */
  async charge(call: ModelCall, usage: ModelUsage, purpose: CallPurpose): Promise<void> {
    const cost = costInMicrodollars(this.configuration.chat.prices, call.model, usage);
    await this.usage.chargeCall(call, usage, cost, purpose);
  }

  /** All tokens of a user in this UTC day, the tutor's included, and when the next one begins. */
  async today(userId: number): Promise<{ usedTokens: number; resetsAt: Date }> {
    const { userTokens, resetsAt } = await this.usage.usedToday(userId, OUTSIDE_COURSES);
    return { usedTokens: userTokens, resetsAt };
  }
}
