import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { PointTotals } from '../../../domain/points/ledger.repository';
import type {
  StatementFilter,
  StatementLine,
  TransferEntry,
  TransferSeen,
} from '../../../domain/points/statement/statement.repository';
import { isUuid } from '../../../kernel/id';
import { Check } from '../../http/fields';
import { QueryDate } from '../../http/parameters';
import { PageQuery } from '../page-query';
import { publicId } from '../public-id';

const KIND = /^[a-z][a-z_]{0,39}$/;
const OF_STAKES = new Set(['stake', 'unstake', 'stake_yield', 'commitment_bonus']);

/** Which lines of a statement, and which page of them. */
export class StatementQuery extends PageQuery {
  @QueryDate('The first day, UTC.')
  from?: string;

  @QueryDate('The last day, UTC.')
  to?: string;

  @ApiProperty({
    required: false,
    example: 'stake',
    description: 'Lines of one kind, such as task_reward, stake, unstake, stake_yield, adjustment.',
  })
  @IsOptional()
  @Check(
    'kind',
    (value) => typeof value === 'string' && KIND.test(value),
    'value is not a kind of lines such as stake',
  )
  kind?: string;
}

/** What a person has. */
export class BalanceReply {
  @ApiProperty({ type: 'integer', example: 250, description: 'Points that can be used.' })
  available: number;

  @ApiProperty({ type: 'integer', example: 1000, description: 'Points that are committed.' })
  staked: number;

  @ApiProperty({
    type: 'integer',
    example: 1250,
    description: 'All that ever came, less what was corrected.',
  })
  earned: number;
}

/** One move of points that can be used. */
export class StatementLineReply {
  @ApiProperty({ example: 'ptx_0YQMyXtSxTLOwYHWGLfi8A', description: 'Of the transfer.' })
  id: string;

  @ApiProperty({ example: 'stake' })
  kind: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'A further word for why, such as the reason of an adjustment.',
  })
  reason: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'stk_0YQMyXtSxTLOwYHWGLfi8A',
    description: 'The stake that it is about.',
  })
  stake_id: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'The task that it was the reward for.',
  })
  task_id: string | null;

  @ApiProperty({ type: 'integer', example: -100, description: 'Negative when points went.' })
  points: number;

  @ApiProperty({ type: 'integer', example: 250, description: 'What could be used after it.' })
  balance_after: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  created_at: string;
}

class TransferEntryReply {
  @ApiProperty({ enum: ['available', 'staked'], example: 'available' })
  account: string;

  @ApiProperty({ type: 'integer', example: -100 })
  points: number;

  @ApiProperty({ type: 'integer', example: 250 })
  balance_after: number;
}

/** A transfer as the person sees it whose points it moved. */
export class TransferReply {
  @ApiProperty({ example: 'ptx_0YQMyXtSxTLOwYHWGLfi8A' })
  id: string;

  @ApiProperty({ example: 'stake' })
  kind: string;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  reason: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'stk_0YQMyXtSxTLOwYHWGLfi8A' })
  stake_id: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  task_id: string | null;

  @ApiProperty({ type: [TransferEntryReply], description: 'What it did to your accounts.' })
  entries: TransferEntryReply[];

  @ApiProperty({
    type: 'string',
    enum: ['rewards', 'yield', 'forfeited', null],
    nullable: true,
    example: null,
    description: "The institution's account at the other end; null between accounts of yours.",
  })
  counterpart: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  created_at: string;
}

/** The domain's words for which lines. */
export function toFilter({ from, to, kind }: StatementQuery): StatementFilter {
  return { from, to, kind };
}

export function toBalance({ available, staked, earned }: PointTotals): BalanceReply {
  return { available, staked, earned };
}

export function toStatementLine(line: StatementLine): StatementLineReply {
  return {
    id: publicId('transfer', line.transferId),
    kind: line.kind,
    reason: line.memo,
    stake_id: stakeIdOf(line),
    task_id: taskIdOf(line),
    points: line.points,
    balance_after: line.balanceAfter,
    created_at: line.createdAt.toISOString(),
  };
}

export function toTransfer(transfer: TransferSeen): TransferReply {
  return {
    id: publicId('transfer', transfer.id),
    kind: transfer.kind,
    reason: transfer.memo,
    stake_id: stakeIdOf(transfer),
    task_id: taskIdOf(transfer),
    entries: transfer.entries.map(toEntry),
    counterpart: transfer.counterpart,
    created_at: transfer.createdAt.toISOString(),
  };
}

function toEntry({ account, points, balanceAfter }: TransferEntry): TransferEntryReply {
  return { account, points, balance_after: balanceAfter };
}

function stakeIdOf({ kind, reference }: { kind: string; reference: string }): string | null {
  return OF_STAKES.has(kind) && isUuid(reference) ? publicId('stake', reference) : null;
}

function taskIdOf({ kind, reference }: { kind: string; reference: string }): string | null {
  return kind === 'task_reward' && isUuid(reference) ? publicId('task', reference) : null;
}
