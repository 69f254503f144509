import { applyDecorators, type Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNotFoundResponse, ApiOkResponse } from '@nestjs/swagger';
import { CoachingError } from '../coaching.surface';
import { RunReply } from './runs.dto';

/** Documents what an agent's route answers: its result, where to look for it, or no such student. */
export const ApiAgentReplies = (type: Type): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({ type }),
    ApiAcceptedResponse({
      type: RunReply,
      description: 'It goes on; look at Location. So with `Prefer: respond-async`.',
      headers: { Location: { schema: { type: 'string' }, description: 'Where the run is.' } },
    }),
    ApiNotFoundResponse({
      type: CoachingError,
      description: 'There is no such student, or you have nothing to do with them.',
    }),
  );
