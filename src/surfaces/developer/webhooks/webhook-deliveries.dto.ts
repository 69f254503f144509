import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  DELIVERY_FAULTS,
  DELIVERY_STATUSES,
  type DeliveryAttempt,
  type DeliveryFault,
  type DeliveryStatus,
  type WebhookDelivery,
} from '../../../domain/webhooks/webhook-delivery';
import type { WebhookData } from '../../../domain/webhooks/webhook-events';
import { PageQuery } from '../page-query';
import { publicId } from '../public-id';

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

/** Which deliveries to list. */
export class DeliveriesQuery extends PageQuery {
  @ApiProperty({ enum: DELIVERY_STATUSES, required: false, description: 'Only those.' })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES, { message: `value is none of ${DELIVERY_STATUSES.join(', ')}` })
  status?: DeliveryStatus;
}

/** One event for one webhook. */
export class DeliveryReply {
  @ApiProperty({
    example: publicId('delivery', EXAMPLE),
    description: 'The `webhook-id` of the message, the same at each attempt.',
  })
  id: string;

  @ApiProperty({ example: publicId('webhook', EXAMPLE) })
  webhook_id: string;

  @ApiProperty({ example: 'task.completed' })
  event_type: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { task_id: publicId('task', EXAMPLE), points: 20 },
    description: '`data` of the message.',
  })
  data: WebhookData;

  @ApiProperty({ enum: DELIVERY_STATUSES, example: 'delivered' })
  status: DeliveryStatus;

  @ApiProperty({ type: 'integer', example: 1, description: 'Attempts so far.' })
  attempts: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it is tried next; null when it is not tried any more.',
  })
  next_attempt_at: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 200,
    description: 'What the endpoint answered last; null when no answer came.',
  })
  last_status_code: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...DELIVERY_FAULTS, null],
    example: null,
    description: 'What went wrong last.',
  })
  last_error: DeliveryFault | null;

  @ApiProperty({
    format: 'date-time',
    example: '2026-11-22T10:00:00.000Z',
    description: '`timestamp` of the message: when the event happened.',
  })
  occurred_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:00:00.100Z' })
  created_at: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-11-22T10:00:00.400Z',
    description: 'When it was delivered, failed for good or was cancelled.',
  })
  finished_at: string | null;
}

class AttemptReply {
  @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:00:00.200Z' })
  started_at: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 187,
    description: 'Milliseconds; null for an attempt that was interrupted on our side.',
  })
  duration_ms: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 200 })
  status_code: number | null;

  @ApiProperty({ type: String, nullable: true, enum: [...DELIVERY_FAULTS, null], example: null })
  error: DeliveryFault | null;
}

/** A delivery with its last attempts. */
export class DeliveryWithAttemptsReply extends DeliveryReply {
  @ApiProperty({ type: [AttemptReply], description: 'The last twenty, the oldest first.' })
  attempt_log: AttemptReply[];
}

export function toDeliveryReply(delivery: WebhookDelivery): DeliveryReply {
  return {
    id: publicId('delivery', delivery.id),
    webhook_id: publicId('webhook', delivery.endpointId),
    event_type: delivery.eventType,
    data: delivery.data,
    status: delivery.status,
    attempts: delivery.attempts,
    next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    last_status_code: delivery.lastStatus,
    last_error: delivery.lastError,
    occurred_at: delivery.occurredAt.toISOString(),
    created_at: delivery.createdAt.toISOString(),
    finished_at: delivery.finishedAt?.toISOString() ?? null,
  };
}

export function toDeliveryWithAttemptsReply({
  delivery,
  attempts,
}: {
  readonly delivery: WebhookDelivery;
  readonly attempts: readonly DeliveryAttempt[];
}): DeliveryWithAttemptsReply {
  return {
    ...toDeliveryReply(delivery),
    attempt_log: attempts.map((attempt) => ({
      number: attempt.number,
      started_at: attempt.startedAt.toISOString(),
      duration_ms: attempt.durationMs,
      status_code: attempt.statusCode,
      error: attempt.error,
    })),
  };
}
