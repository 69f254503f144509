import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  type Notification,
  type NotificationFilter,
  TARGET_TYPES,
  type TargetType,
} from '../domain/notifications/notification';
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
} from '../domain/notifications/notification-kind';
import { QueryFlag } from './http/query-flag';

const KINDS = [...NOTIFICATION_KINDS];

/** Which notifications to list, in both contracts. */
interface NotificationConditions {
  readonly unread?: boolean;
  readonly kind?: NotificationKind;
}

/** Only what is unread. */
export function UnreadFilter(): PropertyDecorator {
  return QueryFlag('Only what you have not read; absent or false, all.');
}

/** Only notifications of one kind. */
export function KindFilter(): PropertyDecorator {
  return (target, key) => {
    ApiProperty({
      enum: KINDS,
      required: false,
      example: 'task.returned',
      description: 'Only this kind.',
    })(target, key);
    IsOptional()(target, key);
    IsIn(KINDS, { message: `value is not one of ${KINDS.join(', ')}` })(target, key);
  };
}

class NotificationTargetReply {
  @ApiProperty({ enum: [...TARGET_TYPES], example: 'task' })
  type: TargetType;

  @ApiProperty({
    example: '123e4567-e89b-12d3-a456-426614174000',
    description: 'Its id, always as text. It may be gone by now.',
  })
  id: string;
}

/** What both contracts show of a notification. */
export class NotificationFacts {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: KINDS, example: 'task.returned' })
  kind: NotificationKind;

  @ApiProperty({
    example: 'Your task “First draft” came back: something is missing.',
    description: 'One sentence for you, with names and titles as they are now.',
  })
  text: string;

  @ApiProperty({
    type: NotificationTargetReply,
    nullable: true,
    description: 'What to open.',
  })
  target: NotificationTargetReply | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1, description: 'In which course.' })
  course_id: number | null;

  @ApiProperty({
    format: 'date-time',
    example: '2026-01-20T10:30:00.000Z',
    description: 'When it happened.',
  })
  occurred_at: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    format: 'date-time',
    example: null,
    description: 'When you read it; null while it is unread.',
  })
  read_at: string | null;
}

/** The filter that a query names. */
export function toNotificationFilter(query: NotificationConditions): NotificationFilter {
  return { isUnread: query.unread ?? false, kind: query.kind ?? null };
}

/** What both contracts show. */
export function toNotificationFacts(notification: Notification): NotificationFacts {
  const { id, kind, text, target, courseId, occurredAt, readAt } = notification;
  return {
    id,
    kind,
    text,
    target: target === null ? null : { type: target.type, id: target.id },
    course_id: courseId,
    occurred_at: occurredAt.toISOString(),
    read_at: readAt?.toISOString() ?? null,
  };
}
