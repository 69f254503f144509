import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Invalid } from '../../kernel/errors';
import { Check } from './fields';
import { PathParameter } from './path-parameter';

/** The largest value of a PostgreSQL integer, the type of every id. */
export const LARGEST_ID = 2_147_483_647;
const INTEGER = /^(0|[1-9]\d{0,9})$/;

/** Reads an id from the path: plain decimal digits within the range of ids. */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  constructor(private readonly name: string) {}

  transform(value: string): number {
    const id = INTEGER.test(value) ? Number(value) : 0;
    if (id < 1 || id > LARGEST_ID) {
      throw new Invalid([
        {
          path: ['path', this.name],
          message: `value is not an id: a whole number from 1 to ${LARGEST_ID}`,
          rule: 'integer',
        },
      ]);
    }
    return id;
  }
}

/** An integer id in the path, by its name in the contract. */
export function IdParameter(name: string): ParameterDecorator {
  return PathParameter(name, new IdPipe(name), {
    schema: { type: 'integer', minimum: 1, maximum: LARGEST_ID, example: 1 },
  });
}

/**
 * A whole number of the query string, optional unless `required`. Anything but plain digits is refused:
 * an empty text, an exponent, a sign or a number too large never turns into another value.
 */
export function QueryInteger(options: {
  minimum: number;
  maximum: number;
  default?: number;
  required?: boolean;
  description: string;
}): PropertyDecorator {
  const range = `a whole number from ${options.minimum} to ${options.maximum}`;
  return applyDecorators(
    ApiProperty({
      type: 'integer',
      required: options.required ?? false,
      minimum: options.minimum,
      maximum: options.maximum,
      description: options.description,
      ...(options.default === undefined ? {} : { default: options.default }),
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && INTEGER.test(value) ? Number(value) : value,
    ),
    ...(options.required ? [] : [IsOptional()]),
    IsInt({ message: `value is not ${range}` }),
    Min(options.minimum, { message: `value is not ${range}` }),
    Max(options.maximum, { message: `value is not ${range}` }),
  );
}

/** A calendar date of the query string, optional: YYYY-MM-DD, a day that exists, from 1970 on. */
export function QueryDate(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, format: 'date', example: '2026-02-25', description }),
    IsOptional(),
    Check('date', isDate, 'value is not a date as YYYY-MM-DD'),
  );
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(value);
  return time >= 0 && new Date(time).toISOString().startsWith(value);
}

/** `skip` and `limit`, as the learning contract's lists take them. */
export class SliceQuery {
  @QueryInteger({ minimum: 0, maximum: LARGEST_ID, default: 0, description: 'Rows to leave out.' })
  skip: number = 0;

  @QueryInteger({ minimum: 1, maximum: 100, default: 100, description: 'Rows to return at most.' })
  limit: number = 100;
}
