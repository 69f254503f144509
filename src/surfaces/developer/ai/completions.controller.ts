import { Body, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CompletionsService } from '../../../domain/completions/completions.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import { type Envelope, enveloped } from '../envelope';
import { ApiCompletionReply } from './api-completion-reply.decorator';
import { callerSignal, unlessCallerLeft } from './caller-signal';
import {
  CompletionBody,
  type CompletionReply,
  streamWordsOf,
  toCompletion,
  toRequest,
} from './completions.dto';
import { writePartStream } from './part-stream';

@ApiTags('AI')
@WithKey('use:ai')
@DeveloperController('ai/completions')
export class DeveloperCompletionsController {
  constructor(private readonly completions: CompletionsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask the model',
    description:
      'The conversation is not stored. A caller who leaves ends the reply, and what was made until then counts.',
  })
  @ApiCompletionReply()
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CompletionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<CompletionReply> | undefined> {
    const signal = callerSignal(reply);
    return unlessCallerLeft(reply, signal, () =>
      body.stream === true
        ? this.stream(actor, body, reply, signal)
        : this.whole(actor, body, signal),
    );
  }

  private async whole(
    actor: Actor,
    body: CompletionBody,
    signal: AbortSignal,
  ): Promise<Envelope<CompletionReply>> {
    return enveloped(toCompletion(await this.completions.complete(actor, toRequest(body), signal)));
  }

  private async stream(
    actor: Actor,
    body: CompletionBody,
    reply: FastifyReply,
    signal: AbortSignal,
  ): Promise<undefined> {
    const running = await this.completions.start(actor, toRequest(body), signal);
    await writePartStream(reply, running.parts, streamWordsOf(running));
  }
}
