import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { Outbox } from '../../platform/queue/outbox';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import { AuditService } from '../audit/audit.service';
import { NotForYou, ReconciliationNotFound } from './payment.errors';
import { HANDLE_STRIPE_EVENT, RECONCILE_PAYMENTS, START_RECONCILIATION } from './payment.jobs';
import type { Reconciliation } from './reconciliation';
import { ReconciliationsRepository } from './reconciliations.repository';
import { StripeEventsRepository } from './stripe-events.repository';

const SHOWN = 50;
const MOST_OVERDUE = 10_000;
/** Stripe sends an event again for 30 days at most. */
const EVENT_DAYS = 90;

/** When what we hold is compared with what Stripe holds, and what came of it. */
@Injectable()
export class ReconciliationsService {
  constructor(
    private readonly database: Database,
    private readonly runs: ReconciliationsRepository,
    private readonly events: StripeEventsRepository,
    private readonly connection: StripeConnection,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /** The last runs. @throws NotForYou */
  latest(actor: Actor): Promise<Reconciliation[]> {
    requireAdmin(actor);
    return this.runs.latest(SHOWN);
  }

  /** @throws NotForYou @throws ReconciliationNotFound */
  async get(actor: Actor, id: string): Promise<Reconciliation> {
    requireAdmin(actor);
    const run = await this.runs.find(id);
    if (run === null) throw new ReconciliationNotFound();
    return run;
  }

  /** Begins a run, or tells of the one that goes on. @throws NotForYou @throws PaymentsNotConfigured */
  start(actor: Actor): Promise<Reconciliation> {
    requireAdmin(actor);
    this.connection.requireConfigured();
    return this.database.transaction(async () => {
      const run = await this.begin(actor.userId);
      await this.audit.record({
        actor,
        action: 'payment_reconciliation.start',
        subjectType: 'payment_reconciliation',
        subjectIds: [run.id],
      });
      return run;
    });
  }

  /** By the clock. Also takes up events that were given up while Stripe was away. */
  @OnJob(START_RECONCILIATION)
  async startByClock(): Promise<void> {
    if (this.connection.livemode === null) return;
    for (const eventId of await this.events.overdue(MOST_OVERDUE)) {
      await this.outbox.enqueue(HANDLE_STRIPE_EVENT, { eventId });
    }
    await this.events.prune(EVENT_DAYS);
    await this.database.transaction(() => this.begin(null));
  }

  private async begin(startedBy: number | null): Promise<Reconciliation> {
    await this.runs.holdBeginnings();
    const open = await this.runs.findOpen();
    if (open !== null) return open;
    const run = await this.runs.insert(startedBy);
    await this.outbox.enqueue(RECONCILE_PAYMENTS, { reconciliationId: run.id });
    return run;
  }
}

function requireAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new NotForYou();
}
