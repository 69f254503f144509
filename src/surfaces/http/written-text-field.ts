import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { Check, PresentOrAbsent } from './fields';

/**
 * Text or Markdown that a person wrote, kept to the letter: spaces at its ends may mean something.
 * Nothing but spaces is refused.
 */
export function WrittenTextField(options: {
  readonly maximum: number;
  readonly example: string;
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      ...(options.nullable ? { nullable: true } : {}),
      minLength: 1,
      maxLength: options.maximum,
      example: options.example,
      required: !options.optional,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ...(options.optional ? [PresentOrAbsent(options.nullable ?? false)] : []),
    IsString({ message: 'value is not a text' }),
    Check('notBlank', isNotBlank, 'text must not be empty'),
    MaxLength(options.maximum, { message: `text has more than ${options.maximum} characters` }),
  );
}

function isNotBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() !== '';
}
