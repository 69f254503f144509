import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import type { Stake, StakeOutcome, StakeStatus, StakingProduct } from './stake';

/** A stake to open. */
export interface NewStake {
  readonly userId: number;
  readonly key: string;
  readonly product: StakingProduct;
  readonly points: number;
  readonly taskId: string | null;
  readonly dueOn: string | null;
  readonly openedAt: Date;
}

/** What a person's stakes come to. */
export interface StakeSums {
  readonly openStakes: number;
  readonly maturedStakes: number;
  /** Yield that can be claimed now. */
  readonly claimable: number;
  /** Yield of fixed stakes whose time has not come. */
  readonly pending: number;
  /** Yield and bonuses that were paid. */
  readonly claimed: number;
}

interface StakeRow extends Omit<Stake, 'accruedPoints' | 'claimedPoints'> {
  readonly accruedPoints: string;
  readonly claimedPoints: string;
}

type SumsRow = Record<keyof StakeSums, string>;

const STAKE = `id, user_id AS "userId", product, kind, points::integer AS points,
  yield_bps AS "yieldBps", bonus_bps AS "bonusBps", task_id AS "taskId", due_on AS "dueOn",
  counts_from AS "countsFrom", unlocks_on AS "unlocksOn", accrued_points AS "accruedPoints",
  accrued_through AS "accruedThrough", claimed_points AS "claimedPoints", status, outcome,
  release_key AS "releaseKey", opened_at AS "openedAt", ended_at AS "endedAt"`;

/**
 * Brings the yield to a day, $1: points × basis points × full days ÷ (10,000 × 365), rounded down
 * once over all days and never day by day, so that it is the same however often it is done.
 */
const ACCRUE = `
  accrued_points = stakes.points * stakes.yield_bps
    * greatest(0, least($1::date, coalesce(stakes.unlocks_on, $1::date)) - stakes.counts_from)
    / 3650000,
  accrued_through = least($1::date, coalesce(stakes.unlocks_on, $1::date)),
  status = CASE WHEN stakes.unlocks_on <= $1::date THEN 'matured' ELSE stakes.status END`;

/** Stakes in PostgreSQL. */
@Injectable()
export class StakesRepository {
  constructor(private readonly database: Database) {}

  /** Null when there is one with this key; waits for a request that is opening it. */
  async insert(stake: NewStake): Promise<Stake | null> {
    const { product } = stake;
    const row = await this.database.queryOne<StakeRow>(
      `INSERT INTO stakes (user_id, key, product, kind, points, yield_bps, bonus_bps, task_id, due_on,
         counts_from, accrued_through, unlocks_on, opened_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, day + 1, day + 1,
              CASE WHEN $4 = 'fixed' THEN day + 1 + $10::integer END, $11::timestamptz
       FROM (SELECT ($11::timestamptz AT TIME ZONE 'UTC')::date AS day) today
       ON CONFLICT (key) DO NOTHING RETURNING ${STAKE}`,
      [
        stake.userId,
        stake.key,
        product.code,
        product.kind,
        stake.points,
        product.yieldBps,
        product.bonusBps,
        stake.taskId,
        stake.dueOn,
        product.lockDays,
        stake.openedAt.toISOString(),
      ],
    );
    return row === null ? null : toStake(row);
  }

  async findByKey(key: string): Promise<Stake | null> {
    return this.one(`SELECT ${STAKE} FROM stakes WHERE key = $1`, [key]);
  }

  async find(userId: number, id: string): Promise<Stake | null> {
    return this.one(`SELECT ${STAKE} FROM stakes WHERE id = $1 AND user_id = $2`, [id, userId]);
  }

  /** The stake with its row locked to the end of the transaction. */
  async lock(userId: number, id: string): Promise<Stake | null> {
    return this.one(`SELECT ${STAKE} FROM stakes WHERE id = $1 AND user_id = $2 FOR UPDATE`, [
      id,
      userId,
    ]);
  }

  /** An open commitment with its row locked; null when it ended, or somebody else has it in hand. */
  async lockCommitment(id: string): Promise<Stake | null> {
    return this.one(
      `SELECT ${STAKE} FROM stakes WHERE id = $1 AND status = 'open' AND kind = 'commitment'
       FOR UPDATE SKIP LOCKED`,
      [id],
    );
  }

