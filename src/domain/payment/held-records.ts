import { Injectable } from '@nestjs/common';
import { CheckoutsRepository } from './checkouts.repository';
import { SubscriptionsRepository } from './subscriptions.repository';

const MOST_CHECKOUTS = 1_000;
const PAGE = 500;

/** What we hold that a comparison with Stripe must ask for by its id. */
@Injectable()
export class HeldRecords {
  constructor(
    private readonly checkouts: CheckoutsRepository,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  /** Pages that should have ended by now. */
  staleCheckouts(livemode: boolean): Promise<string[]> {
    return this.checkouts.stale(livemode, MOST_CHECKOUTS);
  }

  /** Subscriptions that are not over, as far as we know. */
  async *unendedSubscriptions(livemode: boolean): AsyncIterable<string> {
    let after = '';
    for (;;) {
      const ids = await this.subscriptions.unended(livemode, after, PAGE);
      yield* ids;
      if (ids.length < PAGE) return;
      after = ids.at(-1) as string;
    }
  }
}
