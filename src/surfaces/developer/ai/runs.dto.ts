import { ApiProperty } from '@nestjs/swagger';
import { type AgentRun, RUN_STATUSES } from '../../../domain/agents/runs/agent-run';
import { snakeCase, TOOLS } from '../../../domain/agents/tools/tool-names';
import { publicId } from '../../../kernel/public-id';

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

class RunErrorReply {
  @ApiProperty({ example: 'internal_error' })
  code: string;

  @ApiProperty({ example: 'Something went wrong on our side.' })
  message: string;
}

/** A call of a tool. */
export class ToolRunReply {
  @ApiProperty({ example: publicId('run', EXAMPLE) })
  id: string;

  @ApiProperty({ example: 'assess_readiness' })
  tool: string;

  @ApiProperty({ example: publicId('user', EXAMPLE), description: 'Whom it is about.' })
  student_id: string;

  @ApiProperty({ enum: [...RUN_STATUSES], example: 'succeeded' })
  status: string;

  @ApiProperty({ type: 'integer', example: 100, description: '0 to 100.' })
  progress: number;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'What the tool found; null until it has succeeded.',
    example: { overall_readiness: 64, confidence: 0.75 },
  })
  result: Record<string, unknown> | null;

  @ApiProperty({ type: RunErrorReply, nullable: true })
  error: RunErrorReply | null;

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

/** A run as this contract shows it. */
export function toToolRun(run: AgentRun): ToolRunReply {
  return {
    id: publicId('run', run.id),
    tool: TOOLS[run.agent].name,
    student_id: publicId('user', run.studentUuid),
    status: run.status,
    progress: run.progress,
    result: run.status === 'succeeded' ? resultOf(run) : null,
    error:
      run.errorCode === null
        ? null
        : { code: run.errorCode, message: run.errorMessage ?? 'The tool could not finish.' },
    created_at: run.createdAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
  };
}

/** What an agent computed and what was written about it stand side by side here. */
function resultOf({ result }: AgentRun): Record<string, unknown> {
  const { computed, words, ...rest } = result as Record<string, object>;
  return inSnakeCase({ ...rest, ...computed, ...words }) as Record<string, unknown>;
}

/** The same JSON with the names of its members as this contract writes them. */
function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [snakeCase(key), inSnakeCase(member)]),
  );
}
