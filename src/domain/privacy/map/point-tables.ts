import type { TableRules } from './table-rule';

/**
 * The ledger of points, and what people committed. An account that loses its person gives its points
 * back to the institution by itself: a trigger writes the transfer.
 */
export const POINT_TABLES: TableRules = {
  point_accounts: {
    persons: { owner_id: 'owner' },
    texts: { kind: 'code' },
    export: {
      file: 'points.json',
      about: 'Your points',
      select: `SELECT kind, balance, earned_total FROM point_accounts
        WHERE owner_id = {id} ORDER BY kind`,
    },
    erasure: {
      by: 'authorship',
      kept: 'Accounts of points that nobody owns any more, with a balance of 0: the books must add up.',
    },
  },
  point_transfers: {
    persons: { created_by: 'author' },
    texts: { key: 'code', kind: 'code', reference: 'code', memo: 'code' },
    export: {
      file: 'points-statement.json',
      about: 'Every move of your points',
      select: `SELECT transfer.created_at, transfer.kind, transfer.memo, account.kind AS account,
          entry.amount AS points, entry.balance_after
        FROM point_entries entry
        JOIN point_accounts account ON account.id = entry.account_id
        JOIN point_transfers transfer ON transfer.id = entry.transfer_id
        WHERE account.owner_id = {id} ORDER BY entry.id`,
    },
    erasure: {
      by: 'authorship',
      kept: 'Moves of points by numbers and codes, of accounts that nobody owns any more; who made one by hand is cleared.',
    },
  },
  point_entries: {
    persons: { account_id: 'named' },
    texts: {},
    export: { left: 'The amounts are in points-statement.json.' },
    erasure: {
      by: 'kept',
      kept: 'Amounts that were moved, of accounts that nobody owns any more: the books must add up.',
    },
  },
  stakes: {
    persons: { user_id: 'owner' },
    texts: {
      key: 'code',
      product: 'code',
      kind: 'code',
      status: 'code',
      outcome: 'code',
      release_key: 'code',
    },
    export: {
      file: 'stakes.json',
      about: 'What you committed points to',
      select: `SELECT product, points, yield_bps, bonus_bps, due_on, counts_from, unlocks_on,
          accrued_points, claimed_points, status, outcome, opened_at, ended_at
        FROM stakes WHERE user_id = {id} ORDER BY opened_at, id`,
    },
    erasure: { by: 'account' },
  },
};
