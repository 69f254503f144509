import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { AsSent } from '../../../http/value-fields';

export const IGNORED = 'Taken and left aside.';
export const REFUSED = 'Refused, but for the value that asks for nothing.';
/** The schema of an object whose members are read elsewhere. */
export const FREE = { type: 'object', additionalProperties: true } as const;

/** A field that is documented here and checked as a part of the whole body. */
export function WireField(options: ApiPropertyOptions): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, nullable: true, ...options } as ApiPropertyOptions),
    AsSent(),
    Allow(),
  );
}