  /** Open commitments after an id, by id. */
  async openCommitments(after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM stakes WHERE status = 'open' AND kind = 'commitment' AND id > $1
       ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Lets one new commitment of a person after the other pass, until the transaction ends. */
  async lockCommitmentsOf(userId: number): Promise<void> {
    await this.database.query(
      `SELECT pg_advisory_xact_lock(hashtext('commitments of a user'), $1)`,
      [userId],
    );
  }

  /** The bonus that commitments made since then have brought or may still bring. */
  async bonusPromisedSince(userId: number, since: Date): Promise<number> {
    const row = await this.database.queryOne<{ promised: string }>(
      `SELECT coalesce(sum(points * bonus_bps / 10000), 0)::bigint AS promised FROM stakes
       WHERE user_id = $1 AND kind = 'commitment' AND opened_at > $2
         AND (outcome IS NULL OR outcome = 'kept')`,
      [userId, since],
    );
    return Number(row?.promised);
  }

  /** Whether one of the tasks carries a commitment, or has carried one to its end. */
  async areCommitted(userId: number, taskIds: readonly string[]): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT FROM stakes WHERE user_id = $1 AND task_id = ANY($2::uuid[])
         AND (status <> 'released' OR outcome IN ('kept', 'missed'))`,
      [userId, taskIds],
    );
    return row !== null;
  }

  /** Brings one stake, whose row is locked, to a day; a day that is counted already changes nothing. */
  async accrue(stake: Stake, today: string): Promise<{ stake: Stake; isNewlyMatured: boolean }> {
    const accrued = await this.one(
      `UPDATE stakes SET ${ACCRUE}
       WHERE id = $2 AND status = 'open' AND kind <> 'commitment' AND accrued_through < $1::date
       RETURNING ${STAKE}`,
      [today, stake.id],
    );
    return { stake: accrued ?? stake, isNewlyMatured: accrued?.status === 'matured' };
  }

  /** Brings some stakes that are behind to a day. @returns them, matured ones among them. */
  async accrueBatch(today: string, limit: number): Promise<Stake[]> {
    const rows = await this.database.query<StakeRow>(
      `UPDATE stakes SET ${ACCRUE}
       FROM (SELECT id AS due_id FROM stakes
             WHERE status = 'open' AND kind <> 'commitment' AND accrued_through < $1::date
             ORDER BY accrued_through, id LIMIT $2 FOR UPDATE SKIP LOCKED) due
       WHERE id = due_id RETURNING ${STAKE}`,
      [today, limit],
    );
    return rows.map(toStake);
  }

  async addClaimed(id: string, points: number): Promise<Stake> {
    return (await this.one(
      `UPDATE stakes SET claimed_points = claimed_points + $2 WHERE id = $1 RETURNING ${STAKE}`,
      [id, points],
    )) as Stake;
  }

  /** Ends a stake; `paid` is added to what accrued as well where it is a bonus. */
  async end(
    id: string,
    outcome: StakeOutcome,
    paid: { readonly yield: number; readonly bonus: number },
    releaseKey: string | null,
    endedAt: Date,
  ): Promise<Stake> {
    return (await this.one(
      `UPDATE stakes SET status = 'released', outcome = $2, release_key = $5, ended_at = $6,
         claimed_points = claimed_points + $3 + $4, accrued_points = accrued_points + $4
       WHERE id = $1 RETURNING ${STAKE}`,
      [id, outcome, paid.yield, paid.bonus, releaseKey, endedAt.toISOString()],
    )) as Stake;
  }

  /** The newest first, with the number of all. */
  async list(
    userId: number,
    status: StakeStatus | undefined,
    { skip, limit }: Slice,
  ): Promise<Page<Stake>> {
    const rows = await this.database.query<StakeRow>(
      `SELECT ${STAKE} FROM stakes WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)
       ORDER BY opened_at DESC, id OFFSET $3 LIMIT $4`,
      [userId, status ?? null, skip, limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::integer AS total FROM stakes
       WHERE user_id = $1 AND ($2::text IS NULL OR status = $2)`,
      [userId, status ?? null],
    );
    return { items: rows.map(toStake), total: count?.total ?? 0 };
  }

  async sumsOf(userId: number): Promise<StakeSums> {
    const row = await this.database.queryOne<SumsRow>(
      `SELECT count(*) FILTER (WHERE status = 'open') AS "openStakes",
         count(*) FILTER (WHERE status = 'matured') AS "maturedStakes",
         coalesce(sum(accrued_points - claimed_points) FILTER (WHERE status = 'matured'
           OR (status = 'open' AND kind = 'flexible')), 0) AS claimable,
         coalesce(sum(accrued_points) FILTER (WHERE status = 'open' AND kind = 'fixed'), 0)
           AS pending,
         coalesce(sum(claimed_points), 0) AS claimed
       FROM stakes WHERE user_id = $1`,
      [userId],
    );
    return {
      openStakes: Number(row?.openStakes),
      maturedStakes: Number(row?.maturedStakes),
      claimable: Number(row?.claimable),
      pending: Number(row?.pending),
      claimed: Number(row?.claimed),
    };
  }

  private async one(sql: string, parameters: readonly unknown[]): Promise<Stake | null> {
    const row = await this.database.queryOne<StakeRow>(sql, parameters);
    return row === null ? null : toStake(row);
  }
}

function toStake(row: StakeRow): Stake {
  return {
    ...row,
    accruedPoints: Number(row.accruedPoints),
    claimedPoints: Number(row.claimedPoints),
  };
}
