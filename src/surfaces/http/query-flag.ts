import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

const FLAGS: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** `true` or `false` in the query string, optional. Any other word is refused. */
export function QueryFlag(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'boolean', required: false, example: true, description }),
    Transform(({ value }: { value: unknown }) => FLAGS.get(value) ?? value),
    IsOptional(),
    IsBoolean({ message: 'value is not true or false' }),
  );
}
