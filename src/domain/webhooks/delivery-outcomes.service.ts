import { Injectable, Logger } from '@nestjs/common';
import { publicId } from '../../kernel/public-id';
import { Database } from '../../platform/database/database';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import { DeliveryOutcomesRepository } from './delivery-outcomes.repository';
import { pauseAfter } from './retry-schedule';
import type { AttemptOutcome, ClaimedDelivery } from './webhook-delivery';
import type { DisablingReason } from './webhook-endpoint';

/** The endpoint says that it will never be there again. */
const GONE = 410;

/** What follows from an attempt: the next one, or the end of the delivery or of the endpoint. */
@Injectable()
export class DeliveryOutcomes {
  private readonly logger = new Logger(DeliveryOutcomes.name);

  constructor(
    private readonly database: Database,
    private readonly outcomes: DeliveryOutcomesRepository,
    private readonly emails: OutgoingEmails,
  ) {}

  /** Notes how an attempt ended, all of it or nothing. */
  async note(delivery: ClaimedDelivery, outcome: AttemptOutcome): Promise<void> {
    await this.database.transaction(async () => {
      const { endpointId } = delivery;
      await this.outcomes.lockEndpoint(endpointId);
      const isGone = outcome.statusCode === GONE;
      const pause = isGone ? null : pauseAfter(delivery.tries, outcome.retryAfterSeconds);
      if (!(await this.outcomes.finish(delivery, outcome, pause))) return;
      if (outcome.error === null) {
        return this.outcomes.noteSuccess(endpointId, outcome.durationMs);
      }
      // A secret that this installation cannot open is no fault of the endpoint.
      if (outcome.error === 'secret_unreadable') return;
      const isLasting = await this.outcomes.noteFailure(endpointId);
      if (isGone) {
        await this.disable(endpointId, 'gone');
        await this.outcomes.cancelWaiting(endpointId);
      } else if (isLasting) await this.disable(endpointId, 'failing');
    });
  }

  /**
   * Ends an endpoint and tells its owner, once; to be called inside a transaction. What waits for
   * it stays, and goes on when the owner enables it.
   */
  async disable(endpointId: string, reason: DisablingReason): Promise<void> {
    const disabled = await this.outcomes.disable(endpointId, reason);
    if (disabled === null) return;
    const webhook = publicId('webhook', endpointId);
    this.logger.warn(`Webhook ${webhook} is disabled: ${reason}`);
    await this.emails.queue({
      key: `webhook-disabled-${endpointId}-${disabled.disabledAt.getTime()}`,
      template: 'webhook-disabled',
      to: { userId: disabled.userId },
      variables: { webhook },
    });
  }
}
