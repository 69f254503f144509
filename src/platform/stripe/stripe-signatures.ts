import { Inject, Injectable } from '@nestjs/common';
import StripeClient from 'stripe';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { PaymentsNotConfigured, SignatureRefused } from './stripe.errors';
import { idOf } from './stripe-mapping';
import type { StripeEvent } from './stripe-objects';

/** How far a signature's time may be from ours, in seconds, either way. */
const TOLERANCE_SECONDS = 300;

/** Makes sure that an event comes from Stripe, as these very bytes, now. */
@Injectable()
export class StripeSignatures {
  private readonly secrets: readonly string[];

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.secrets = configuration.payments.webhookSecrets;
  }

  /**
   * The head of the event in these bytes. Any of the configured secrets may have signed it, so that
   * one can be replaced by the next without a gap.
   *
   * @throws PaymentsNotConfigured without a secret.
   * @throws SignatureRefused
   */
  verify(bytes: Buffer, header: string | undefined): StripeEvent {
    if (this.secrets.length === 0) throw new PaymentsNotConfigured();
    if (header === undefined || isOfTheFuture(header)) throw new SignatureRefused();
    for (const secret of this.secrets) {
      try {
        return headOf(
          StripeClient.webhooks.constructEvent(bytes, header, secret, TOLERANCE_SECONDS),
        );
      } catch (error) {
        if (!isRefusal(error)) throw new SignatureRefused();
      }
    }
    throw new SignatureRefused();
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof StripeClient.errors.StripeSignatureVerificationError;
}

/** The SDK looks at the past only; a signature made for later could be kept and played then. */
function isOfTheFuture(header: string): boolean {
  const times = [...header.matchAll(/(?:^|,)\s*t=([^,]*)/g)].map(([, time]) => Number(time));
  return times.some((time) => !(time <= Date.now() / 1000 + TOLERANCE_SECONDS));
}

function headOf(event: StripeClient.Event): StripeEvent {
  const { id } = event.data.object as { id?: unknown };
  if (typeof event.id !== 'string' || typeof event.type !== 'string') throw new SignatureRefused();
  return {
    id: event.id,
    type: event.type,
    objectId: typeof id === 'string' ? idOf(id) : null,
    createdAt: new Date(event.created * 1000),
    livemode: event.livemode,
  };
}
