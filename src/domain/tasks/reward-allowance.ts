import { Injectable } from '@nestjs/common';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { MOST_REWARD } from './task';
import { RewardLimitReached } from './tasks.errors';

/** How many points one person promises within 24 hours. */
const MOST_POINTS_A_DAY = 5_000;

/** What coaches and instructors may give away: bounds what a stolen sign-in is worth. */
@Injectable()
export class RewardAllowance {
  constructor(private readonly database: Database) {}

  /**
   * Makes sure that a person may promise so many points more. Those who promise at once wait for each
   * other until their transactions end. Promises for tasks that were given up don't count.
   *
   * @throws Invalid for more than a task is worth at most.
   * @throws RewardLimitReached
   */
  async require(giverId: number, points: number): Promise<void> {
    if (points === 0) return;
    if (points > MOST_REWARD) {
      throw Invalid.field(
        'reward_points',
        `a task is worth ${MOST_REWARD} points at most`,
        'range',
      );
    }
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('task rewards'), $1)`, [
      giverId,
    ]);
    const row = await this.database.queryOne<{ given: number }>(
      `SELECT coalesce(sum(reward_points), 0)::int AS given FROM tasks
       WHERE reward_set_by = $1 AND reward_set_at > now() - interval '24 hours'
         AND status <> 'cancelled'`,
      [giverId],
    );
    const left = MOST_POINTS_A_DAY - (row?.given ?? 0);
    if (points > left) throw new RewardLimitReached(left);
  }
}
