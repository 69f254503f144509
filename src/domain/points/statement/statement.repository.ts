import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';

/** One move of points that a person can use. */
export interface StatementLine {
  readonly transferId: string;
  readonly kind: string;
  readonly memo: string | null;
  readonly reference: string;
  /** Positive when points came, negative when they went. */
  readonly points: number;
  /** What could be used right after it. */
  readonly balanceAfter: number;
  readonly createdAt: Date;
}

/** Which lines; what is undefined is not asked for. */
export interface StatementFilter {
  /** The first and the last day, UTC, as YYYY-MM-DD. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
}

/** What a transfer did to one account of a person. */
export interface TransferEntry {
  readonly account: string;
  readonly points: number;
  readonly balanceAfter: number;
}

/** A transfer with the caller's side of it, and the account of the institution if there is one. */
export interface TransferSeen {
  readonly id: string;
  readonly kind: string;
  readonly memo: string | null;
  readonly reference: string;
  readonly createdAt: Date;
  readonly entries: readonly TransferEntry[];
  readonly counterpart: string | null;
}

interface LineRow extends Omit<StatementLine, 'points' | 'balanceAfter'> {
  readonly points: string;
  readonly balanceAfter: string;
}

const LINES = `FROM point_accounts account
  JOIN point_entries entry ON entry.account_id = account.id
  JOIN point_transfers transfer ON transfer.id = entry.transfer_id
  WHERE account.owner_id = $1 AND account.kind = 'available'
    AND ($2::date IS NULL OR transfer.created_at >= $2::date::timestamp AT TIME ZONE 'UTC')
    AND ($3::date IS NULL OR transfer.created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC')
    AND ($4::text IS NULL OR transfer.kind = $4)`;

/** What was written of a person's points, in PostgreSQL. */
@Injectable()
export class StatementRepository {
  constructor(private readonly database: Database) {}

  /** The newest first, with the number of all. */
  async lines(
    userId: number,
    { from, to, kind }: StatementFilter,
    { skip, limit }: Slice,
  ): Promise<Page<StatementLine>> {
    const filter = [userId, from ?? null, to ?? null, kind ?? null];
    const rows = await this.database.query<LineRow>(
      `SELECT transfer.id AS "transferId", transfer.kind, transfer.memo, transfer.reference,
              entry.amount AS points, entry.balance_after AS "balanceAfter",
              transfer.created_at AS "createdAt"
       ${LINES} ORDER BY entry.id DESC OFFSET $5 LIMIT $6`,
      [...filter, skip, limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total ${LINES}`,
      filter,
    );
    return {
      items: rows.map((row) => ({
        ...row,
        points: Number(row.points),
        balanceAfter: Number(row.balanceAfter),
      })),
      total: count?.total ?? 0,
    };
  }

  /** Null for a transfer that moved no points of this person. */
  find(userId: number, transferId: string): Promise<TransferSeen | null> {
    return this.database.queryOne<TransferSeen>(
      `SELECT transfer.id, transfer.kind, transfer.memo, transfer.reference,
              transfer.created_at AS "createdAt",
              json_agg(json_build_object('account', account.kind, 'points', entry.amount,
                'balanceAfter', entry.balance_after) ORDER BY entry.id)
                FILTER (WHERE account.owner_id = $1) AS entries,
              max(account.kind) FILTER (WHERE account.shard IS NOT NULL) AS counterpart
       FROM point_transfers transfer
       JOIN point_entries entry ON entry.transfer_id = transfer.id
       JOIN point_accounts account ON account.id = entry.account_id
       WHERE transfer.id = $2
       GROUP BY transfer.id HAVING bool_or(account.owner_id = $1)`,
      [userId, transferId],
    );
  }
}
