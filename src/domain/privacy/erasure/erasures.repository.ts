import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { Erasure, ErasureReason } from './erasure';

const ERASURE = `id, user_id AS "userId", reason, status, requested_at AS "requestedAt",
  due_at AS "dueAt", parts_done AS "partsDone", parting_address::text AS "partingAddress"`;

/** Erasures in PostgreSQL. */
@Injectable()
export class ErasuresRepository {
  constructor(private readonly database: Database) {}

  /** Null when one of this person is under way. */
  insert(
    userId: number,
    reason: ErasureReason,
    requestedBy: number | null,
    hours: number,
  ): Promise<Erasure | null> {
    return this.database.queryOne<Erasure>(
      `INSERT INTO erasures (user_id, reason, requested_by, due_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4::float8 * 3600))
       ON CONFLICT (user_id) WHERE status IN ('waiting', 'running') DO NOTHING
       RETURNING ${ERASURE}`,
      [userId, reason, requestedBy, hours],
    );
  }

  find(id: string): Promise<Erasure | null> {
    return this.database.queryOne<Erasure>(`SELECT ${ERASURE} FROM erasures WHERE id = $1`, [id]);
  }

  /** The one that waits or runs. */
  findCurrent(userId: number): Promise<Erasure | null> {
    return this.database.queryOne<Erasure>(
      `SELECT ${ERASURE} FROM erasures WHERE user_id = $1 AND status IN ('waiting', 'running')`,
      [userId],
    );
  }

  /** Cancels one that has not begun, when it was asked for like this. False when there is none. */
  async cancel(userId: number, reasons: readonly ErasureReason[]): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE erasures SET status = 'cancelled', finished_at = now()
       WHERE user_id = $1 AND status = 'waiting' AND reason = ANY($2::text[]) RETURNING id`,
      [userId, reasons],
    );
    return rows.length > 0;
  }

  /** Brings the end of the time to cancel forward to now. */
  async hasten(userId: number, reason: ErasureReason): Promise<void> {
    await this.database.query(
      `UPDATE erasures SET due_at = least(due_at, now()), reason = $2
       WHERE user_id = $1 AND status = 'waiting'`,
      [userId, reason],
    );
  }

  /** Those whose time has come, and those that were begun and not ended. */
  async listDue(most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM erasures
       WHERE status IN ('waiting', 'running', 'parting') AND due_at <= now()
       ORDER BY due_at LIMIT $1`,
      [most],
    );
    return rows.map(({ id }) => id);
  }

  /** From here on it cannot be cancelled. Null when it is not due, or has no account any more. */
  begin(id: string): Promise<Erasure | null> {
    return this.database.queryOne<Erasure>(
      `UPDATE erasures SET status = 'running', started_at = coalesce(started_at, now())
       WHERE id = $1 AND status IN ('waiting', 'running') AND due_at <= now() RETURNING ${ERASURE}`,
      [id],
    );
  }

  /** The erasure with its row locked, while it runs; null when another worker came first. */
  lockRunning(id: string): Promise<Erasure | null> {
    return this.database.queryOne<Erasure>(
      `SELECT ${ERASURE} FROM erasures WHERE id = $1 AND status = 'running' FOR UPDATE`,
      [id],
    );
  }

  async notePart(id: string, part: string): Promise<void> {
    await this.database.query(
      `UPDATE erasures SET parts_done = array_append(parts_done, $2)
       WHERE id = $1 AND NOT parts_done @> ARRAY[$2]`,
      [id, part],
    );
  }

  async part(id: string, address: string): Promise<void> {
    await this.database.query(
      `UPDATE erasures SET status = 'parting', user_id = NULL, parting_address = $2
       WHERE id = $1 AND status = 'running'`,
      [id, address],
    );
  }

  /** Ends it, and forgets the last address. */
  async finish(id: string): Promise<void> {
    await this.database.query(
      `UPDATE erasures SET status = 'done', finished_at = coalesce(finished_at, now()),
         parting_address = NULL WHERE id = $1`,
      [id],
    );
  }

  /** Stops one that must not be carried out. */
  async stop(id: string): Promise<void> {
    await this.database.query(
      `UPDATE erasures SET status = 'cancelled', finished_at = now()
       WHERE id = $1 AND status IN ('waiting', 'running')`,
      [id],
    );
  }

  async insertCertificate(certificate: {
    readonly id: string;
    readonly personHash: Buffer;
    readonly erased: Readonly<Record<string, number>>;
    readonly kept: Readonly<Record<string, string>>;
  }): Promise<void> {
    await this.database.query(
      `INSERT INTO erasure_certificates (id, person_hash, reason, requested_at, erased, kept)
       SELECT id, $2, reason, requested_at, $3::jsonb, $4::jsonb FROM erasures WHERE id = $1`,
      [
        certificate.id,
        certificate.personHash,
        JSON.stringify(certificate.erased),
        JSON.stringify(certificate.kept),
      ],
    );
  }

  /**
   * Whether somebody else runs the platform. Nobody becomes or ceases to be an administrator until
   * the transaction ends.
   */
  async hasOtherAdmin(userId: number): Promise<boolean> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('platform admins'))`);
    const row = await this.database.queryOne(
      `SELECT 1 FROM role_grants held JOIN users person ON person.id = held.user_id
       WHERE held.role = 'PLATFORM_ADMIN' AND held.user_id <> $1 AND person.is_active
         AND NOT EXISTS (SELECT FROM erasures other
                         WHERE other.user_id = held.user_id AND other.status IN ('waiting', 'running'))
       LIMIT 1`,
      [userId],
    );
    return row !== null;
  }

  /** Whether the last mail has left, or never will. */
  async hasPartingMailLeft(key: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM email_messages WHERE key = $1 AND status IN ('queued', 'sending')`,
      [key],
    );
    return row === null;
  }
}
