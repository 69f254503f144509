import { Body, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RunFailed } from '../../../domain/agents/agents.errors';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import { AgentRunsService } from '../../../domain/agents/runs/agent-runs.service';
import { AgentTools } from '../../../domain/agents/tools/agent-tools.service';
import type { Actor } from '../../../kernel/actor';
import { publicId } from '../../../kernel/public-id';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import { type Envelope, enveloped, EnvelopeOf, ListEnvelopeOf } from '../envelope';
import { PublicIdParameter } from '../public-id';
import { toToolRun, ToolRunReply } from './runs.dto';
import { toTool, toToolCall, ToolCallBody, ToolReply } from './tools.dto';

/** How long a caller is kept waiting before they are sent to look later. */
const LONGEST_WAIT_MS = 25_000;

@ApiTags('AI')
@WithKey('use:ai')
@DeveloperController('ai')
export class DeveloperToolsController {
  constructor(
    private readonly tools: AgentTools,
    private readonly runs: AgentRunsService,
  ) {}

  @Get('tools')
  @ApiOperation({
    summary: 'List the tools',
    description: 'The agents, in the shape in which language models are given functions.',
  })
  @ApiOkResponse({ type: ListEnvelopeOf(ToolReply) })
  async list(): Promise<Envelope<ToolReply[]>> {
    return enveloped(this.tools.list().map(toTool));
  }

  @Post('tools/:name')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Run a tool',
    description: 'About the owner of the key, or, for coaches, about one of their students.',
  })
  @ApiOkResponse({ type: EnvelopeOf(ToolRunReply) })
  @ApiAcceptedResponse({
    type: EnvelopeOf(ToolRunReply),
    description: 'It goes on; look at Location. So with `Prefer: respond-async`.',
    headers: { Location: { schema: { type: 'string' }, description: 'Where the run is.' } },
  })
  async run(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() body: ToolCallBody,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<ToolRunReply>> {
    const mayWait = !/\brespond-async\b/i.test(prefer ?? '');
    const call = toToolCall(name, body);
    const run = await this.tools.run(actor, call, mayWait ? LONGEST_WAIT_MS : 0);
    if (run.status === 'failed') throw new RunFailed();
    if (run.status !== 'succeeded' || !mayWait) sendLater(reply, run);
    return enveloped(toToolRun(run));
  }

  @Get('runs/:run_id')
  @ApiOperation({ summary: 'Get a run of a tool', description: 'Only those that you asked for.' })
  @ApiOkResponse({ type: EnvelopeOf(ToolRunReply) })
  async get(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('run_id', 'run') id: string,
  ): Promise<Envelope<ToolRunReply>> {
    return enveloped(toToolRun(await this.runs.getOwn(actor, id)));
  }
}

function sendLater(reply: FastifyReply, { id }: AgentRun): void {
  void reply.status(202).header('Location', `/v1/ai/runs/${publicId('run', id)}`);
}
