import { Body, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CompletionsService } from '../../../../domain/completions/completions.service';
import type { Actor } from '../../../../kernel/actor';
import { CurrentActor, WithKey } from '../../../access';
import { DeveloperController } from '../../developer-controller';
import { callerSignal, unlessCallerLeft } from '../caller-signal';
import { writePartStream } from '../part-stream';
import { ApiWireReply } from './api-wire-reply.decorator';
import { withDefaultModel } from './model-alias';
import { ResponseBody } from './response-body.dto';
import { type ResponseRequest, responseRequestOf } from './response-request';
import { OpenAiResponse, responseWordsOf, toResponse } from './responses.dto';

@ApiTags('AI')
@WithKey('use:ai')
@DeveloperController('ai/openai/responses')
export class DeveloperOpenAiResponsesController {
  constructor(private readonly completions: CompletionsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: "Ask the model, in the words of OpenAI's newer interface",
    description: 'Nothing is stored: send the whole conversation as `input`.',
  })
  @ApiWireReply(OpenAiResponse, 'event: response.completed\ndata: {}\n\n')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: ResponseBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenAiResponse | undefined> {
    const request = responseRequestOf(body);
    const signal = callerSignal(reply);
    return unlessCallerLeft(reply, signal, () =>
      request.isStreamed
        ? this.stream(actor, request, reply, signal)
        : this.whole(actor, request, signal),
    );
  }

  private async whole(
    actor: Actor,
    { completion }: ResponseRequest,
    signal: AbortSignal,
  ): Promise<OpenAiResponse> {
    return toResponse(await this.completions.complete(actor, withDefaultModel(completion), signal));
  }

  private async stream(
    actor: Actor,
    { completion }: ResponseRequest,
    reply: FastifyReply,
    signal: AbortSignal,
  ): Promise<undefined> {
    const running = await this.completions.start(actor, withDefaultModel(completion), signal);
    await writePartStream(reply, running.parts, responseWordsOf(running));
  }
}
