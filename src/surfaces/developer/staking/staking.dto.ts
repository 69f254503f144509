import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { PointTotals } from '../../../domain/points/ledger.repository';
import {
  claimablePoints,
  type Stake,
  STAKE_OUTCOMES,
  STAKE_STATUSES,
  type StakeStatus,
  type StakingProduct,
} from '../../../domain/points/staking/stake';
import type { StakeRequest } from '../../../domain/points/staking/staking.service';
import type { StakeSums } from '../../../domain/points/staking/stakes.repository';
import { Check } from '../../http/fields';
import { PageQuery } from '../page-query';
import { PointsField } from '../points/points-field';
import { publicId, PublicIdField, uuidOf } from '../public-id';

const KINDS = ['flexible', 'fixed', 'commitment'] as const;
const PRODUCT = /^[a-z][a-z0-9_]{0,39}$/;

/** Points to commit, and to what. */
export class OpenStakeRequest {
  @ApiProperty({
    example: 'fixed_30',
    description: 'The code of a product of GET /v1/staking/products.',
  })
  @Check(
    'product',
    (value) => typeof value === 'string' && PRODUCT.test(value),
    'value is not the code of a product such as fixed_30',
  )
  product: string;

  @PointsField()
  points: number;

  @PublicIdField('task', {
    optional: true,
    description: 'For a commitment, and only for one: an open task of yours with a due date.',
  })
  task_id?: string;
}

/** Which stakes, and which page of them. */
export class StakesQuery extends PageQuery {
  @ApiProperty({ required: false, enum: STAKE_STATUSES, example: 'open' })
  @IsOptional()
  @IsIn(STAKE_STATUSES, { message: `value is not one of ${STAKE_STATUSES.join(', ')}` })
  status?: StakeStatus;
}

/** What the stakes of a person come to. */
export class StakingSummaryReply {
  @ApiProperty({ type: 'integer', example: 250, description: 'Points that can be used.' })
  available: number;

  @ApiProperty({ type: 'integer', example: 1000, description: 'Points that are committed.' })
  staked: number;

  @ApiProperty({ type: 'integer', example: 2 })
  open_stakes: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'Stakes whose days are over.' })
  matured_stakes: number;

  @ApiProperty({ type: 'integer', example: 3, description: 'Yield that can be claimed now.' })
  claimable: number;

  @ApiProperty({
    type: 'integer',
    example: 1,
    description: 'Yield of fixed stakes so far; it is due when their days are over.',
  })
  pending: number;

  @ApiProperty({ type: 'integer', example: 12, description: 'Yield and bonuses that were paid.' })
  claimed: number;
}

/** Something that points can be committed to. */
export class StakingProductReply {
  @ApiProperty({ example: 'fixed_30' })
  code: string;

  @ApiProperty({ enum: KINDS, example: 'fixed' })
  kind: string;

  @ApiProperty({ example: '30 days' })
  name: string;

  @ApiProperty({ example: 'Left for 30 full days.' })
  description: string;

  @ApiProperty({ type: 'integer', example: 30, description: 'Full UTC days until yield is due.' })
  lock_days: number;

  @ApiProperty({
    type: 'integer',
    example: 300,
    description: 'Yield a year in basis points: 100 is one percent.',
  })
  yield_bps: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'What a commitment that is kept brings, once, in basis points.',
  })
  bonus_bps: number;

  @ApiProperty({ type: 'integer', example: 1 })
  minimum_points: number;

  @ApiProperty({ type: 'integer', example: 1000000000 })
  maximum_points: number;
}

/** Points that were committed, on the terms of that day. */
export class StakeReply {
  @ApiProperty({ example: 'stk_0YQMyXtSxTLOwYHWGLfi8A' })
  id: string;

  @ApiProperty({ example: 'fixed_30' })
  product: string;

  @ApiProperty({ enum: KINDS, example: 'fixed' })
  kind: string;

  @ApiProperty({ type: 'integer', example: 100 })
  points: number;

  @ApiProperty({ type: 'integer', example: 300 })
  yield_bps: number;

  @ApiProperty({ type: 'integer', example: 0 })
  bonus_bps: number;

  @ApiProperty({ type: 'string', nullable: true, example: null, description: 'Of a commitment.' })
  task_id: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    example: null,
    description: 'Of a commitment: the due date of the task when the points were committed.',
  })
  due_on: string | null;

  @ApiProperty({ enum: STAKE_STATUSES, example: 'open' })
  status: string;

  @ApiProperty({
    type: 'string',
    enum: [...STAKE_OUTCOMES, null],
    nullable: true,
    example: null,
    description: 'How it ended. The points came back each time.',
  })
  outcome: string | null;

  @ApiProperty({ type: 'integer', example: 0, description: 'Yield up to `accrued_through`.' })
  accrued: number;

  @ApiProperty({
    format: 'date',
    example: '2026-01-16',
    description: 'The first UTC day that does not count yet.',
  })
  accrued_through: string;

  @ApiProperty({ type: 'integer', example: 0, description: 'Yield that can be claimed now.' })
  claimable: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Yield or bonus that was paid.' })
  claimed: number;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    example: '2026-02-15',
    description: 'Of a fixed stake: the UTC day on which its yield is due.',
  })
  unlocks_on: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  opened_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  ended_at: string | null;
}

/** @param key the same for each repetition of the request. */
export function toStakeRequest(
  { product, points, task_id }: OpenStakeRequest,
  key: string,
): StakeRequest {
  return { key, product, points, taskId: task_id === undefined ? null : uuidOf('task', task_id) };
}

export function toSummary(summary: PointTotals & StakeSums): StakingSummaryReply {
  return {
    available: summary.available,
    staked: summary.staked,
    open_stakes: summary.openStakes,
    matured_stakes: summary.maturedStakes,
    claimable: summary.claimable,
    pending: summary.pending,
    claimed: summary.claimed,
  };
}

export function toProduct(product: StakingProduct): StakingProductReply {
  return {
    code: product.code,
    kind: product.kind,
    name: product.name,
    description: product.description,
    lock_days: product.lockDays,
    yield_bps: product.yieldBps,
    bonus_bps: product.bonusBps,
    minimum_points: product.minimumPoints,
    maximum_points: product.maximumPoints,
  };
}

export function toStake(stake: Stake): StakeReply {
  return {
    id: publicId('stake', stake.id),
    product: stake.product,
    kind: stake.kind,
    points: stake.points,
    yield_bps: stake.yieldBps,
    bonus_bps: stake.bonusBps,
    task_id: stake.taskId === null ? null : publicId('task', stake.taskId),
    due_on: stake.dueOn,
    status: stake.status,
    outcome: stake.outcome,
    accrued: stake.accruedPoints,
    accrued_through: stake.accruedThrough,
    claimable: claimablePoints(stake),
    claimed: stake.claimedPoints,
    unlocks_on: stake.unlocksOn,
    opened_at: stake.openedAt.toISOString(),
    ended_at: stake.endedAt?.toISOString() ?? null,
  };
}
