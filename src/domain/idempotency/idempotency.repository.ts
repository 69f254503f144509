import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';

/** A request as its key knows it. */
export interface KeyedRequest {
  readonly userId: number;
  /** SHA-256 of the client's key. */
  readonly keyHash: Buffer;
  /** SHA-256 of everything that makes it this request. */
  readonly requestHash: Buffer;
}

/** The right to carry out a request, until another one with a higher fence is given. */
export interface Claim {
  /** The same for each execution of the request. */
  readonly id: string;
  readonly fence: number;
}

/** A key that nobody could claim. */
export interface TakenKey extends SealedSecret {
  readonly id: string;
  readonly status: 'in_flight' | 'kept' | 'not_kept';
  readonly isSameRequest: boolean;
}

/** How long a key is remembered. */
const REMEMBERED = '24 hours';

/** Idempotency keys in PostgreSQL; the clock is the database's. */
@Injectable()
export class IdempotencyRepository {
  constructor(private readonly database: Database) {}

  /**
   * Claims a key that is new, whose time is over, or whose execution was given up. Of several at
   * once exactly one succeeds.
   *
   * @param id of the row, should the key be new.
   * @returns null when the key is taken, or stands for another request.
   */
  claim(id: string, request: KeyedRequest, leaseSeconds: number): Promise<Claim | null> {
    return this.database.queryOne<Claim>(
      `INSERT INTO idempotency_keys AS held
         (id, user_id, key_hash, request_hash, lease_until, expires_at)
       VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5),
               clock_timestamp() + interval '${REMEMBERED}')
       ON CONFLICT (user_id, key_hash) DO UPDATE SET
         id = CASE WHEN held.expires_at <= clock_timestamp() THEN excluded.id ELSE held.id END,
         request_hash = excluded.request_hash, status = 'in_flight', fence = held.fence + 1,
         lease_until = excluded.lease_until, ciphertext = NULL, nonce = NULL, key_id = NULL,
         expires_at = CASE WHEN held.expires_at <= clock_timestamp() THEN excluded.expires_at
                           ELSE held.expires_at END
       WHERE held.lease_until <= clock_timestamp()
         AND (held.expires_at <= clock_timestamp()
              OR (held.status = 'in_flight' AND held.request_hash = excluded.request_hash))
       RETURNING id, fence`,
      [id, request.userId, request.keyHash, request.requestHash, leaseSeconds],
    );
  }

  /** A key as it stands; null when it went meanwhile. */
  find({ userId, keyHash, requestHash }: KeyedRequest): Promise<TakenKey | null> {
    return this.database.queryOne<TakenKey>(
      `SELECT id, status, request_hash = $3 AS "isSameRequest", ciphertext, nonce,
              key_id AS "keyId"
       FROM idempotency_keys WHERE user_id = $1 AND key_hash = $2`,
      [userId, keyHash, requestHash],
    );
  }

  /** Holds on to a claim for as long again. */
  async renew({ id, fence }: Claim, leaseSeconds: number): Promise<void> {
    await this.database.query(
      `UPDATE idempotency_keys
       SET lease_until = clock_timestamp() + make_interval(secs => $3)
       WHERE id = $1 AND fence = $2 AND status = 'in_flight'`,
      [id, fence, leaseSeconds],
    );
  }

  /** Ends a claim with a reply to give again, or with null where that cannot be kept. */
  async finish({ id, fence }: Claim, reply: SealedSecret | null): Promise<void> {
    await this.database.query(
      `UPDATE idempotency_keys SET status = $3, ciphertext = $4, nonce = $5, key_id = $6,
         lease_until = clock_timestamp()
       WHERE id = $1 AND fence = $2 AND status = 'in_flight'`,
      [
        id,
        fence,
        reply === null ? 'not_kept' : 'kept',
        reply?.ciphertext ?? null,
        reply?.nonce ?? null,
        reply?.keyId ?? null,
      ],
    );
  }

  /** Gives a claim up: the same request may be carried out again, under the same id. */
  async release({ id, fence }: Claim): Promise<void> {
    await this.database.query(
      `UPDATE idempotency_keys SET lease_until = clock_timestamp()
       WHERE id = $1 AND fence = $2 AND status = 'in_flight'`,
      [id, fence],
    );
  }

  /** Forgets the key altogether: it may stand for any other request. */
  async forget({ id, fence }: Claim): Promise<void> {
    await this.database.query(
      `DELETE FROM idempotency_keys WHERE id = $1 AND fence = $2 AND status = 'in_flight'`,
      [id, fence],
    );
  }

  /** Removes keys whose time is over, so many at most; how many that were. */
  async prune(most: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM idempotency_keys WHERE id IN (
         SELECT id FROM idempotency_keys
         WHERE expires_at <= clock_timestamp() AND lease_until <= clock_timestamp()
         ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [most],
    );
    return rows.length;
  }
}
