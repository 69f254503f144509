import { ApiProperty } from '@nestjs/swagger';
import { currentStreak } from '../../../domain/users/streak';
import type { User } from '../../../domain/users/user.entity';
import {
  LocaleField,
  PasswordField,
  PresentPasswordField,
  TextField,
  TimeZoneField,
} from '../../http/fields';

/** What people may change about themselves; absent fields stay as they are. */
export class UpdateUserRequest {
  @TextField({ maximum: 200, example: 'Jane Doe', optional: true })
  full_name?: string;

  @LocaleField()
  locale?: string;

  @TimeZoneField()
  time_zone?: string;
}

/** The present password and the next. */
export class ChangePasswordRequest {
  @PresentPasswordField('SecurePass123')
  current_password: string;

  @PasswordField('a longer phrase that only I know')
  new_password: string;
}

/** A person's own account. */
export class UserReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'user@example.com' })
  email: string;

  @ApiProperty({ example: 'John Doe' })
  full_name: string;

  @ApiProperty({ example: true })
  is_active: boolean;

  @ApiProperty({ example: 'en' })
  locale: string;

  @ApiProperty({ example: 'UTC' })
  time_zone: string;

  @ApiProperty({
    type: 'integer',
    example: 5,
    description:
      'Days in a row with learning, up to today or yesterday in the time zone of the user.',
  })
  current_streak_days: number;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2026-01-20' })
  last_activity_date: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;
}

/** The account as this contract shows it. */
export function toUser(user: User): UserReply {
  return {
    id: user.id,
    email: user.email,
    full_name: user.fullName,
    is_active: user.isActive,
    locale: user.locale,
    time_zone: user.timeZone,
    current_streak_days: currentStreak(
      user.currentStreakDays,
      user.lastActivityDate,
      user.timeZone,
      new Date(),
    ),
    last_activity_date: user.lastActivityDate,
    created_at: user.createdAt.toISOString(),
  };
}
