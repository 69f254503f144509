import type { TestDatabase } from '../../support/test-database';

let people = 0;

/** Somebody who never signs in. */
export async function somebody(database: TestDatabase): Promise<number> {
  people += 1;
  const name = `purse-${process.pid}-${people}`;
  const [row] = await database.query<{ id: number }>(
    `INSERT INTO users (email, username, full_name, password_hash)
     VALUES ($1 || '@example.com', $1, 'Somebody', '-') RETURNING id`,
    [name],
  );
  return row?.id ?? 0;
}

/** What the rows say that a person has. */
export async function rowsOf(
  database: TestDatabase,
  userId: number,
): Promise<{ available: number; staked: number; earned: number }> {
  const [row] = await database.query<Record<'available' | 'staked' | 'earned', string>>(
    `SELECT coalesce(sum(balance) FILTER (WHERE kind = 'available'), 0)::text AS available,
            coalesce(sum(balance) FILTER (WHERE kind = 'staked'), 0)::text AS staked,
            coalesce(sum(earned_total), 0)::text AS earned
     FROM point_accounts WHERE owner_id = $1`,
    [userId],
  );
  return {
    available: Number(row?.available),
    staked: Number(row?.staked),
    earned: Number(row?.earned),
  };
}

/**
 * Everything in the ledger that contradicts something else, in other words than the program's own
 * comparison: an account whose entries do not lead from balance to balance, a transfer that is not
 * two-sided, points from nowhere.
 */
export async function contradictions(database: TestDatabase): Promise<unknown[]> {
  return database.query(
    `SELECT 'entry' AS what, id::text AS id FROM (
       SELECT id, balance_after, sum(amount) OVER (PARTITION BY account_id ORDER BY id) AS running
       FROM point_entries) line WHERE balance_after <> running
     UNION ALL
     SELECT 'account', account.id::text FROM point_accounts account
     WHERE balance <> coalesce(
       (SELECT sum(amount) FROM point_entries WHERE account_id = account.id), 0)
     UNION ALL
     SELECT 'transfer', transfer.id::text FROM point_transfers transfer
     WHERE (SELECT count(*) FROM point_entries WHERE transfer_id = transfer.id) <> 2
        OR (SELECT sum(amount) FROM point_entries WHERE transfer_id = transfer.id) <> 0
     UNION ALL
     SELECT 'negative', id::text FROM point_accounts WHERE shard IS NULL AND balance < 0
     UNION ALL
     SELECT 'total', sum(balance)::text FROM point_accounts HAVING sum(balance) <> 0`,
  );
}
