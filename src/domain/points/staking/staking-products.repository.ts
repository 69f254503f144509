import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { StakingProduct } from './stake';

const PRODUCT = `code, kind, name, description, lock_days AS "lockDays", yield_bps AS "yieldBps",
  bonus_bps AS "bonusBps", minimum_points::integer AS "minimumPoints",
  maximum_points::integer AS "maximumPoints"`;

/** What can be committed to, in PostgreSQL. */
@Injectable()
export class StakingProductsRepository {
  constructor(private readonly database: Database) {}

  /** Everything on offer, in the order in which it is shown. */
  list(): Promise<StakingProduct[]> {
    return this.database.query<StakingProduct>(
      `SELECT ${PRODUCT} FROM staking_products WHERE is_offered ORDER BY position, code`,
    );
  }

  /** Null for what is not, or no longer, on offer. */
  find(code: string): Promise<StakingProduct | null> {
    return this.database.queryOne<StakingProduct>(
      `SELECT ${PRODUCT} FROM staking_products WHERE code = $1 AND is_offered`,
      [code],
    );
  }
}
