import { ApiProperty } from '@nestjs/swagger';
import type { Reconciliation } from '../../../domain/payment/reconciliation';

class CheckedCounts {
  @ApiProperty({ type: 'integer', example: 120 })
  subscriptions: number;

  @ApiProperty({ type: 'integer', example: 80 })
  invoices: number;

  @ApiProperty({ type: 'integer', example: 2 })
  refunds: number;

  @ApiProperty({ type: 'integer', example: 1 })
  checkouts: number;
}

/** A comparison of what we hold with what Stripe holds. */
export class ReconciliationReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: ['queued', 'running', 'done', 'failed'], example: 'done' })
  status: string;

  @ApiProperty({ type: CheckedCounts })
  checked: CheckedCounts;

  @ApiProperty({
    type: [String],
    example: ['sub_1234567890'],
    description: 'Ids at Stripe of what was different, and is right now.',
  })
  repaired: string[];

  @ApiProperty({ type: 'string', nullable: true, example: null, description: 'Why it failed.' })
  error: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-15T10:30:04.000Z',
  })
  finished_at: string | null;
}

/** The last comparisons. */
export class ReconciliationsReply {
  @ApiProperty({ type: [ReconciliationReply] })
  reconciliations: ReconciliationReply[];
}

/** A comparison as this contract shows it. */
export function toReconciliation(run: Reconciliation): ReconciliationReply {
  const { subscriptions, invoices, refunds, checkouts } = run.checked;
  return {
    id: run.id,
    status: run.status,
    checked: { subscriptions, invoices, refunds, checkouts },
    repaired: [...run.repaired],
    error: run.error,
    created_at: run.createdAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
  };
}
