import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { PERMISSIONS } from '../../../kernel/actor';
import { Check } from '../../http/fields';

const KNOWN: ReadonlySet<unknown> = new Set(PERMISSIONS);

/** What a key may do: at least one permission, none of them twice. */
export function PermissionListField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', enum: [...PERMISSIONS] },
      minItems: 1,
      uniqueItems: true,
      example: ['read:user', 'read:tasks'],
      description: 'What the key may do.',
    }),
    Check(
      'permissions',
      (value) => Array.isArray(value) && value.length > 0 && value.every((one) => KNOWN.has(one)),
      `value is not a list with at least one of ${PERMISSIONS.join(', ')}`,
    ),
    Check(
      'distinct',
      (value) => !Array.isArray(value) || new Set(value).size === value.length,
      'a permission is in the list twice',
    ),
  );
}
