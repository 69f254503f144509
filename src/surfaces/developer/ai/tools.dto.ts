import { ApiProperty } from '@nestjs/swagger';
import type { AgentTool, ToolCall } from '../../../domain/agents/tools/agent-tools.service';
import { uuidOf } from '../../../kernel/public-id';
import { JsonObjectField } from '../../http/value-fields';
import { PublicIdField } from '../public-id';

class FunctionReply {
  @ApiProperty({ example: 'assess_readiness' })
  name: string;

  @ApiProperty({ example: 'Assesses how ready a student is for their target colleges.' })
  description: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'A JSON Schema of the arguments.',
    example: {
      type: 'object',
      properties: { target_colleges: { type: 'array', items: { type: 'string' } } },
      required: [],
      additionalProperties: false,
    },
  })
  parameters: Record<string, unknown>;
}

/** A tool in the shape in which models are given functions. */
export class ToolReply {
  @ApiProperty({ enum: ['function'], example: 'function' })
  type: string;

  @ApiProperty({ type: FunctionReply })
  function: FunctionReply;
}

/** With what a tool is called, and about whom. */
export class ToolCallBody {
  @JsonObjectField({
    example: { target_colleges: ['Cornell University'] },
    optional: true,
    description: "What fits the tool's `parameters`; none when absent.",
  })
  arguments?: Record<string, unknown>;

  @PublicIdField('user', {
    optional: true,
    description: 'One of your students; yourself when absent.',
  })
  student_id?: string;
}

/** A tool as this contract shows it. */
export function toTool({ name, description, parameters }: AgentTool): ToolReply {
  return { type: 'function', function: { name, description, parameters: { ...parameters } } };
}

/** The domain's words for a call. */
export function toToolCall(name: string, body: ToolCallBody): ToolCall {
  return {
    name,
    studentUuid: body.student_id === undefined ? null : uuidOf('user', body.student_id),
    arguments: body.arguments ?? {},
  };
}
