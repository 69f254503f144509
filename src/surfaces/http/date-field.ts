import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Check, PresentOrAbsent } from './fields';

const DATE = /^(19|20|21)\d{2}-\d{2}-\d{2}$/;

/** A calendar date that exists, as YYYY-MM-DD, from 1900 to 2199. */
export function DateField(options: {
  readonly example: string;
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      format: 'date',
      example: options.example,
      required: !options.optional,
      ...(options.nullable ? { nullable: true } : {}),
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ...(options.optional ? [PresentOrAbsent(options.nullable ?? false)] : []),
    Check('date', isCalendarDate, 'value is not a date that exists, as YYYY-MM-DD'),
  );
}

function isCalendarDate(value: unknown): boolean {
  if (typeof value !== 'string' || !DATE.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
