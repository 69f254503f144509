import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { LARGEST_ID } from './parameters';

const LONGEST = 1_000;

/** A list of ids, at least one; what they are ids of, and whether one may come twice, the domain says. */
export function IdListField(options: {
  readonly example: readonly number[];
  readonly description: string;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: LARGEST_ID },
      minItems: 1,
      maxItems: LONGEST,
      example: options.example,
      description: options.description,
    }),
    IsArray({ message: 'value is not a list' }),
    ArrayMinSize(1, { message: 'the list is empty' }),
    ArrayMaxSize(LONGEST, { message: `the list has more than ${LONGEST} entries` }),
    IsInt({ each: true, message: 'every entry must be a whole number' }),
    Min(1, { each: true, message: 'ids start at 1' }),
    Max(LARGEST_ID, { each: true, message: `ids end at ${LARGEST_ID}` }),
  );
}
