import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Clock } from '../../../kernel/clock';
import { Invalid } from '../../../kernel/errors';
import { Database } from '../../../platform/database/database';
import { TransferKeyReused } from '../points.errors';
import { Commitments } from './commitments.service';
import { bonusOf, type Stake, type StakingProduct } from './stake';
import { StakeBook } from './stake-book';
import { STAKING_CLOCK } from './staking-clock';
import { StakingProductsRepository } from './staking-products.repository';
import { StakesRepository } from './stakes.repository';

/** Points that somebody wants to commit. */
export interface StakeRequest {
  /** The same for each repetition of the same wish. */
  readonly key: string;
  readonly product: string;
  readonly points: number;
  /** Of a commitment, and only of one. */
  readonly taskId: string | null;
}

/** Opens stakes. */
@Injectable()
export class Staking {
  constructor(
    private readonly database: Database,
    private readonly stakes: StakesRepository,
    private readonly products: StakingProductsRepository,
    private readonly commitments: Commitments,
    private readonly book: StakeBook,
    @Inject(STAKING_CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Commits points: they stay their owner's and cannot be used until they are taken back.
   *
   * @throws Invalid for a product that is not offered, an amount beyond its bounds, a task too many
   *   or too few.
   * @throws InsufficientPoints
   * @throws TaskUnfit @throws AlreadyCommitted @throws BonusLimitReached
   * @throws TransferKeyReused when the key came with another wish before.
   */
  stake(actor: Actor, request: StakeRequest): Promise<Stake> {
    const key = `${actor.userId}:${request.key}`;
    return this.database.transaction(async () => {
      const known = await this.stakes.findByKey(key);
      if (known !== null) return sameWish(known, request);
      const product = await this.products.find(request.product);
      requireFit(product, request);
      const { points, taskId } = request;
      const bonus = bonusOf({ points, bonusBps: product.bonusBps });
      const made = await this.stakes.insert({
        userId: actor.userId,
        key,
        product,
        points,
        taskId,
        dueOn:
          taskId === null ? null : await this.commitments.dueDayOf(actor.userId, taskId, bonus),
        openedAt: this.clock.now(),
      });
      if (made === null) return sameWish(await this.stakes.findByKey(key), request);
      await this.book.open(made);
      return made;
    });
  }
}

function sameWish(known: Stake | null, { product, points, taskId }: StakeRequest): Stake {
  const isSame = known?.product === product && known.points === points && known.taskId === taskId;
  if (!isSame) throw new TransferKeyReused();
  return known;
}

function requireFit(
  product: StakingProduct | null,
  { points, taskId }: StakeRequest,
): asserts product is StakingProduct {
  if (product === null) {
    throw Invalid.field('product', 'value is not a product of GET /v1/staking/products');
  }
  const { minimumPoints, maximumPoints } = product;
  if (points < minimumPoints || points > maximumPoints) {
    throw Invalid.field(
      'points',
      `value is not a whole number from ${minimumPoints} to ${maximumPoints}, as this product takes`,
    );
  }
  if (product.kind === 'commitment' && taskId === null) {
    throw Invalid.field('task_id', 'a commitment needs a task', 'missing');
  }
  if (product.kind !== 'commitment' && taskId !== null) {
    throw Invalid.field('task_id', 'only a commitment takes a task');
  }
}
