import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';
import { IS_LIVING, KEY_IS_LIVE, OWNER_IS_ACTIVE } from './living-endpoint';
import { MOST_TRIES } from './retry-schedule';
import type { ClaimedDelivery } from './webhook-delivery';

/** How long an attempt holds its delivery, in seconds; well above the deadline of a request. */
const CLAIM_SECONDS = 30;
/** Attempts under way at once, in all processes together. */
const MOST_OF_ENDPOINT = 2;
const MOST_OF_OWNER = 4;
const MOST_OF_HOST = 8;

const WAITING = `status = 'pending' AND claim IS NULL`;

/** How many attempts a process can begin. */
interface FreeSlots {
  readonly all: number;
  /** Of these, for endpoints that failed or were slow the last time. */
  readonly slow: number;
}

interface ClaimedRow extends Omit<ClaimedDelivery, 'claim' | 'secrets'>, SealedSecret {
  readonly previous: boolean;
  readonly previousCiphertext: Buffer;
  readonly previousNonce: Buffer;
  readonly previousKeyId: string;
}

/** Hands due deliveries out to attempts, each to one. */
@Injectable()
export class DeliveryClaimsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes due deliveries. One after another gets a turn: first one of each endpoint, the endpoint
   * that was served longest ago first, with caps for an endpoint, an owner and a host.
   */
  async claim(free: FreeSlots): Promise<ClaimedDelivery[]> {
    const claim = randomUUID();
    const rows = await this.database.transaction(async () => {
      // The caps count what others hold: claims of all processes are made one after the other.
      await this.database.query(
        `SELECT pg_advisory_xact_lock(hashtextextended('webhook delivery claims', 0))`,
      );
      return this.database.query<ClaimedRow>(CLAIM, [claim, free.all, free.slow]);
    });
    return rows.map(({ ciphertext, nonce, keyId, ...row }) => ({
      ...row,
      claim,
      secrets: {
        current: { ciphertext, nonce, keyId },
        previous: row.previous
          ? {
              ciphertext: row.previousCiphertext,
              nonce: row.previousNonce,
              keyId: row.previousKeyId,
            }
          : null,
      },
    }));
  }

  /** Puts a claimed delivery back as if the attempt had not begun. */
  async release(id: string, claim: string): Promise<void> {
    await this.database.query(
      `UPDATE webhook_deliveries SET claim = NULL, claimed_until = NULL, next_attempt_at = now(),
         tries = tries - 1, attempts = attempts - 1
       WHERE id = $1 AND claim = $2`,
      [id, claim],
    );
  }

  /** Puts back what a process that died was sending; what was tried too often has failed. */
  async recover(): Promise<void> {
    await this.database.query(
      `WITH interrupted AS (
         UPDATE webhook_deliveries
         SET claim = NULL, claimed_until = NULL, last_status = NULL, last_error = 'interrupted',
             next_attempt_at = now(),
             status = CASE WHEN tries >= ${MOST_TRIES} THEN 'failed' ELSE 'pending' END,
             finished_at = CASE WHEN tries >= ${MOST_TRIES} THEN now() END
         WHERE claim IS NOT NULL AND claimed_until < now()
         RETURNING id, attempts
       )
       INSERT INTO webhook_attempts (delivery_id, number, started_at, error)
       SELECT id, attempts, now() - make_interval(secs => ${CLAIM_SECONDS}), 'interrupted'
       FROM interrupted ON CONFLICT DO NOTHING`,
    );
  }

  /** Disables the endpoints whose key or owner has ended, and cancels what waits for them. */
  async endWithoutOwner(): Promise<void> {
    await this.database.query(
      `WITH ended AS (
         UPDATE webhook_endpoints endpoint
         SET status = 'disabled', disabled_at = now(), updated_at = now(),
             disabled_because =
               CASE WHEN ${OWNER_IS_ACTIVE} THEN 'key_ended' ELSE 'owner_inactive' END
         WHERE endpoint.status = 'active' AND NOT (${OWNER_IS_ACTIVE} AND ${KEY_IS_LIVE})
         RETURNING id
       )
       UPDATE webhook_deliveries
       SET status = 'cancelled', claim = NULL, claimed_until = NULL, finished_at = now()
       WHERE status = 'pending' AND endpoint_id IN (SELECT id FROM ended)`,
    );
  }
}

