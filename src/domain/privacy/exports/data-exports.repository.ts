import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { DataExport } from './data-export';

const EXPORT = `id, user_id AS "userId", status, byte_length::float8 AS "byteLength",
  requested_at AS "requestedAt", finished_at AS "finishedAt", expires_at AS "expiresAt"`;

/** Exports in PostgreSQL. */
@Injectable()
export class DataExportsRepository {
  constructor(private readonly database: Database) {}

  /** Null while another one of this person is queued or running. */
  insert(userId: number, requestedBy: number): Promise<DataExport | null> {
    return this.database.queryOne<DataExport>(
      `INSERT INTO personal_data_exports (user_id, requested_by) VALUES ($1, $2)
       ON CONFLICT (user_id) WHERE status IN ('queued', 'running') DO NOTHING RETURNING ${EXPORT}`,
      [userId, requestedBy],
    );
  }

  find(id: string): Promise<DataExport | null> {
    return this.database.queryOne<DataExport>(
      `SELECT ${EXPORT} FROM personal_data_exports WHERE id = $1`,
      [id],
    );
  }

  /** The newest first, twenty at most. */
  listOf(userId: number): Promise<DataExport[]> {
    return this.database.query<DataExport>(
      `SELECT ${EXPORT} FROM personal_data_exports WHERE user_id = $1
       ORDER BY requested_at DESC, id LIMIT 20`,
      [userId],
    );
  }

  /** Begins it once more. @returns how often it was begun; null when it has ended. */
  async begin(id: string): Promise<number | null> {
    const row = await this.database.queryOne<{ attempts: number }>(
      `UPDATE personal_data_exports SET status = 'running', attempts = attempts + 1
       WHERE id = $1 AND status IN ('queued', 'running') RETURNING attempts`,
      [id],
    );
    return row?.attempts ?? null;
  }

  /** False when it has ended meanwhile, with the account for instance. */
  async finish(id: string, byteLength: number, days: number): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE personal_data_exports SET status = 'done', byte_length = $2, finished_at = now(),
         expires_at = now() + make_interval(secs => $3::float8 * 86400)
       WHERE id = $1 AND status = 'running' RETURNING id`,
      [id, byteLength, days],
    );
    return rows.length > 0;
  }

  /** False when it has ended already. */
  async fail(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE personal_data_exports SET status = 'failed', finished_at = now()
       WHERE id = $1 AND status IN ('queued', 'running') RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  /** Archives that are past their time, the oldest first. */
  listExpired(most: number): Promise<{ id: string }[]> {
    return this.database.query<{ id: string }>(
      `SELECT id FROM personal_data_exports WHERE status = 'done' AND expires_at < now()
       ORDER BY expires_at LIMIT $1`,
      [most],
    );
  }

  /** Archives of the same person that are there besides this one. */
  listReplacedBy(id: string): Promise<{ id: string }[]> {
    return this.database.query<{ id: string }>(
      `SELECT former.id FROM personal_data_exports newest JOIN personal_data_exports former
         ON former.user_id = newest.user_id AND former.id <> newest.id
       WHERE newest.id = $1 AND former.status = 'done'
         AND former.requested_at <= newest.requested_at`,
      [id],
    );
  }

  async markExpired(id: string): Promise<void> {
    await this.database.query(
      `UPDATE personal_data_exports SET status = 'expired' WHERE id = $1 AND status = 'done'`,
      [id],
    );
  }

  /** The ids of every export of a person, whatever became of it. */
  async idsOf(userId: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM personal_data_exports WHERE user_id = $1`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }
}
