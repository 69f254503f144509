import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray } from 'class-validator';
import { isUuid } from '../../kernel/id';
import { Check, PresentOrAbsent } from './fields';

/** A list of uuids, each once, read in lower case; absent means none. */
export function UuidListField(options: {
  readonly most: number;
  readonly description?: string;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      maxItems: options.most,
      example: ['123e4567-e89b-12d3-a456-426614174000'],
      required: false,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? value.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id))
        : value,
    ),
    PresentOrAbsent(false),
    IsArray({ message: 'value is not a list of uuids' }),
    ArrayMaxSize(options.most, { message: `the list has more than ${options.most} ids` }),
    Check(
      'uuids',
      (value) => Array.isArray(value) && value.every((id) => typeof id === 'string' && isUuid(id)),
      'every entry is a uuid',
    ),
    Check(
      'distinct',
      (value) => !Array.isArray(value) || new Set(value).size === value.length,
      'an id comes twice',
    ),
  );
}
