import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { UserImport, UserImportError, UserImportStatus } from './user-import';

/** How long a worker that takes an import up may be silent before another one may. */
const LEASE_SECONDS = 10;

const IMPORT = `
  SELECT import.id, import.country, import.is_dry_run AS "isDryRun", import.status,
         import.rows_total AS "rowsTotal", import.rows_read AS "rowsRead", import.imported,
         import.failed, import.created_at AS "createdAt", import.started_at AS "startedAt",
         import.finished_at AS "finishedAt",
         CASE WHEN requester.id IS NOT NULL
           THEN json_build_object('id', requester.id, 'uuid', requester.uuid) END AS "requestedBy"
  FROM user_imports import LEFT JOIN users requester ON requester.id = import.requested_by`;

/** What a batch did to the counts of its import. */
export interface BatchCounts {
  readonly imported: number;
  readonly failed: number;
}

/** Imports of people and what was wrong with their rows, in PostgreSQL. */
@Injectable()
export class UserImportsRepository {
  constructor(private readonly database: Database) {}

  /** @returns the new import's id. */
  async insert(wanted: {
    requestedBy: number;
    country: string;
    isDryRun: boolean;
    rowsTotal: number;
  }): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      `INSERT INTO user_imports (requested_by, country, is_dry_run, status, rows_total)
       VALUES ($1, $2, $3, 'queued', $4) RETURNING id`,
      [wanted.requestedBy, wanted.country, wanted.isDryRun, wanted.rowsTotal],
    );
    return (row as { id: string }).id;
  }

  find(id: string): Promise<UserImport | null> {
    return this.database.queryOne<UserImport>(`${IMPORT} WHERE import.id = $1`, [id]);
  }

  /** The newest first. */
  async list(slice: Slice): Promise<Page<UserImport>> {
    const items = await this.database.query<UserImport>(
      `${IMPORT} ORDER BY import.created_at DESC, import.id OFFSET $1 LIMIT $2`,
      [slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total FROM user_imports`,
    );
    return { items, total: count?.total ?? 0 };
  }

  /**
   * Takes an import up, unless another worker holds it or it has ended.
   *
   * @returns the fence that each write of this worker must show; null when it may not write.
   */
  async begin(id: string): Promise<number | null> {
    const row = await this.database.queryOne<{ fence: number }>(
      `UPDATE user_imports SET status = 'running', fence = fence + 1,
         started_at = coalesce(started_at, clock_timestamp()),
         leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
       WHERE id = $1 AND status IN ('queued', 'running')
         AND (leased_until IS NULL OR leased_until < clock_timestamp())
       RETURNING fence`,
      [id],
    );
    return row?.fence ?? null;
  }

  /**
   * Locks the import until the transaction ends and prolongs the lease.
   *
   * @returns false when another worker has taken it up, or it has ended.
   */
  async hold(id: string, fence: number): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE user_imports
       SET leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
       WHERE id = $1 AND fence = $2 AND status = 'running' RETURNING id`,
      [id, fence],
    );
    return rows.length > 0;
  }

  /** Counts a batch. Call it in the transaction of the batch, after {@link hold}. */
  async advance(id: string, { imported, failed }: BatchCounts): Promise<void> {
    await this.database.query(
      `UPDATE user_imports SET imported = imported + $2, failed = failed + $3,
         rows_read = rows_read + $2 + $3 WHERE id = $1`,
      [id, imported, failed],
    );
  }

  /** Lets go of an import, for the next worker. */
  async release(id: string, fence: number): Promise<void> {
    await this.database.query(
      `UPDATE user_imports SET leased_until = NULL
       WHERE id = $1 AND fence = $2 AND status = 'running'`,
      [id, fence],
    );
  }

  /** Ends an import that is still open. @returns false when it has ended, or is another worker's. */
  async end(
    id: string,
    status: Extract<UserImportStatus, 'success' | 'cancelled' | 'failed'>,
    fence: number | null,
  ): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE user_imports
       SET status = $2, finished_at = clock_timestamp(), leased_until = NULL
       WHERE id = $1 AND status IN ('queued', 'running') AND ($3::integer IS NULL OR fence = $3)
       RETURNING id`,
      [id, status, fence],
    );
    return rows.length > 0;
  }

  /** Imports that nobody has worked at for a while. */
  async listForgotten(seconds: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM user_imports
       WHERE status IN ('queued', 'running')
         AND coalesce(leased_until, created_at) < now() - make_interval(secs => $1)`,
      [seconds],
    );
    return rows.map(({ id }) => id);
  }

  async insertErrors(id: string, errors: readonly UserImportError[]): Promise<void> {
    if (errors.length === 0) return;
    await this.database.query(
      `INSERT INTO user_import_errors (import_id, row, error)
       SELECT $1, * FROM unnest($2::integer[], $3::text[])`,
      [id, errors.map(({ row }) => row), errors.map(({ error }) => error)],
    );
  }

  /** In the order of the file, those after a row. */
  listErrors(id: string, afterRow: number, limit: number): Promise<UserImportError[]> {
    return this.database.query<UserImportError>(
      `SELECT row, error FROM user_import_errors
       WHERE import_id = $1 AND row > $2 ORDER BY row LIMIT $3`,
      [id, afterRow, limit],
    );
  }
}
