import { ApiProperty } from '@nestjs/swagger';
import { AGENT_NAMES, type AgentName } from '../../../domain/agents/agent';
import { type AgentRun, RUN_STATUSES } from '../../../domain/agents/runs/agent-run';
import { ChoiceField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { UuidField } from '../uuid-fields';
import { bodyOf } from './agent-results';

/** Which runs to list. */
export class RunsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Of one student; yours when absent.' })
  student_id?: string;

  @ChoiceField(AGENT_NAMES, { example: 'assess/profile', optional: true })
  agent?: AgentName;
}

/** A fact that a run rests on. */
class EvidenceReply {
  @ApiProperty({ example: 'e1' })
  id: string;

  @ApiProperty({ example: 'activity:12' })
  source: string;

  @ApiProperty({ example: 'Robotics club: captain, 6 hours a week' })
  fact: string;
}

/** A call of an agent. */
export class RunReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: [...AGENT_NAMES], example: 'assess/profile' })
  agent: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ enum: [...RUN_STATUSES], example: 'succeeded' })
  status: string;

  @ApiProperty({ type: 'integer', example: 100, description: '0 to 100.' })
  progress: number;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: "What the agent's own route answers with; null until it has succeeded.",
    example: { status: 'success' },
  })
  result: Record<string, unknown> | null;

  @ApiProperty({ type: [EvidenceReply], description: 'Every fact it rests on, and its source.' })
  evidence: EvidenceReply[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'template',
    description: 'Who wrote the words: template or model.',
  })
  writer: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  model: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'Profile Assessment' })
  prompt_name: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  prompt_version: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  error: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:30:01.000Z',
  })
  finished_at: string | null;
}

/** Runs of agents. */
export class RunsReply {
  @ApiProperty({ type: [RunReply] })
  runs: RunReply[];

  @ApiProperty({ type: 'integer', example: 1 })
  page: number;

  @ApiProperty({ type: 'integer', example: 20 })
  per_page: number;
}

/** A run as this contract shows it. */
export function toRun(run: AgentRun): RunReply {
  return {
    id: run.id,
    agent: run.agent,
    student_id: run.studentUuid,
    status: run.status,
    progress: run.progress,
    result: run.status === 'succeeded' ? { ...bodyOf(run) } : null,
    evidence: (run.evidence ?? []).map(({ id, source, fact }) => ({ id, source, fact })),
    writer: run.writer,
    model: run.model,
    prompt_name: run.promptName,
    prompt_version: run.promptVersion,
    error: run.errorMessage,
    created_at: run.createdAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
  };
}
