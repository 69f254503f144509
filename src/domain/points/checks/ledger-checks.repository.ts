import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { LedgerCheck } from './ledger-check';

interface CheckRow extends Omit<LedgerCheck, 'accounts' | 'transfers' | 'total'> {
  readonly accounts: string;
  readonly transfers: string;
  readonly total: string;
}

const CHECK = `checked_at AS "checkedAt", accounts, transfers, total,
  difference_count AS "differenceCount", differences`;

/**
 * Everything that can be compared, in one statement: it sees one moment, whatever goes on beside it.
 * Balances against the sums of entries and the last entry's; transfers against 0; what a person
 * earned against what they have; what they have staked against their stakes.
 */
const COMPARE = `
  WITH sums AS MATERIALIZED (
    SELECT account_id, sum(amount) AS total, max(id) AS last_id FROM point_entries GROUP BY account_id
  ), differences AS MATERIALIZED (
    SELECT 'balance' AS "check", account.id::text AS id, account.balance::text AS kept,
           coalesce(sums.total, 0)::text AS computed
    FROM point_accounts account LEFT JOIN sums ON sums.account_id = account.id
    WHERE account.balance <> coalesce(sums.total, 0)
    UNION ALL
    SELECT 'chain', sums.account_id::text, entry.balance_after::text, sums.total::text
    FROM sums JOIN point_entries entry ON entry.id = sums.last_id
    WHERE entry.balance_after <> sums.total
    UNION ALL
    SELECT 'transfer', transfer.id::text, '0', coalesce(sum(entry.amount), 0)::text
    FROM point_transfers transfer LEFT JOIN point_entries entry ON entry.transfer_id = transfer.id
    GROUP BY transfer.id
    HAVING coalesce(sum(entry.amount), 0) <> 0 OR count(entry.id) < 2
    UNION ALL
    SELECT 'earned', (array_agg(id ORDER BY kind))[1]::text, sum(earned_total)::text,
           sum(balance)::text
    FROM point_accounts WHERE owner_id IS NOT NULL
    GROUP BY owner_id HAVING sum(earned_total) <> sum(balance)
    UNION ALL
    SELECT 'staked', account.id::text, account.balance::text, coalesce(sum(stake.points), 0)::text
    FROM point_accounts account
    LEFT JOIN stakes stake ON stake.user_id = account.owner_id AND stake.status <> 'released'
    WHERE account.kind = 'staked'
    GROUP BY account.id HAVING account.balance <> coalesce(sum(stake.points), 0)
  )
  INSERT INTO point_checks (accounts, transfers, total, difference_count, differences)
  SELECT (SELECT count(*) FROM point_accounts), (SELECT count(*) FROM point_transfers),
         (SELECT coalesce(sum(balance), 0) FROM point_accounts),
         (SELECT count(*) FROM differences),
         (SELECT coalesce(json_agg(one), '[]')
          FROM (SELECT * FROM differences ORDER BY 1, 2 LIMIT 100) one)
  RETURNING ${CHECK}`;

/** Comparisons of the ledger in PostgreSQL. */
@Injectable()
export class LedgerChecksRepository {
  constructor(private readonly database: Database) {}

  /** Compares everything, and keeps what came of it. */
  async compare(): Promise<LedgerCheck> {
    return toCheck((await this.database.queryOne<CheckRow>(COMPARE)) as CheckRow);
  }

  /** The last one; null before the first. */
  async latest(): Promise<LedgerCheck | null> {
    const row = await this.database.queryOne<CheckRow>(
      `SELECT ${CHECK} FROM point_checks ORDER BY id DESC LIMIT 1`,
    );
    return row === null ? null : toCheck(row);
  }
}

function toCheck(row: CheckRow): LedgerCheck {
  return {
    ...row,
    accounts: Number(row.accounts),
    transfers: Number(row.transfers),
    total: Number(row.total),
  };
}
