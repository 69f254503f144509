import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { PresentOrAbsent } from '../http/fields';

/** A text of any length up to a limit, kept to the letter; it may be empty or absent. */
export function LongTextField(options: {
  readonly maximum: number;
  readonly example: string;
  readonly description?: string;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      maxLength: options.maximum,
      example: options.example,
      required: false,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    PresentOrAbsent(false),
    IsString({ message: 'value is not a text' }),
    MaxLength(options.maximum, { message: `text has more than ${options.maximum} characters` }),
  );
}
