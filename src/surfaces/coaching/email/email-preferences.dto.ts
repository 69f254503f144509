import { ApiProperty } from '@nestjs/swagger';
import { REFUSABLE_CATEGORIES } from '../../../domain/email/email-category';
import type { EmailPreferences } from '../../../domain/email/email-preferences.service';
import { FlagField } from '../../http/value-fields';

const WANTED = { optional: true, example: true };

/** Which kinds of mail you want; absent stays as it is. */
export class EmailPreferencesRequest {
  @FlagField({ ...WANTED, description: 'What you and your coach agreed on.' })
  session_summary?: boolean;

  @FlagField({ ...WANTED, description: 'Something that you reached.' })
  milestone?: boolean;

  @FlagField({ ...WANTED, description: 'What you did in a week.' })
  weekly_progress?: boolean;

  @FlagField({ ...WANTED, description: 'For coaches: students who were not heard of.' })
  low_engagement?: boolean;

  @FlagField({ ...WANTED, description: 'What coaches and admins write of their own.' })
  announcements?: boolean;

  @FlagField({
    ...WANTED,
    description: 'What you were told and have not read; see the preferences of notifications.',
  })
  notifications?: boolean;
}

/** Which kinds of mail a person wants. */
export class EmailPreferencesReply {
  @ApiProperty({ example: true })
  session_summary: boolean;

  @ApiProperty({ example: true })
  milestone: boolean;

  @ApiProperty({ example: true })
  weekly_progress: boolean;

  @ApiProperty({ example: true })
  low_engagement: boolean;

  @ApiProperty({ example: true })
  announcements: boolean;

  @ApiProperty({ example: true })
  notifications: boolean;

  @ApiProperty({
    enum: [true],
    example: true,
    description: 'What belongs to something you did, or what you must know, always comes.',
  })
  transactional: boolean;
}

/** Mails of one kind have ended. */
export class UnsubscribedReply {
  @ApiProperty({ enum: ['unsubscribed'], example: 'unsubscribed' })
  status: string;

  @ApiProperty({ enum: [...REFUSABLE_CATEGORIES], example: 'weekly_progress' })
  category: string;
}

/** Preferences as this contract shows them. */
export function toEmailPreferences(preferences: EmailPreferences): EmailPreferencesReply {
  return {
    session_summary: preferences.session_summary,
    milestone: preferences.milestone,
    weekly_progress: preferences.weekly_progress,
    low_engagement: preferences.low_engagement,
    announcements: preferences.announcements,
    notifications: preferences.notifications,
    transactional: true,
  };
}

/** The domain's words for what changes. */
export function toWishes(request: EmailPreferencesRequest): Partial<EmailPreferences> {
  return Object.fromEntries(
    REFUSABLE_CATEGORIES.flatMap((category) => {
      const isWanted = request[category];
      return isWanted === undefined ? [] : [[category, isWanted]];
    }),
  );
}
