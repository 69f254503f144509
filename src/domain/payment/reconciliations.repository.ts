import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Reconciliation, ReconciliationCounts } from './reconciliation';

const RUN = `id, status, repaired, error, created_at AS "createdAt", finished_at AS "finishedAt",
  json_build_object('subscriptions', subscriptions_checked, 'invoices', invoices_checked,
                    'refunds', refunds_checked, 'checkouts', checkouts_checked) AS checked`;

/** Runs of the comparison with Stripe in PostgreSQL. */
@Injectable()
export class ReconciliationsRepository {
  constructor(private readonly database: Database) {}

  /** A run that waits or goes on since less than an hour; null when there is none. */
  findOpen(): Promise<Reconciliation | null> {
    return this.database.queryOne<Reconciliation>(
      `SELECT ${RUN} FROM payment_reconciliations
       WHERE status IN ('queued', 'running') AND created_at > now() - interval '1 hour'
       ORDER BY created_at DESC LIMIT 1`,
    );
  }

  /** From here to the end of the transaction one run is begun at a time. */
  async holdBeginnings(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('payment_reconciliations'))`);
  }

  async insert(startedBy: number | null): Promise<Reconciliation> {
    const [run] = await this.database.query<Reconciliation>(
      `INSERT INTO payment_reconciliations (started_by) VALUES ($1) RETURNING ${RUN}`,
      [startedBy],
    );
    return run as Reconciliation;
  }

  find(id: string): Promise<Reconciliation | null> {
    return this.database.queryOne<Reconciliation>(
      `SELECT ${RUN} FROM payment_reconciliations WHERE id = $1`,
      [id],
    );
  }

  /** The newest first. */
  latest(limit: number): Promise<Reconciliation[]> {
    return this.database.query<Reconciliation>(
      `SELECT ${RUN} FROM payment_reconciliations ORDER BY created_at DESC, id LIMIT $1`,
      [limit],
    );
  }

  /** @returns false for a run that is over. */
  async begin(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE payment_reconciliations SET status = 'running', error = NULL
       WHERE id = $1 AND status <> 'done' RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  async end(
    id: string,
    checked: ReconciliationCounts,
    repaired: readonly string[],
    error: string | null,
  ): Promise<void> {
    await this.database.query(
      `UPDATE payment_reconciliations
       SET status = CASE WHEN $7::text IS NULL THEN 'done' ELSE 'failed' END,
           subscriptions_checked = $2, invoices_checked = $3, refunds_checked = $4,
           checkouts_checked = $5, repaired = $6, error = $7, finished_at = now()
       WHERE id = $1`,
      [
        id,
        checked.subscriptions,
        checked.invoices,
        checked.refunds,
        checked.checkouts,
        repaired,
        error,
      ],
    );
  }
}
