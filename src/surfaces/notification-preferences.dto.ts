import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
} from '../domain/notifications/notification-kind';
import type {
  ChannelPreference,
  NotificationPreferences,
  NotificationWish,
} from '../domain/notifications/notification-preference';
import { Check } from './http/fields';
import { ChoiceField, FlagField } from './http/value-fields';

const KINDS = [...NOTIFICATION_KINDS];
const MOST = KINDS.length;

/** What you want of one kind; absent stays as it is. */
class NotificationWishField {
  @ChoiceField(KINDS, { example: 'task.completed' })
  kind: NotificationKind;

  @FlagField({ optional: true, example: true, description: 'In the list, and over the socket.' })
  in_app?: boolean;

  @FlagField({ optional: true, example: false, description: 'By mail, if you did not read it.' })
  email?: boolean;
}

/** A list within the list holds no wish, and would be looked into as if it were the list. */
function isListOfWishes(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => entry instanceof NotificationWishField);
}

/** Kinds of notifications of which you want something else. */
export class NotificationPreferencesRequest {
  @ApiProperty({
    type: [NotificationWishField],
    minItems: 1,
    maxItems: MOST,
    description: 'Each kind at most once; kinds that are not named stay as they are.',
  })
  @IsArray({ message: 'value is not a list' })
  @ArrayMinSize(1, { message: 'list needs at least 1 entry' })
  @ArrayMaxSize(MOST, { message: `list has more than ${MOST} entries` })
  @ValidateNested({ each: true, message: 'entry is not an object with a kind' })
  @Check('entries', isListOfWishes, 'entry is not an object with a kind')
  @Type(() => NotificationWishField)
  preferences: NotificationWishField[];
}

class ChannelPreferenceReply {
  @ApiProperty({ example: true })
  enabled: boolean;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'Why it can’t be changed; null when it can.',
  })
  fixed_because: string | null;
}

class NotificationPreferenceReply {
  @ApiProperty({ enum: KINDS, example: 'task.completed' })
  kind: NotificationKind;

  @ApiProperty({
    example: 'Somebody accepted your task, or you passed what it asks for.',
    description: 'When you are told.',
  })
  description: string;

  @ApiProperty({ type: ChannelPreferenceReply, description: 'In the list, and over the socket.' })
  in_app: ChannelPreferenceReply;

  @ApiProperty({
    type: ChannelPreferenceReply,
    description: 'By mail: what you have not read after ten minutes, all of it in one mail.',
  })
  email: ChannelPreferenceReply;
}

/** Of what you are told, and how. */
export class NotificationPreferencesReply {
  @ApiProperty({
    type: [NotificationPreferenceReply],
    description: 'Every kind of which somebody with your roles may be told.',
  })
  preferences: NotificationPreferenceReply[];

  @ApiProperty({
    example: false,
    description:
      'Whether you refused every mail of notifications, by the link in one or among your kinds of mail: then none is sent, whatever is enabled here.',
  })
  mails_refused: boolean;
}

/** Preferences as both contracts show them. */
export function toNotificationPreferences({
  preferences,
  areMailsRefused,
}: NotificationPreferences): NotificationPreferencesReply {
  return {
    preferences: preferences.map(({ kind, description, in_app, email }) => ({
      kind,
      description,
      in_app: toChannel(in_app),
      email: toChannel(email),
    })),
    mails_refused: areMailsRefused,
  };
}

/** The domain's words for what changes. */
export function toNotificationWishes({
  preferences,
}: NotificationPreferencesRequest): NotificationWish[] {
  return preferences.map(({ kind, in_app, email }) => ({
    kind,
    ...(in_app !== undefined && { in_app }),
    ...(email !== undefined && { email }),
  }));
}

function toChannel({ isOn, fixedBecause }: ChannelPreference): ChannelPreferenceReply {
  return { enabled: isOn, fixed_because: fixedBecause };
}
