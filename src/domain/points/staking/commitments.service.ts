import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock';
import { Database } from '../../../platform/database/database';
import { TaskCompletions } from '../../tasks/task-completions.service';
import { dueDayFor, type Verdict, verdictOn } from './commitment';
import { bonusOf, type Stake } from './stake';
import { StakeBook } from './stake-book';
import { StakesRepository } from './stakes.repository';
import { STAKING_CLOCK, utcDay } from './staking-clock';
import { AlreadyCommitted, BonusLimitReached, TaskUnfit } from './staking.errors';

const BATCH = 200;
/** What one person's commitments may bring that are made within so many hours. */
const MOST_BONUS = 10_000;
const BONUS_HOURS = 24;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Stakes that rest on a task: what they need, and how they end. */
@Injectable()
export class Commitments {
  constructor(
    private readonly database: Database,
    private readonly stakes: StakesRepository,
    private readonly tasks: TaskCompletions,
    private readonly book: StakeBook,
    @Inject(STAKING_CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The due day of a task to which points can be committed.
   *
   * @param bonus what they would bring.
   * @throws TaskUnfit also for a task of somebody else, one that only the student judges, and one
   *   about a course of their own.
   * @throws AlreadyCommitted also when another task about the same quiz, lab or module is.
   * @throws BonusLimitReached
   */
  async dueDayOf(userId: number, taskId: string, bonus: number): Promise<string> {
    const dueOn = dueDayFor(await this.tasks.stateOf(userId, taskId), utcDay(this.clock));
    await this.stakes.lockCommitmentsOf(userId);
    const ground = await this.tasks.groundOf(userId, taskId);
    if (ground === null || ground.isPassed) throw new TaskUnfit('what it asks for is done');
    if (ground.isOwnCourse) throw new TaskUnfit('it is about a course that you teach or may write');
    if (await this.stakes.areCommitted(userId, ground.sameWork)) throw new AlreadyCommitted();
    const since = new Date(this.clock.now().getTime() - BONUS_HOURS * 3_600_000);
    const promised = await this.stakes.bonusPromisedSince(userId, since);
    if (promised + bonus > MOST_BONUS) throw new BonusLimitReached(MOST_BONUS, BONUS_HOURS);
    return dueOn;
  }

  /**
   * Ends a commitment, whose row is locked, if its task tells how.
   *
   * @returns null while it does not.
   */
  async settle(stake: Stake, releaseKey: string | null): Promise<Stake | null> {
    const verdict = await this.verdict(stake);
    if (verdict === 'open') return null;
    const bonus = verdict === 'kept' ? bonusOf(stake) : 0;
    return this.book.end(stake, verdict, { yield: 0, bonus }, releaseKey);
  }

  /** Ends every commitment whose task tells how, each in a transaction of its own. */
  async settleAll(): Promise<void> {
    let after = BEFORE_ALL;
    for (;;) {
      const ids = await this.stakes.openCommitments(after, BATCH);
      for (const id of ids) await this.settleOne(id);
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  private settleOne(id: string): Promise<void> {
    return this.database.transaction(async () => {
      const stake = await this.stakes.lockCommitment(id);
      if (stake !== null) await this.settle(stake, null);
    });
  }

  private async verdict({ userId, taskId, dueOn }: Stake): Promise<Verdict> {
    if (taskId === null || dueOn === null) return 'missed';
    return verdictOn(dueOn, await this.tasks.stateOf(userId, taskId), this.clock.now());
  }
}
