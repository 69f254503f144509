import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { AttemptOutcome, ClaimedDelivery } from './webhook-delivery';
import type { DisablingReason } from './webhook-endpoint';

/** Attempts that are remembered of one delivery. */
const MOST_ATTEMPTS_KEPT = 20;
/** An endpoint whose answer takes longer shares the lane of the slow ones, in milliseconds. */
const SLOW_MS = 2_000;
/** Nothing but failures for so long, and at least so many, disables an endpoint. */
const LASTING_FAILURE = { days: 3, failures: 10 };

/** Writes down how attempts ended. What an attempt that lost its claim has to say is void. */
@Injectable()
export class DeliveryOutcomesRepository {
  constructor(private readonly database: Database) {}

  /** Locks the endpoint until the transaction ends: outcomes are written one after another. */
  async lockEndpoint(endpointId: string): Promise<void> {
    await this.database.query(`SELECT 1 FROM webhook_endpoints WHERE id = $1 FOR NO KEY UPDATE`, [
      endpointId,
    ]);
  }

  /**
   * Notes the end of an attempt.
   *
   * @param pauseSeconds until the next attempt; null when there is none.
   * @returns whether the claim still held.
   */
  async finish(
    { id, claim }: ClaimedDelivery,
    { startedAt, durationMs, statusCode, error }: AttemptOutcome,
    pauseSeconds: number | null,
  ): Promise<boolean> {
    const isPending = error !== null && pauseSeconds !== null;
    const row = await this.database.queryOne<{ attempts: number }>(
      `UPDATE webhook_deliveries
       SET status = $3, last_status = $4, last_error = $5, claim = NULL, claimed_until = NULL,
           next_attempt_at = now() + make_interval(secs => $6),
           finished_at = CASE WHEN $3 = 'pending' THEN NULL ELSE now() END
       WHERE id = $1 AND claim = $2
       RETURNING attempts`,
      [
        id,
        claim,
        isPending ? 'pending' : error === null ? 'delivered' : 'failed',
        statusCode,
        error,
        pauseSeconds ?? 0,
      ],
    );
    if (row === null) return false;
    await this.database.query(
      `INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, status_code, error)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [id, row.attempts, startedAt, durationMs, statusCode, error],
    );
    await this.database.query(
      `DELETE FROM webhook_attempts WHERE delivery_id = $1 AND number <= $2`,
      [id, row.attempts - MOST_ATTEMPTS_KEPT],
    );
    return true;
  }

  /** The endpoint answered as it should. */
  async noteSuccess(endpointId: string, durationMs: number): Promise<void> {
    await this.database.query(
      `UPDATE webhook_endpoints
       SET failing_since = NULL, failures_in_a_row = 0, is_slow = $2 > ${SLOW_MS}
       WHERE id = $1 AND (failing_since IS NOT NULL OR is_slow <> ($2 > ${SLOW_MS}))`,
      [endpointId, durationMs],
    );
  }

  /** The endpoint failed. @returns whether it has failed for so long that it is to be disabled. */
  async noteFailure(endpointId: string): Promise<boolean> {
    const row = await this.database.queryOne<{ isLasting: boolean }>(
      `UPDATE webhook_endpoints
       SET failing_since = coalesce(failing_since, now()), is_slow = true,
           failures_in_a_row = failures_in_a_row + 1
       WHERE id = $1 AND status = 'active'
       RETURNING failing_since < now() - make_interval(days => ${LASTING_FAILURE.days})
         AND failures_in_a_row >= ${LASTING_FAILURE.failures} AS "isLasting"`,
      [endpointId],
    );
    return row?.isLasting ?? false;
  }

  /** @returns whose endpoint it is and the moment; null when it was disabled already. */
  disable(
    endpointId: string,
    reason: DisablingReason,
  ): Promise<{ readonly userId: number; readonly disabledAt: Date } | null> {
    return this.database.queryOne(
      `UPDATE webhook_endpoints
       SET status = 'disabled', disabled_because = $2, disabled_at = now(), updated_at = now()
       WHERE id = $1 AND status = 'active'
       RETURNING user_id AS "userId", disabled_at AS "disabledAt"`,
      [endpointId, reason],
    );
  }

  /** Cancels what waits for an endpoint. */
  async cancelWaiting(endpointId: string): Promise<void> {
    await this.database.query(
      `UPDATE webhook_deliveries
       SET status = 'cancelled', claim = NULL, claimed_until = NULL, finished_at = now()
       WHERE endpoint_id = $1 AND status = 'pending'`,
      [endpointId],
    );
  }
}
