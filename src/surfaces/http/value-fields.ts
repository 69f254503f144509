import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { unmaskConstructorKeys } from './constructor-keys';
import { PresentOrAbsent } from './fields';
import { LARGEST_ID } from './parameters';

interface FieldOptions {
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}

interface IntegerOptions extends FieldOptions {
  readonly minimum: number;
  readonly maximum?: number;
  readonly example: number;
}

/** A whole number that fits its column. */
export function IntegerField(options: IntegerOptions): PropertyDecorator {
  const { minimum, maximum = LARGEST_ID, example } = options;
  const range = `value is not a whole number from ${minimum} to ${maximum}`;
  return applyDecorators(
    ApiProperty({ type: 'integer', minimum, maximum, example, ...documented(options) }),
    ...presence(options),
    IsInt({ message: range }),
    Min(minimum, { message: range }),
    Max(maximum, { message: range }),
  );
}

/** The id of something else. */
export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return IntegerField({ ...options, minimum: 1, example: 1 });
}

/** True or false. */
export function FlagField(
  options: FieldOptions & { readonly example: boolean },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'boolean', example: options.example, ...documented(options) }),
    ...presence(options),
    IsBoolean({ message: 'value is not true or false' }),
  );
}

/** One word of a closed list. */
export function ChoiceField(
  choices: readonly string[],
  options: FieldOptions & { readonly example: string },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      enum: [...choices],
      example: options.example,
      ...documented(options),
    }),
    ...presence(options),
    IsIn(choices, { message: `value is not one of ${choices.join(', ')}` }),
  );
}

/** A JSON object whose members the domain checks; it is handed on as it came. */
export function JsonObjectField(
  options: FieldOptions & { readonly example: Record<string, unknown> },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: true,
      example: options.example,
      selfRequired: !options.optional,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    AsSent(),
    ...presence(options),
    IsObject({ message: 'value is not an object' }),
  );
}

/** The value as it came: class-transformer leaves out members named like a method, e.g. toString. */
export function AsSent(): PropertyDecorator {
  return Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) =>
    unmaskConstructorKeys(obj[key]),
  );
}

function documented(options: FieldOptions): {
  required: boolean;
  nullable?: boolean;
  description?: string;
} {
  return {
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
  };
}

function presence(options: FieldOptions): PropertyDecorator[] {
  return options.optional ? [PresentOrAbsent(options.nullable ?? false)] : [];
}
