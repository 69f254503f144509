import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AgentRunsService } from '../../../domain/agents/runs/agent-runs.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import { RunReply, RunsQuery, RunsReply, toRun } from './runs.dto';

@ApiTags('AI Agents')
@SignedIn()
@CoachingController('agents/runs')
export class CoachingAgentRunsController {
  constructor(private readonly runs: AgentRunsService) {}

  @Get()
  @ApiOperation({
    summary: 'List runs of agents',
    description:
      'About one of your students, or about yourself; the newest first. A student sees what they asked for themselves.',
  })
  @ApiOkResponse({ type: RunsReply })
  async list(@CurrentActor() actor: Actor, @Query() query: RunsQuery): Promise<RunsReply> {
    const found = await this.runs.list(
      actor,
      query.student_id ?? null,
      query.agent ?? null,
      sliceOf(query),
    );
    return { runs: found.map(toRun), page: query.page, per_page: query.per_page };
  }

  @Get(':run_id')
  @ApiOperation({ summary: 'Get a run', description: 'Its progress, and its result at the end.' })
  @ApiOkResponse({ type: RunReply })
  async get(@CurrentActor() actor: Actor, @UuidParameter('run_id') id: string): Promise<RunReply> {
    return toRun(await this.runs.get(actor, id));
  }
}
