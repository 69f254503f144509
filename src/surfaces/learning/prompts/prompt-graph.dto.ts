import { ApiProperty } from '@nestjs/swagger';
import type { PromptReference } from '../../../domain/prompts/prompt-reference';
import type { ResolutionGraph } from '../../../domain/prompts/prompt-resolver';
import type { PromptNode } from '../../../domain/prompts/prompt-source';

/** One prompt that a text includes, by version or by label. */
export class PromptDependencyReply {
  @ApiProperty({ example: 'General Protocol' })
  child_name: string;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  child_version: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'production' })
  child_label: string | null;
}

/** One version in the graph of a resolved prompt. */
export class PromptNodeReply {
  @ApiProperty({ example: 'Video Tutor' })
  name: string;

  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  @ApiProperty({ type: 'integer', example: 5 })
  id: number;
}

/** The versions that a resolved text was put together from. */
export class ResolutionGraphReply {
  @ApiProperty({ type: PromptNodeReply })
  root: PromptNodeReply;

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'array',
      items: { $ref: '#/components/schemas/PromptNodeReply' },
    },
    example: { 5: [{ name: 'General Protocol', version: 3, id: 4 }] },
    description: 'By the id of each prompt that includes others: what it includes.',
  })
  dependencies: Record<string, PromptNodeReply[]>;
}

/** An inclusion as this contract shows it. */
export function toDependency(reference: PromptReference): PromptDependencyReply {
  return {
    child_name: reference.name,
    child_version: reference.version,
    child_label: reference.label,
  };
}

/** What a text was put together from, as this contract shows it. */
export function toGraph(graph: ResolutionGraph): ResolutionGraphReply {
  return {
    root: toNode(graph.root),
    dependencies: Object.fromEntries(
      Object.entries(graph.dependencies).map(([id, children]) => [id, children.map(toNode)]),
    ),
  };
}

function toNode({ name, version, id }: PromptNode): PromptNodeReply {
  return { name, version, id };
}
