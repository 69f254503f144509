import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type {
  AttributedFeatureRequest,
  FeatureRequest,
  FeatureRequestFilter,
  FeatureRequestStatus,
  NewFeatureRequest,
} from './feature-request';

const COLUMNS = `
  request.id, request.user_id AS "userId", request.title, request.description, request.status,
  request.admin_notes AS "adminNotes", request.created_at AS "createdAt",
  request.updated_at AS "updatedAt"`;
const MATCHES = `
  ($1::text IS NULL OR request.status = $1) AND ($2::integer IS NULL OR request.user_id = $2)`;

/** Feature requests and the history of their status in PostgreSQL. */
@Injectable()
export class FeatureRequestsRepository {
  constructor(private readonly database: Database) {}

  async insert(userId: number, request: NewFeatureRequest): Promise<FeatureRequest> {
    const [row] = await this.database.query<FeatureRequest>(
      `INSERT INTO feature_requests AS request (user_id, title, description)
       VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
      [userId, request.title, request.description],
    );
    return row as FeatureRequest;
  }

  /** Newest first, with the people who asked. */
  async list(filter: FeatureRequestFilter, slice: Slice): Promise<Page<AttributedFeatureRequest>> {
    const matching = [filter.status ?? null, filter.userId ?? null];
    const items = await this.database.query<AttributedFeatureRequest>(
      `SELECT ${COLUMNS}, users.email::text AS "userEmail", users.full_name AS "userName"
       FROM feature_requests AS request JOIN users ON users.id = request.user_id
       WHERE ${MATCHES} ORDER BY request.id DESC OFFSET $3 LIMIT $4`,
      [...matching, slice.skip, slice.limit],
    );
    const counted = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total FROM feature_requests AS request WHERE ${MATCHES}`,
      matching,
    );
    return { items, total: counted?.total ?? 0 };
  }

  /** Keeps others from changing the request until the transaction ends. */
  findForUpdate(id: number): Promise<FeatureRequest | null> {
    return this.database.queryOne<FeatureRequest>(
      `SELECT ${COLUMNS} FROM feature_requests AS request WHERE request.id = $1 FOR UPDATE`,
      [id],
    );
  }

  async update(
    id: number,
    state: Pick<FeatureRequest, 'status' | 'adminNotes'>,
  ): Promise<FeatureRequest> {
    const [row] = await this.database.query<FeatureRequest>(
      `UPDATE feature_requests AS request SET status = $2, admin_notes = $3, updated_at = now()
       WHERE request.id = $1 RETURNING ${COLUMNS}`,
      [id, state.status, state.adminNotes],
    );
    return row as FeatureRequest;
  }

  async appendChange(change: {
    readonly featureRequestId: number;
    readonly changedBy: number;
    readonly from: FeatureRequestStatus;
    readonly to: FeatureRequestStatus;
  }): Promise<void> {
    await this.database.query(
      `INSERT INTO feature_request_changes (feature_request_id, changed_by, from_status, to_status)
       VALUES ($1, $2, $3, $4)`,
      [change.featureRequestId, change.changedBy, change.from, change.to],
    );
  }
}
