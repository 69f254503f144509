import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { DeliveryAttempts } from './delivery-attempts';
import { DeliveryClaimsRepository } from './delivery-claims.repository';
import { DeliveryOutcomes } from './delivery-outcomes.service';
import type { ClaimedDelivery } from './webhook-delivery';
import { DELIVER_DUE_WEBHOOKS } from './webhooks.jobs';

/** Attempts under way in one process; endpoints that failed or were slow share half of them. */
const SLOTS = 32;
const SLOTS_FOR_SLOW = 16;
/** At the end of the process attempts have so long, in milliseconds; then others begin them anew. */
const PARTING_MS = 3_000;
/** How often endpoints without a key or owner are looked for; none of them is sent to meanwhile. */
const TIDYING_MS = 4_000;

/**
 * Keeps deliveries going. The job only rings: attempts go on outside of it, so that endpoints which
 * let us wait occupy slots of their own and none of the queue's.
 */
@Injectable()
export class DeliveryPump implements OnModuleDestroy {
  private readonly logger = new Logger(DeliveryPump.name);
  private readonly underWay = new Map<Promise<void>, ClaimedDelivery>();
  private readonly parting = new AbortController();
  private filling: Promise<void> | null = null;
  private isAskedAgain = false;
  private isStopping = false;
  private tidiedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly claims: DeliveryClaimsRepository,
    private readonly attempts: DeliveryAttempts,
    private readonly outcomes: DeliveryOutcomes,
  ) {}

  /** Begins what is due, as far as slots are free. Whenever one gets free, it looks again by itself. */
  @OnJob(DELIVER_DUE_WEBHOOKS)
  async ring(): Promise<void> {
    if (performance.now() - this.tidiedAt > TIDYING_MS) {
      this.tidiedAt = performance.now();
      await this.claims.endWithoutOwner();
    }
    await this.claims.recover();
    await this.fill();
  }

  /** What can be finished is finished; the rest is left to other processes, as if never begun. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.filling?.catch(() => undefined);
    const ended = Promise.allSettled(this.underWay.keys());
    await Promise.race([ended, sleep(PARTING_MS, undefined, { ref: false })]);
    this.parting.abort();
    await ended;
  }

  private fill(): Promise<void> {
    this.isAskedAgain = true;
    return (this.filling ??= this.fillSlots().finally(() => {
      this.filling = null;
      // Asked after the last look, and before this was noted.
      if (this.isAskedAgain && !this.isStopping) this.lookAgain();
    }));
  }

  private async fillSlots(): Promise<void> {
    while (this.isAskedAgain && !this.isStopping) {
      this.isAskedAgain = false;
      const slow = [...this.underWay.values()].filter(({ isSlow }) => isSlow).length;
      const free = SLOTS - this.underWay.size;
      if (free === 0) return;
      const claimed = await this.claims.claim({ all: free, slow: SLOTS_FOR_SLOW - slow });
      for (const delivery of claimed) this.begin(delivery);
    }
  }

  private begin(delivery: ClaimedDelivery): void {
    const attempt = this.carryOut(delivery)
      .catch((error: Error) =>
        this.logger.error(`Webhook delivery ${delivery.id} is not noted: ${error.message}`),
      )
      .finally(() => {
        this.underWay.delete(attempt);
        if (!this.isStopping) this.lookAgain();
      });
    this.underWay.set(attempt, delivery);
  }

  private async carryOut(delivery: ClaimedDelivery): Promise<void> {
    const outcome = await this.attempts.make(delivery, this.parting.signal);
    if (outcome === null) await this.claims.release(delivery.id, delivery.claim);
    else await this.outcomes.note(delivery, outcome);
  }

  private lookAgain(): void {
    this.fill().catch((error: Error) => this.logger.warn(`Webhooks wait: ${error.message}`));
  }
}
