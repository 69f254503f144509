import { Body, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CompletionModels } from '../../../../domain/completions/completion-models';
import { CompletionsService } from '../../../../domain/completions/completions.service';
import type { Actor } from '../../../../kernel/actor';
import { CurrentActor, WithKey } from '../../../access';
import { DeveloperController } from '../../developer-controller';
import { callerSignal, unlessCallerLeft } from '../caller-signal';
import { writePartStream } from '../part-stream';
import { ApiWireReply } from './api-wire-reply.decorator';
import { ChatCompletionBody } from './chat-body.dto';
import {
  chunkWordsOf,
  OpenAiChatCompletion,
  OpenAiModel,
  OpenAiModelList,
  toChatCompletion,
  toOpenAiModel,
} from './chat-completions.dto';
import { type ChatRequest, chatRequestOf } from './chat-request';
import { withDefaultModel } from './model-alias';

@ApiTags('AI')
@WithKey('use:ai')
@DeveloperController('ai/openai')
export class DeveloperOpenAiController {
  constructor(
    private readonly completions: CompletionsService,
    private readonly models: CompletionModels,
  ) {}

  @Get('models')
  @ApiOperation({ summary: "List the models, in OpenAI's words" })
  @ApiOkResponse({ type: OpenAiModelList })
  async list(): Promise<OpenAiModelList> {
    return { object: 'list', data: this.models.list().map(toOpenAiModel) };
  }

  @Get('models/:model')
  @ApiOperation({ summary: "Get a model, in OpenAI's words" })
  @ApiOkResponse({ type: OpenAiModel })
  async get(@Param('model') model: string): Promise<OpenAiModel> {
    return toOpenAiModel(this.models.get(model));
  }

  @Post('chat/completions')
  @HttpCode(200)
  @ApiOperation({
    summary: "Ask the model, in OpenAI's words",
    description:
      "OpenAI's clients work with the base URL `/v1/ai/openai` of this server and an API key. Tools, images, sound, " +
      'log probabilities, other formats than text and more than one choice are refused.',
  })
  @ApiWireReply(OpenAiChatCompletion, 'data: [DONE]\n\n')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: ChatCompletionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenAiChatCompletion | undefined> {
    const request = chatRequestOf(body);
    const signal = callerSignal(reply);
    return unlessCallerLeft(reply, signal, () =>
      request.isStreamed
        ? this.stream(actor, request, reply, signal)
        : this.whole(actor, request, signal),
    );
  }

  private async whole(
    actor: Actor,
    { completion }: ChatRequest,
    signal: AbortSignal,
  ): Promise<OpenAiChatCompletion> {
    return toChatCompletion(
      await this.completions.complete(actor, withDefaultModel(completion), signal),
    );
  }

  private async stream(
    actor: Actor,
    { completion, includesUsage }: ChatRequest,
    reply: FastifyReply,
    signal: AbortSignal,
  ): Promise<undefined> {
    const running = await this.completions.start(actor, withDefaultModel(completion), signal);
    await writePartStream(reply, running.parts, chunkWordsOf(running, includesUsage));
  }
}
