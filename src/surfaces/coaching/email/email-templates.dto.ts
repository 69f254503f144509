import { ApiProperty } from '@nestjs/swagger';
import type { EmailVariables } from '../../../domain/email/email';
import { EMAIL_TEMPLATE_NAMES } from '../../../domain/email/email-template-name';
import type { EmailWording } from '../../../domain/email/templates/email-template';
import type {
  TemplateDetails,
  TemplateSummary,
} from '../../../domain/email/templates/email-templates.service';
import type { JsonValue } from '../../../kernel/json';
import { IntegerField, JsonObjectField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const LONGEST_PART = 50_000;

/** New words for a template. */
export class TemplateVersionRequest {
  @WrittenTextField({ maximum: 500, example: 'Your week on {{ product }}' })
  subject: string;

  @WrittenTextField({
    maximum: LONGEST_PART,
    example: '<p>Hello {{ name }},</p>',
    description: 'What stands inside the frame of every mail. Values are escaped.',
  })
  html: string;

  @WrittenTextField({ maximum: LONGEST_PART, example: 'Hello {{ name }},' })
  text: string;
}

/** Values to try a template with. */
export class PreviewRequest {
  @IntegerField({
    minimum: 1,
    example: 1,
    optional: true,
    description: 'The version in use when absent.',
  })
  version?: number;

  @JsonObjectField({
    optional: true,
    example: { completed_items: 7 },
    description: 'Examples stand in for what is absent.',
  })
  variables?: EmailVariables;
}

/** A value that a template's placeholders name. */
class TemplateVariableReply {
  @ApiProperty({ example: 'completed_items' })
  name: string;

  @ApiProperty({ example: 'Lessons and exercises finished.' })
  description: string;

  @ApiProperty({
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { type: 'string' } },
    ],
    example: 7,
  })
  example: unknown;
}

/** A template. */
class TemplateSummaryReply {
  @ApiProperty({ enum: [...EMAIL_TEMPLATE_NAMES], example: 'weekly-progress' })
  name: string;

  @ApiProperty({ example: 'What a student did in the last week.' })
  description: string;

  @ApiProperty({
    type: 'integer',
    example: 1,
    description: '1 is the one that comes with Trellis.',
  })
  active_version: number;

  @ApiProperty({ type: [TemplateVariableReply] })
  variables: TemplateVariableReply[];
}

/** Every template. */
export class TemplatesReply {
  @ApiProperty({ type: [TemplateSummaryReply] })
  templates: TemplateSummaryReply[];
}

/** The words of a mail. */
export class WordingReply {
  @ApiProperty({ example: 'Your week on Trellis' })
  subject: string;

  @ApiProperty({ example: '<p>Hello Ada,</p>' })
  html: string;

  @ApiProperty({ example: 'Hello Ada,' })
  text: string;
}

/** A version that an admin wrote. */
class TemplateVersionReply {
  @ApiProperty({ type: 'integer', example: 2 })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;
}

/** A template with its words in use. */
export class TemplateReply extends TemplateSummaryReply {
  @ApiProperty({ type: WordingReply })
  wording: WordingReply;

  @ApiProperty({ type: [TemplateVersionReply], description: 'From version 2 on.' })
  versions: TemplateVersionReply[];
}

/** Words that were stored. */
export class TemplateStoredReply {
  @ApiProperty({ enum: [...EMAIL_TEMPLATE_NAMES], example: 'weekly-progress' })
  name: string;

  @ApiProperty({ type: 'integer', example: 2 })
  version: number;
}

/** A template in a list, as this contract shows it. */
export function toTemplateSummary({
  template,
  activeVersion,
}: TemplateSummary): TemplateSummaryReply {
  return {
    name: template.name,
    description: template.description,
    active_version: activeVersion,
    variables: Object.entries(template.variables).map(([name, variable]) => ({
      name,
      description: variable.description,
      example: variable.example satisfies JsonValue,
    })),
  };
}

/** A template as this contract shows it. */
export function toTemplate(details: TemplateDetails): TemplateReply {
  return {
    ...toTemplateSummary(details),
    wording: toWording(details.active.wording),
    versions: details.versions.map(({ version, createdAt }) => ({
      version,
      created_at: createdAt.toISOString(),
    })),
  };
}

/** Words as this contract shows them. */
export function toWording({ subject, html, text }: EmailWording): WordingReply {
  return { subject, html, text };
}
