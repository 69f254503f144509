import type { PipeTransform } from '@nestjs/common';
import { Invalid } from '../kernel/errors';
import { isUuid } from '../kernel/id';
import { PathParameter } from './http/path-parameter';

const NAME = 'notification_id';

const PIPE: PipeTransform<string, string> = {
  transform: (value) => {
    if (isUuid(value)) return value.toLowerCase();
    throw new Invalid([{ path: ['path', NAME], message: 'value is not a uuid', rule: 'uuid' }]);
  },
};

/** The id of a notification in the path: a uuid, read in lower case. */
export function NotificationIdParameter(): ParameterDecorator {
  return PathParameter(NAME, PIPE, {
    schema: { type: 'string', format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' },
  });
}
