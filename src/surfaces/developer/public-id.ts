import { applyDecorators, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { NotFound } from '../../kernel/errors';
import { decodeUuid, encodeUuid } from '../../kernel/id';
import { Check, PresentOrAbsent } from '../http/fields';
import { PathParameter } from '../http/path-parameter';

/** What the ids of the developer contract begin with, by what they name. */
export const ID_PREFIXES = {
  user: 'usr',
  key: 'key',
  task: 'tsk',
  goal: 'goal',
  transfer: 'ptx',
  stake: 'stk',
  run: 'run',
  webhook: 'whk',
  delivery: 'dlv',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

/** A uuid as the developer contract shows it: a word for its kind, then 22 base62 characters. */
export function publicId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${encodeUuid(uuid)}`;
}

/** The uuid that {@link publicId} made this text from; null for every other text. */
export function uuidOf(kind: IdKind, text: string): string | null {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return text.startsWith(prefix) ? decodeUuid(text.slice(prefix.length)) : null;
}

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
