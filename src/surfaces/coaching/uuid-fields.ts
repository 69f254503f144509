import { applyDecorators, Injectable, Param, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Invalid } from '../../kernel/errors';
import { isUuid } from '../../kernel/id';
import { Check, PresentOrAbsent } from '../http/fields';

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';
const MESSAGE = 'value is not a uuid';

@Injectable()
class UuidPipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (isUuid(value)) return value.toLowerCase();
    throw new Invalid([{ path: ['path', this.name], message: MESSAGE, rule: 'uuid' }]);
  }
}

/** A uuid in the path, by its name in the contract; read in lower case. */
export function UuidParameter(name: string): ParameterDecorator {
  return Param(name, new UuidPipe(name));
}

/** A uuid of any version in a body or a query string; read in lower case. */
export function UuidField(
  options: { readonly optional?: boolean; readonly description?: string } = {},
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      format: 'uuid',
      example: EXAMPLE,
      required: !options.optional,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.toLowerCase() : value,
    ),
    ...(options.optional ? [PresentOrAbsent(false)] : []),
    Check('uuid', (value) => typeof value === 'string' && isUuid(value), MESSAGE),
  );
}
