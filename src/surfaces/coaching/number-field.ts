import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNumber, Max, Min } from 'class-validator';
import { PresentOrAbsent } from '../http/fields';

const DECIMALS = 3;

/** A number with at most three decimals, within its bounds. */
export function NumberField(options: {
  readonly minimum: number;
  readonly maximum: number;
  readonly example: number;
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}): PropertyDecorator {
  const { minimum, maximum, example } = options;
  const message = `value is not a number from ${minimum} to ${maximum} with at most ${DECIMALS} decimals`;
  return applyDecorators(
    ApiProperty({
      type: 'number',
      minimum,
      maximum,
      example,
      required: !options.optional,
      ...(options.nullable ? { nullable: true } : {}),
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ...(options.optional ? [PresentOrAbsent(options.nullable ?? false)] : []),
    IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: DECIMALS }, { message }),
    Min(minimum, { message }),
    Max(maximum, { message }),
  );
}
