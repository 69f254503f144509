import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Transfer } from './transfer';

interface PostedRow {
  readonly outcome: 'made' | 'repeated' | 'reused' | 'insufficient';
  readonly transferId: string | null;
}

/** What a person has. */
export interface PointTotals {
  readonly available: number;
  readonly staked: number;
  /** All that ever came, less what was taken back by a correction. */
  readonly earned: number;
}

interface TotalsRow {
  readonly available: string;
  readonly staked: string;
  readonly earned: string;
}

const POST = `SELECT outcome, transfer_id AS "transferId"
  FROM post_points($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const TOTALS = `
  SELECT coalesce(sum(balance) FILTER (WHERE kind = 'available'), 0)::bigint AS available,
         coalesce(sum(balance) FILTER (WHERE kind = 'staked'), 0)::bigint AS staked,
         coalesce(sum(earned_total), 0)::bigint AS earned
  FROM point_accounts WHERE owner_id = $1`;

/** The ledger in PostgreSQL. A transfer is one statement: the function post_points of the schema. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly database: Database) {}

  async post(transfer: Transfer): Promise<PostedRow> {
    const [row] = await this.database.prepared<PostedRow>('post_points', POST, [
      transfer.key,
      transfer.kind,
      transfer.reference,
      transfer.memo ?? null,
      transfer.createdBy ?? null,
      transfer.points,
      transfer.from.userId,
      transfer.from.kind,
      transfer.to.userId,
      transfer.to.kind,
    ]);
    return row as PostedRow;
  }

  /** Whether a transfer with this key was made. */
  async isMade(key: string): Promise<boolean> {
    const row = await this.database.queryOne(`SELECT FROM point_transfers WHERE key = $1`, [key]);
    return row !== null;
  }

  async totalsOf(userId: number): Promise<PointTotals> {
    const [row] = await this.database.prepared<TotalsRow>('point_totals', TOTALS, [userId]);
    return {
      available: Number(row?.available),
      staked: Number(row?.staked),
      earned: Number(row?.earned),
    };
  }

  /** Null for nobody. */
  async findPerson(uuid: string): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT id FROM users WHERE uuid = $1`,
      [uuid],
    );
    return row?.id ?? null;
  }
}
