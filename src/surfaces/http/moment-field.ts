import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Check, PresentOrAbsent } from './fields';

const ISO_8601 = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * A moment in time as ISO 8601 text with its offset from UTC. It stays a text here; mappers make
 * the Date by {@link toMoment}.
 */
export function MomentField(options: {
  readonly example: string;
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      format: 'date-time',
      example: options.example,
      required: !options.optional,
      ...(options.nullable ? { nullable: true } : {}),
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ...(options.optional ? [PresentOrAbsent(options.nullable ?? false)] : []),
    Check('moment', isMoment, 'value is not a moment such as 2026-01-15T00:00:00Z'),
  );
}

/** The Date of a checked text; null and undefined stay what they are. */
export function toMoment<Absent extends null | undefined>(text: string | Absent): Date | Absent {
  return typeof text === 'string' ? new Date(text) : text;
}

/** Whether the text is a moment that exists: no 30 February, no hour 25. */
export function isMoment(value: unknown): boolean {
  const match = typeof value === 'string' ? ISO_8601.exec(value) : null;
  if (match === null) return false;
  const [, year = '', month = '', day = ''] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return (
    Number(year) > 0 &&
    date.toISOString().startsWith(`${year}-${month}-${day}`) &&
    !Number.isNaN(Date.parse(value as string))
  );
}
