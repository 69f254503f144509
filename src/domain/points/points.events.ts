import { DomainEvent } from '../../platform/queue/domain-event';

interface AboutStake {
  readonly [key: string]: string | number;
  readonly userId: number;
  readonly stakeId: string;
  readonly points: number;
}

/** Points came to a person. */
export class PointsEarned extends DomainEvent<{
  readonly userId: number;
  readonly transferId: string;
  readonly points: number;
}> {
  override readonly name = 'points.earned';
}

/** Somebody committed points. */
export class StakeOpened extends DomainEvent<AboutStake> {
  override readonly name = 'stake.opened';
}

/** A stake's days are over: its yield can be claimed, and its points taken back with it. */
export class StakeMatured extends DomainEvent<AboutStake> {
  override readonly name = 'stake.matured';
}

/** Yield of a stake was paid; `points` are the yield. */
export class StakeClaimed extends DomainEvent<AboutStake> {
  override readonly name = 'stake.claimed';
}

/** The points of a stake are back with their owner. */
export class StakeReleased extends DomainEvent<AboutStake & { readonly outcome: string }> {
  override readonly name = 'stake.released';
}
