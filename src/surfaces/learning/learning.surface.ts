import { ApiProperty, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { Issue } from '../../kernel/errors';
import { STATUS, surface } from '../surface';
import { learningRateLimits } from './learning.rate-limits';

/** One wrong field, as the learning contract names it. */
class LearningIssue {
  @ApiProperty({
    description: 'Where: body, query, path or header, then the names on the way.',
    type: 'array',
    items: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    example: ['body', 'email'],
  })
  loc: (string | number)[];

  @ApiProperty({ example: 'value is not a valid email address' })
  msg: string;

  @ApiProperty({ example: 'value_error.email' })
  type: string;
}

/** Every error of the learning surface. */
@ApiExtraModels(LearningIssue)
export class LearningError {
  @ApiProperty({
    description: 'What was wrong; for invalid input, each wrong field.',
    oneOf: [{ type: 'string' }, { type: 'array', items: { $ref: getSchemaPath(LearningIssue) } }],
    example: 'This course does not exist.',
  })
  detail: string | LearningIssue[];
}

/** The AI tutoring contract. */
export const learning = surface({
  name: 'learning',
  title: 'Trellis Learning API',
  description:
    'Courses, lessons and a tutor that streams its answers. Sign in, open a lesson, learn.',
  prefixes: ['api/v1'],
  deprecations: [],
  rateLimits: learningRateLimits,
  status: { ...STATUS, invalid: 422 },
  errorReply: LearningError,
  renderError: (error) => ({
    detail: error.issues.length > 0 ? error.issues.map(toIssue) : error.message,
  }),
});

/** A controller of the learning surface. */
export const LearningController = (path: string): ClassDecorator => learning.controller(path);

function toIssue(issue: Issue): LearningIssue {
  return { loc: [...issue.path], msg: issue.message, type: `value_error.${issue.rule}` };
}
