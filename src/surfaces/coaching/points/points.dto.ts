import { ApiProperty } from '@nestjs/swagger';
import type { LedgerCheck, LedgerDifference } from '../../../domain/points/checks/ledger-check';
import type { PointTotals } from '../../../domain/points/ledger.repository';
import {
  type Adjusted,
  type Adjustment,
  ADJUSTMENT_REASONS,
  type AdjustmentReason,
} from '../../../domain/points/points-adjustments.service';
import { MOST_POINTS } from '../../../domain/points/transfer';
import { Check } from '../../http/fields';
import { ChoiceField } from '../../http/value-fields';
import { UuidField } from '../uuid-fields';

/** What a person has. */
export class PointsReply {
  @ApiProperty({ type: 'integer', example: 250, description: 'Points that can be used.' })
  available: number;

  @ApiProperty({ type: 'integer', example: 1000, description: 'Points that are committed.' })
  staked: number;

  @ApiProperty({ type: 'integer', example: 1250, description: 'All that came, less corrections.' })
  earned: number;
}

/** Points to give, or to take back. */
export class AdjustPointsRequest {
  @UuidField({ description: 'Of your making: the same again changes nothing more.' })
  key: string;

  @UuidField({ description: 'Whose points.' })
  user_id: string;

  @ApiProperty({
    type: 'integer',
    minimum: -MOST_POINTS,
    maximum: MOST_POINTS,
    example: 50,
    description: 'Negative takes back; never more than can be used. Not 0.',
  })
  @Check(
    'integer',
    (value) => Number.isInteger(value) && value !== 0 && Math.abs(value as number) <= MOST_POINTS,
    `value is not a whole number from -${MOST_POINTS} to ${MOST_POINTS} other than 0`,
  )
  points: number;

  @ChoiceField(ADJUSTMENT_REASONS, { example: 'award' })
  reason: AdjustmentReason;
}

/** What an adjustment did. */
export class AdjustmentReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  transfer_id: string;

  @ApiProperty({ type: PointsReply, description: 'What the person has now.' })
  balance: PointsReply;
}

class LedgerDifferenceReply {
  @ApiProperty({ enum: ['balance', 'chain', 'earned', 'staked', 'transfer'], example: 'balance' })
  check: string;

  @ApiProperty({
    format: 'uuid',
    example: '0198c0de-7e57-4abc-8def-0123456789ab',
    description: 'Of the account, or of the transfer.',
  })
  id: string;

  @ApiProperty({ example: '100' })
  kept: string;

  @ApiProperty({ example: '90' })
  computed: string;
}

/** One comparison of the ledger with itself. */
export class LedgerCheckReply {
  @ApiProperty({ format: 'date-time', example: '2026-01-15T00:00:01.000Z' })
  checked_at: string;

  @ApiProperty({ type: 'integer', example: 1200 })
  accounts: number;

  @ApiProperty({ type: 'integer', example: 90000 })
  transfers: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Of all balances; 0 when all is well.' })
  total: number;

  @ApiProperty({ type: 'integer', example: 0 })
  difference_count: number;

  @ApiProperty({ type: [LedgerDifferenceReply], description: 'The first hundred.' })
  differences: LedgerDifferenceReply[];
}

/** What the nightly comparison found. */
export class PointsAuditReply {
  @ApiProperty({ type: LedgerCheckReply, nullable: true, description: 'Null before the first.' })
  last_check: LedgerCheckReply | null;
}

export function toPoints({ available, staked, earned }: PointTotals): PointsReply {
  return { available, staked, earned };
}

export function toAdjustment(request: AdjustPointsRequest): Adjustment {
  const { key, user_id, points, reason } = request;
  return { key, personUuid: user_id, points, reason };
}

export function toAdjusted({ transferId, totals }: Adjusted): AdjustmentReply {
  return { transfer_id: transferId, balance: toPoints(totals) };
}

export function toPointsAudit(check: LedgerCheck | null): PointsAuditReply {
  return { last_check: check === null ? null : toCheck(check) };
}

function toCheck(check: LedgerCheck): LedgerCheckReply {
  return {
    checked_at: check.checkedAt.toISOString(),
    accounts: check.accounts,
    transfers: check.transfers,
    total: check.total,
    difference_count: check.differenceCount,
    differences: check.differences.map(toDifference),
  };
}

function toDifference({ check, id, kept, computed }: LedgerDifference): LedgerDifferenceReply {
  return { check, id, kept, computed };
}
