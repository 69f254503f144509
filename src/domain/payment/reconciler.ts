import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import type { StripePage } from '../../platform/stripe/stripe-objects';
import { StripeRecords } from '../../platform/stripe/stripe-records';
import { HeldRecords } from './held-records';
import { RECONCILE_PAYMENTS } from './payment.jobs';
import { PaymentReadings } from './payment-readings.repository';
import { PaymentSync } from './payment-sync.service';
import { ReconciliationsRepository } from './reconciliations.repository';

/** Pages of 100 that one run reads of each list. */
const MOST_PAGES = 200;
/** How far back invoices and refunds are looked at. */
const DAYS = 35;
const DAY_MS = 86_400_000;

/** What one run saw, and what it had to put right. */
class Findings {
  readonly checked = { subscriptions: 0, invoices: 0, refunds: 0, checkouts: 0 };
  readonly repaired: string[] = [];
  readonly seen = new Set<string>();

  note(kind: keyof Findings['checked'], id: string, isRepaired: boolean): void {
    this.checked[kind] += 1;
    this.seen.add(id);
    if (isRepaired) this.repaired.push(id);
  }
}

/** Compares what we hold with what Stripe holds, and puts right what differs: missed events heal. */
@Injectable()
export class Reconciler {
  private readonly logger = new Logger(Reconciler.name);

  constructor(
    private readonly runs: ReconciliationsRepository,
    private readonly connection: StripeConnection,
    private readonly stripe: StripeRecords,
    private readonly readings: PaymentReadings,
    private readonly sync: PaymentSync,
    private readonly held: HeldRecords,
  ) {}

  /** May run twice: what is right already stays. */
  @OnJob(RECONCILE_PAYMENTS)
  async run({ reconciliationId: id }: { reconciliationId: string }): Promise<void> {
    const { livemode } = this.connection;
    if (livemode === null || !(await this.runs.begin(id))) return;
    const findings = new Findings();
    try {
      const since = new Date(Date.now() - DAYS * DAY_MS);
      await this.compareCheckouts(livemode, findings);
      await this.compareSubscriptions(livemode, findings);
      await this.compareInvoices(since, findings);
      await this.compareRefunds(since, findings);
      await this.runs.end(id, findings.checked, findings.repaired, null);
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'internal_error';
      await this.runs.end(id, findings.checked, findings.repaired, code);
      throw error;
    } finally {
      const { checked, repaired } = findings;
      this.logger.log({ reconciliation: id, checked, repaired: repaired.length });
    }
  }

  private async compareCheckouts(livemode: boolean, findings: Findings): Promise<void> {
    for (const id of await this.held.staleCheckouts(livemode)) {
      findings.note('checkouts', id, await this.sync.checkout(id));
    }
  }

  private async compareSubscriptions(livemode: boolean, findings: Findings): Promise<void> {
    await this.eachPage(
      (after) => this.stripe.subscriptions(after),
      async (subscription, asOf) => {
        const isRepaired = await this.sync.keepSubscription(subscription, asOf);
        findings.note('subscriptions', subscription.id, isRepaired);
      },
    );
    for await (const id of this.held.unendedSubscriptions(livemode)) {
      if (findings.seen.has(id)) continue;
      findings.note('subscriptions', id, await this.sync.subscription(id));
    }
  }

  private compareInvoices(since: Date, findings: Findings): Promise<void> {
    return this.eachPage(
      (after) => this.stripe.paidInvoices(since, after),
      async (invoice, asOf) =>
        findings.note('invoices', invoice.id, await this.sync.keepInvoice(invoice, asOf)),
    );
  }

  private compareRefunds(since: Date, findings: Findings): Promise<void> {
    return this.eachPage(
      (after) => this.stripe.refunds(since, after),
      async ({ id, paymentIntentId }) =>
        findings.note('refunds', id, await this.sync.paymentIntent(paymentIntentId)),
    );
  }

  private async eachPage<Item>(
    read: (after: string | null) => Promise<StripePage<Item>>,
    look: (item: Item, asOf: string) => Promise<void>,
  ): Promise<void> {
    let after: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const asOf = await this.readings.next();
      const { items, next }: StripePage<Item> = await read(after);
      for (const item of items) await look(item, asOf);
      if (next === null) return;
      after = next;
    }
    this.logger.warn(`More than ${MOST_PAGES} pages at Stripe: the rest waits for its events.`);
  }
}
