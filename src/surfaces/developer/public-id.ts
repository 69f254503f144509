import { applyDecorators, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { NotFound } from '../../kernel/errors';
import { ID_PREFIXES, type IdKind, publicId, uuidOf } from '../../kernel/public-id';
import { Check, PresentOrAbsent } from '../http/fields';
import { PathParameter } from '../http/path-parameter';

export { publicId, uuidOf };

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

/** A public id in the path, read as its uuid; an id that cannot be one names nothing. */
export function PublicIdParameter(name: string, kind: IdKind): ParameterDecorator {
  const pipe: PipeTransform<string, string> = {
    transform: (value) => {
      const uuid = uuidOf(kind, value);
      if (uuid === null) throw new NotFound('There is nothing with this id.');
      return uuid;
    },
  };
  return PathParameter(name, pipe, {
    schema: { type: 'string', example: publicId(kind, EXAMPLE) },
  });
}

/** A public id in a body or a query string; the mapper reads it with {@link uuidOf}. */
export function PublicIdField(
  kind: IdKind,
  options: { readonly optional?: boolean; readonly description?: string } = {},
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      example: publicId(kind, EXAMPLE),
      required: !options.optional,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    ...(options.optional ? [PresentOrAbsent(false)] : []),
    Check(
      'publicId',
      (value) => typeof value === 'string' && uuidOf(kind, value) !== null,
      `value is not an id that begins with ${ID_PREFIXES[kind]}_`,
    ),
  );
}
