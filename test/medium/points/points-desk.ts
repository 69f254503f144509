import { PointsLedger } from '../../../src/domain/points/points-ledger.service';
import { Points } from '../../../src/domain/points/points.service';
import { StakeAccrual } from '../../../src/domain/points/staking/stake-accrual.service';
import { StakeRelease } from '../../../src/domain/points/staking/stake-release.service';
import { STAKING_CLOCK } from '../../../src/domain/points/staking/staking-clock';
import { Staking } from '../../../src/domain/points/staking/staking.service';
import { StakesRepository } from '../../../src/domain/points/staking/stakes.repository';
import type { Actor } from '../../../src/kernel/actor';
import type { Clock } from '../../../src/kernel/clock';
import { DomainError } from '../../../src/kernel/errors';
import type { Operation } from './operation';

type Provider = abstract new (...parameters: never[]) => object;
type Get = <Type extends Provider>(type: Type) => InstanceType<Type>;

/** Carries operations out at the services, as the surface and other features do. */
export class PointsDesk {
  constructor(
    private readonly get: Get,
    private readonly clock: Clock,
  ) {}

  /** On the services of an application. */
  static of(app: { get(token: unknown): unknown }): PointsDesk {
    return new PointsDesk(
      (type) => app.get(type) as InstanceType<typeof type>,
      app.get(STAKING_CLOCK) as Clock,
    );
  }

  /** @param day in days since 1970; it is noon. */
  setDay(day: number): void {
    this.clock.now = () => new Date((day + 0.5) * 86_400_000);
  }

  accrue(): Promise<void> {
    return this.get(StakeAccrual).run();
  }

  /** @returns `done`, or the code of the refusal. */
  async perform(userId: number, operation: Operation): Promise<string> {
    try {
      await this.carryOut(userId, operation);
      return 'done';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  private async carryOut(userId: number, operation: Operation): Promise<unknown> {
    const actor: Actor = { userId, userUuid: '', sessionId: '', grants: [] };
    switch (operation.do) {
      case 'earn': {
        const reference = `${userId}-${operation.key}`;
        return this.get(Points).earn(userId, operation.points, { kind: 'test', reference });
      }
      case 'takeBack':
        return this.get(PointsLedger).transfer({
          key: `back:${userId}-${operation.key}`,
          kind: 'test',
          reference: operation.key,
          points: operation.points,
          from: { userId, kind: 'available' },
          to: { userId: null, kind: 'rewards' },
        });
      case 'stake':
        return this.get(Staking).stake(actor, { ...operation, taskId: null });
      case 'unstake':
        return this.get(StakeRelease).unstake(
          actor,
          await this.id(actor, operation),
          operation.key,
        );
      case 'claim':
        return this.get(StakeRelease).claim(actor, await this.id(actor, operation), operation.key);
    }
  }

  /** Stakes are called by the key that opened them. */
  private async id({ userId }: Actor, { stake }: { stake: string }): Promise<string> {
    const found = await this.get(StakesRepository).findByKey(`${userId}:${stake}`);
    return found?.id ?? '00000000-0000-4000-8000-000000000000';
  }
}
