import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { guardedPost, type GuardedReply, PostFailed } from '../../platform/network/guarded-post';
import type { NetworkPolicy } from '../../platform/network/network-policy';
import { retryAfterOf } from './retry-schedule';
import { signedMessage } from './signed-message';
import type { AttemptOutcome, ClaimedDelivery, DeliveryFault } from './webhook-delivery';
import { WEBHOOK_NETWORK } from './webhook-network';
import { WebhookSecrets } from './webhook-secrets';

const DEADLINE_MS = 10_000;

/** Sends single messages. What an endpoint does, or does not do, becomes an outcome, never an error. */
@Injectable()
export class DeliveryAttempts {
  constructor(
    private readonly secrets: WebhookSecrets,
    @Inject(WEBHOOK_NETWORK) private readonly network: NetworkPolicy,
  ) {}

  /**
   * One attempt, ten seconds at most.
   *
   * @returns null when the signal ended it: it may or may not have arrived.
   */
  async make(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptOutcome | null> {
    const startedAt = new Date();
    const begun = performance.now();
    const outcome = (error: DeliveryFault | null, reply?: GuardedReply): AttemptOutcome => ({
      startedAt,
      durationMs: Math.round(performance.now() - begun),
      statusCode: reply?.status ?? null,
      error,
      retryAfterSeconds: retryAfterOf(reply?.retryAfter, Date.now()),
    });
    try {
      const secrets = this.secrets.open(delivery.endpointId, delivery.secrets);
      const reply = await guardedPost(this.network, {
        url: delivery.url,
        ...signedMessage(delivery, secrets, startedAt),
        deadlineMs: DEADLINE_MS,
        signal,
      });
      return outcome(faultOfStatus(reply.status), reply);
    } catch (error) {
      if (error instanceof PostFailed) {
        return error.fault === 'interrupted' ? null : outcome(error.fault);
      }
      if (error instanceof DomainError) return outcome('secret_unreadable');
      throw error;
    }
  }
}

function faultOfStatus(status: number): DeliveryFault | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}
