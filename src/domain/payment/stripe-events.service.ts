import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { Outbox } from '../../platform/queue/outbox';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import { StripeSignatures } from '../../platform/stripe/stripe-signatures';
import { HANDLE_STRIPE_EVENT } from './payment.jobs';
import { PaymentSync } from './payment-sync.service';
import { StripeEventsRepository } from './stripe-events.repository';

type Step =
  | 'subscription'
  | 'invoice'
  | 'checkout'
  | 'charge'
  | 'refund'
  | 'paymentIntent'
  | 'customer';

/** What to look at for each type of event that matters; all others are only noted. */
const STEPS: Readonly<Record<string, Step>> = {
  'charge.refund.updated': 'refund',
  'charge.refunded': 'charge',
  'charge.succeeded': 'charge',
  'charge.updated': 'charge',
  'checkout.session.async_payment_failed': 'checkout',
  'checkout.session.async_payment_succeeded': 'checkout',
  'checkout.session.completed': 'checkout',
  'checkout.session.expired': 'checkout',
  'customer.deleted': 'customer',
  'customer.subscription.created': 'subscription',
  'customer.subscription.deleted': 'subscription',
  'customer.subscription.paused': 'subscription',
  'customer.subscription.resumed': 'subscription',
  'customer.subscription.trial_will_end': 'subscription',
  'customer.subscription.updated': 'subscription',
  'invoice.paid': 'invoice',
  'invoice.payment_succeeded': 'invoice',
  'payment_intent.succeeded': 'paymentIntent',
  'refund.created': 'refund',
  'refund.failed': 'refund',
  'refund.updated': 'refund',
};

/**
 * What Stripe tells us. An event is a bell: it is noted once by its id, and a job looks at Stripe for
 * the object that it names. So it does not matter what an event says, when it comes, or how often.
 */
@Injectable()
export class StripeEvents {
  constructor(
    private readonly database: Database,
    private readonly events: StripeEventsRepository,
    private readonly connection: StripeConnection,
    private readonly signatures: StripeSignatures,
    private readonly sync: PaymentSync,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Notes an event as it came over the wire. One of the other mode, of a type that nobody waits for,
   * or noted before is no error and has no effect.
   *
   * @param bytes the body, untouched.
   * @param signature the header `Stripe-Signature`.
   * @throws PaymentsNotConfigured
   * @throws SignatureRefused
   */
  async receive(bytes: Buffer, signature: string | undefined): Promise<void> {
    const { livemode } = this.connection.requireConfigured();
    const event = this.signatures.verify(bytes, signature);
    const matters =
      event.livemode === livemode && event.objectId !== null && Object.hasOwn(STEPS, event.type);
    await this.database.transaction(async () => {
      const isNew = await this.events.insert(event, matters ? 'pending' : 'ignored');
      if (isNew && matters) await this.outbox.enqueue(HANDLE_STRIPE_EVENT, { eventId: event.id });
    });
  }

  /** May run twice for one event, also at once: what it does can be done again. */
  @OnJob(HANDLE_STRIPE_EVENT)
  async handle({ eventId }: { eventId: string }): Promise<void> {
    const event = await this.events.findPending(eventId);
    const step = event === null ? undefined : STEPS[event.type];
    if (event === null || step === undefined) return;
    await this.sync[step](event.objectId);
    await this.events.noteHandled(eventId);
  }
}
