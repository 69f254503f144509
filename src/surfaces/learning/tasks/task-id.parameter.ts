import type { PipeTransform } from '@nestjs/common';
import { Invalid } from '../../../kernel/errors';
import { isUuid } from '../../../kernel/id';
import { PathParameter } from '../../http/path-parameter';

/** The id of a task in the path: a uuid, read in lower case. */
export function TaskIdParameter(name: string): ParameterDecorator {
  const pipe: PipeTransform<string, string> = {
    transform: (value) => {
      if (isUuid(value)) return value.toLowerCase();
      throw new Invalid([{ path: ['path', name], message: 'value is not a uuid', rule: 'uuid' }]);
    },
  };
  return PathParameter(name, pipe, {
    schema: { type: 'string', format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' },
  });
}