/**
 * Hops from one endpoint that has something waiting to the next by the index, so that a backlog of
 * thousands at one of them costs no more than a single delivery.
 */
const CLAIM = `
  WITH RECURSIVE waiting AS (
    (SELECT endpoint_id FROM webhook_deliveries WHERE ${WAITING} ORDER BY endpoint_id LIMIT 1)
    UNION ALL
    SELECT (SELECT endpoint_id FROM webhook_deliveries
            WHERE ${WAITING} AND endpoint_id > waiting.endpoint_id ORDER BY endpoint_id LIMIT 1)
    FROM waiting WHERE waiting.endpoint_id IS NOT NULL
  ), under_way AS (
    SELECT delivery.endpoint_id, endpoint.user_id, endpoint.host
    FROM webhook_deliveries delivery
    JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id
    WHERE delivery.claim IS NOT NULL
  ), candidates AS (
    SELECT due.id, endpoint.id AS endpoint_id, endpoint.user_id, endpoint.host, endpoint.is_slow,
           endpoint.last_served_at, due.next_attempt_at,
           busy.attempts + row_number() OVER (
             PARTITION BY endpoint.id ORDER BY due.next_attempt_at, due.id) AS turn
    FROM waiting
    JOIN webhook_endpoints endpoint ON endpoint.id = waiting.endpoint_id AND ${IS_LIVING}
    CROSS JOIN LATERAL (
      SELECT count(*) AS attempts FROM under_way WHERE under_way.endpoint_id = endpoint.id
    ) busy
    CROSS JOIN LATERAL (
      SELECT id, next_attempt_at FROM webhook_deliveries
      WHERE endpoint_id = endpoint.id AND ${WAITING} AND next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT greatest(${MOST_OF_ENDPOINT} - busy.attempts, 0)
    ) due
  ), capped AS (
    SELECT candidates.*,
      row_number() OVER (
        PARTITION BY user_id ORDER BY turn, last_served_at NULLS FIRST, next_attempt_at, id)
      + (SELECT count(*) FROM under_way WHERE under_way.user_id = candidates.user_id)
        AS place_of_owner,
      row_number() OVER (
        PARTITION BY host ORDER BY turn, last_served_at NULLS FIRST, next_attempt_at, id)
      + (SELECT count(*) FROM under_way WHERE under_way.host = candidates.host)
        AS place_at_host
    FROM candidates
  ), allowed AS (
    SELECT capped.*,
      row_number() OVER (
        PARTITION BY is_slow ORDER BY turn, last_served_at NULLS FIRST, next_attempt_at, id)
        AS place_in_lane
    FROM capped
    WHERE place_of_owner <= ${MOST_OF_OWNER} AND place_at_host <= ${MOST_OF_HOST}
  ), chosen AS (
    SELECT id, endpoint_id FROM allowed WHERE NOT is_slow OR place_in_lane <= $3
    ORDER BY turn, last_served_at NULLS FIRST, next_attempt_at, id LIMIT $2
  ), served AS (
    UPDATE webhook_endpoints SET last_served_at = now()
    WHERE id IN (SELECT endpoint_id FROM chosen)
  )
  UPDATE webhook_deliveries delivery
  SET claim = $1, claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS}),
      tries = tries + 1, attempts = attempts + 1
  FROM chosen JOIN webhook_endpoints endpoint ON endpoint.id = chosen.endpoint_id
  WHERE delivery.id = chosen.id AND delivery.status = 'pending' AND delivery.claim IS NULL
  RETURNING delivery.id, delivery.endpoint_id AS "endpointId", endpoint.url,
    delivery.event_type AS "eventType", delivery.data, delivery.occurred_at AS "occurredAt",
    delivery.tries, endpoint.is_slow AS "isSlow",
    endpoint.ciphertext, endpoint.nonce, endpoint.key_id AS "keyId",
    coalesce(endpoint.previous_until > now(), false) AS previous,
    endpoint.previous_ciphertext AS "previousCiphertext",
    endpoint.previous_nonce AS "previousNonce", endpoint.previous_key_id AS "previousKeyId"`;
