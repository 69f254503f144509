import { ApiProperty } from '@nestjs/swagger';

/** A text that may be null. */
export function NullableText(example: string, description?: string): PropertyDecorator {
  return ApiProperty({ type: 'string', nullable: true, example, ...described(description) });
}

/** A day, `YYYY-MM-DD`, that may be null. */
export function NullableDate(example: string, description?: string): PropertyDecorator {
  return ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    example,
    ...described(description),
  });
}

/** A number that may be null. */
export function NullableNumber(example: number, description?: string): PropertyDecorator {
  return ApiProperty({ type: 'number', nullable: true, example, ...described(description) });
}

/** A list that may be null. */
export function NullableList(
  type: 'string' | 'integer',
  example: readonly (string | number)[],
  description?: string,
): PropertyDecorator {
  return ApiProperty({
    type: 'array',
    items: { type },
    nullable: true,
    example,
    ...described(description),
  });
}

function described(description: string | undefined): { description?: string } {
  return description === undefined ? {} : { description };
}
