import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsString, MaxLength, MinLength } from 'class-validator';
import { PresentOrAbsent } from '../http/fields';

/** A list of short texts, none of them empty; spaces around each don't count. */
export function TextListField(options: {
  readonly most: number;
  readonly longest: number;
  readonly example: readonly string[];
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}): PropertyDecorator {
  const { most, longest, example } = options;
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: longest },
      maxItems: most,
      example,
      required: !options.optional,
      ...(options.nullable ? { nullable: true } : {}),
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? value.map((text: unknown) => (typeof text === 'string' ? text.trim() : text))
        : value,
    ),
    ...(options.optional ? [PresentOrAbsent(options.nullable ?? false)] : []),
    IsArray({ message: 'value is not a list of texts' }),
    ArrayMaxSize(most, { message: `the list has more than ${most} texts` }),
    IsString({ each: true, message: 'every entry must be a text' }),
    MinLength(1, { each: true, message: 'a text in the list is empty' }),
    MaxLength(longest, {
      each: true,
      message: `a text in the list has more than ${longest} characters`,
    }),
  );
}
