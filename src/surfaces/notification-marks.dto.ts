import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { MarkedNotifications } from '../domain/notifications/notification';
import { isUuid } from '../kernel/id';
import { Check, PresentOrAbsent } from './http/fields';

/** What to mark as read: everything, or one notification and every older one. */
export class ReadNotificationsRequest {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    required: false,
    example: '0198c0de-7e57-4abc-8def-0123456789ab',
    description:
      'The newest that you have seen: what came after it stays unread. Absent, everything is marked.',
  })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  )
  @PresentOrAbsent(false)
  @Check('uuid', (value) => typeof value === 'string' && isUuid(value), 'value is not a uuid')
  up_to?: string;
}

/** How many notifications wait to be read. */
export class UnreadNotificationsReply {
  @ApiProperty({ type: 'integer', minimum: 0, example: 3 })
  unread_count: number;
}

/** What came of marking. */
export class MarkedNotificationsReply extends UnreadNotificationsReply {
  @ApiProperty({ type: 'integer', minimum: 0, example: 2, description: 'How many were marked.' })
  marked: number;
}

/** What came of marking, as both contracts show it. */
export function toMarked({ marked, unread }: MarkedNotifications): MarkedNotificationsReply {
  return { marked, unread_count: unread };
}
