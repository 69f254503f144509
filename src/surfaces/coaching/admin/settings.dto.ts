import { ApiProperty } from '@nestjs/swagger';
import { SETTING_CATEGORIES } from '../../../domain/settings/setting-categories';
import type { ShownSettings } from '../../../domain/settings/settings-administration.service';
import type { ChangedBy, SettingsChange } from '../../../domain/settings/settings.repository';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { JsonObjectField } from '../../http/value-fields';
import type { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

/** The names of all categories. */
export const CATEGORIES: string[] = SETTING_CATEGORIES.map(({ category }) => category);
const EXAMPLE = {
  smtp_host: 'smtp.sendgrid.net',
  smtp_port: 587,
  from_email: 'noreply@ivylevel.com',
};
const SHOWN = {
  ...EXAMPLE,
  smtp_secure: false,
  smtp_user: 'apikey',
  smtp_password: '********',
  from_name: 'Trellis',
  reply_to: null,
  updated_at: '2025-01-20T15:45:00.000Z',
};

/** Fields of one category to change. */
export class UpdateSettingsRequest {
  @TextField({ maximum: 64, example: 'email', description: `One of ${CATEGORIES.join(', ')}.` })
  category: string;

  @JsonObjectField({
    example: EXAMPLE,
    description:
      'Fields that are not named stay as they are. Null puts the default back. A secret whose ' +
      'mask is sent back stays as it is.',
  })
  settings: Record<string, unknown>;
}

/** A category after a change. */
export class UpdatedSettingsReply {
  @ApiProperty({ example: 'updated' })
  status: string;

  @ApiProperty({ enum: CATEGORIES, example: 'email' })
  category: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: SHOWN,
    description: 'Every field of the category, secrets masked, and `updated_at`.',
  })
  settings: Record<string, unknown>;
}

/** Whoever changed settings. */
export class SettingsAdministratorReply {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  id: string;

  @ApiProperty({ example: 'Alex Admin' })
  name: string;
}

/** A category as it is. */
export class SettingsReply {
  @ApiProperty({ enum: CATEGORIES, example: 'email' })
  category: string;

  @ApiProperty({ type: 'integer', example: 3, description: 'How often it was changed.' })
  version: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: SHOWN,
    description: 'Every field, secrets masked, and `updated_at`, null while all is as configured.',
  })
  settings: Record<string, unknown>;

  @ApiProperty({
    type: SettingsAdministratorReply,
    nullable: true,
    description: 'Null while all is as configured, and when that account is gone.',
  })
  updated_by: SettingsAdministratorReply | null;
}

/** Every category. */
export class AllSettingsReply {
  @ApiProperty({ type: [SettingsReply] })
  settings: SettingsReply[];
}

/** One change of a category. */
export class SettingsVersionReply {
  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  @ApiProperty({ type: [String], example: ['smtp_host', 'smtp_password'] })
  changed_fields: readonly string[];

  @ApiProperty({ format: 'date-time', example: '2025-01-20T15:45:00.000Z' })
  changed_at: string;

  @ApiProperty({
    type: SettingsAdministratorReply,
    nullable: true,
    description: 'Null when that account is gone.',
  })
  changed_by: SettingsAdministratorReply | null;
}

/** A page of changes, the newest first. */
export class SettingsVersionsReply extends PageReply {
  @ApiProperty({ type: [SettingsVersionReply] })
  versions: SettingsVersionReply[];
}

/** That the test mail left. */
export class TestMailReply {
  @ApiProperty({ example: 'sent' })
  status: string;

  @ApiProperty({ format: 'email', example: 'admin@example.com', description: 'Your own address.' })
  recipient: string;
}

/** A category after a change as this contract shows it. */
export function toUpdatedSettings(shown: ShownSettings): UpdatedSettingsReply {
  return { status: 'updated', category: shown.category, settings: fieldsOf(shown) };
}

/** A category as this contract shows it. */
export function toSettings(shown: ShownSettings): SettingsReply {
  return {
    category: shown.category,
    version: shown.version,
    settings: fieldsOf(shown),
    updated_by: toAdministrator(shown.changedBy),
  };
}

/** Every category as this contract shows it. */
export function toAllSettings(shown: readonly ShownSettings[]): AllSettingsReply {
  return { settings: shown.map(toSettings) };
}

/** A page of changes as this contract shows it. */
export function toSettingsVersions(
  changes: Page<SettingsChange>,
  query: PageQuery,
): SettingsVersionsReply {
  return {
    versions: changes.items.map((change) => ({
      version: change.version,
      changed_fields: change.changedFields,
      changed_at: change.changedAt.toISOString(),
      changed_by: toAdministrator(change.changedBy),
    })),
    total: changes.total,
    page: query.page,
    per_page: query.per_page,
  };
}

/** Where the test mail went as this contract shows it. */
export function toTestMail(recipient: string): TestMailReply {
  return { status: 'sent', recipient };
}

/** The fields come from the category's own closed list, secrets are masked already. */
function fieldsOf({ values, changedAt }: ShownSettings): Record<string, unknown> {
  return { ...values, updated_at: changedAt?.toISOString() ?? null };
}

function toAdministrator(by: ChangedBy | null): SettingsAdministratorReply | null {
  return by === null ? null : { id: by.uuid, name: by.name };
}
