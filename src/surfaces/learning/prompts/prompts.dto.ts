import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import {
  type PromptBody,
  PROMPT_TYPES,
  type PromptType,
} from '../../../domain/prompts/prompt-body';
import type { PromptDetails } from '../../../domain/prompts/prompt-catalogue';
import { LABEL_PATTERN, PRODUCTION } from '../../../domain/prompts/prompt-label';
import { LONGEST_PROMPT_NAME } from '../../../domain/prompts/prompt-name';
import type { PromptDraft } from '../../../domain/prompts/prompt-publisher';
import { bodyOf } from '../../../domain/prompts/prompt.entity';
import type { PromptSelection } from '../../../domain/prompts/prompts.service';
import type { JsonValue } from '../../../kernel/json';
import { PresentOrAbsent, TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger } from '../../http/parameters';
import { ChoiceField } from '../../http/value-fields';
import {
  ApiPromptBody,
  type ChatPromptMessageBody,
  PromptBodyField,
  toPromptBody,
} from './prompt-body.dto';
import { ConfigField, LabelsField, TagsField } from './prompt-fields';
import {
  PromptDependencyReply,
  ResolutionGraphReply,
  toDependency,
  toGraph,
} from './prompt-graph.dto';

/** A new version of a prompt. */
export class CreatePromptRequest {
  @TextField({
    maximum: LONGEST_PROMPT_NAME,
    example: 'Video Tutor',
    description: 'A name that exists gets its next version. One line, without "|" and "@@@".',
  })
  name: string;

  @ChoiceField(PROMPT_TYPES, {
    optional: true,
    example: 'text',
    description: 'Without it, `text`. The same for every version of a name.',
  })
  type?: PromptType;

  @PromptBodyField('You are a helpful tutor for {{title}}...')
  prompt: PromptBody;

  @ConfigField()
  config?: { readonly [key: string]: JsonValue };

  @LabelsField({ optional: true })
  labels?: string[];

  @TagsField({ optional: true })
  tags?: string[];

  @TextField({
    minimum: 0,
    maximum: 500,
    example: 'Initial version',
    optional: true,
    nullable: true,
  })
  commit_message?: string | null;
}

/** Which version to get. */
export class GetPromptQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'This very version.' })
  version?: number;

  @ApiProperty({
    type: 'string',
    required: false,
    pattern: LABEL_PATTERN.source,
    default: PRODUCTION,
    example: PRODUCTION,
    description: 'The version with this label; not together with `version`.',
  })
  @PresentOrAbsent(false)
  @IsString({ message: 'value is not a text' })
  @Matches(LABEL_PATTERN, { message: 'value is not a label such as production' })
  label?: string;
}

/** The labels that a version shall carry. */
export class SetLabelsRequest {
  @LabelsField({ optional: false })
  labels: string[];
}

/** One version of a prompt, as written and as resolved. */
export class PromptReply {
  @ApiProperty({ type: 'integer', example: 5 })
  id: number;

  @ApiProperty({ example: 'Video Tutor' })
  name: string;

  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  @ApiProperty({ example: 'text', enum: [...PROMPT_TYPES] })
  type: string;

  @ApiPromptBody(
    'You are a helpful tutor for {{title}}...\n@@@langfusePrompt:name=General Protocol|label=production@@@',
    'A text, or the messages of a chat prompt, as written.',
  )
  prompt: string | ChatPromptMessageBody[];

  @ApiProperty({ type: 'object', additionalProperties: true, example: {} })
  config: { readonly [key: string]: JsonValue };

  @ApiProperty({ type: [String], example: ['production'] })
  labels: string[];

  @ApiProperty({ type: [String], example: ['tutor', 'video'] })
  tags: string[];

  @ApiProperty({ type: 'string', nullable: true, example: 'Added protocol reference' })
  commit_message: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: '42',
    description: "The author's user id; null for prompts that come with Trellis.",
  })
  created_by: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-02-06T10:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-02-06T10:00:00.000Z' })
  updated_at: string;

  @ApiProperty({ type: [PromptDependencyReply] })
  dependencies: PromptDependencyReply[];

  @ApiPromptBody(
    'You are a helpful tutor for {{title}}...\nFollow these rules: ...',
    'The text or the messages with everything they include in place.',
  )
  resolved_prompt: string | ChatPromptMessageBody[];

  @ApiProperty({ type: ResolutionGraphReply })
  resolution_graph: ResolutionGraphReply;
}

/** The domain's words for a new version. */
export function toDraft(request: CreatePromptRequest): PromptDraft {
  return {
    name: request.name,
    body: request.prompt,
    config: request.config ?? {},
    labels: request.labels ?? [],
    tags: request.tags ?? null,
    commitMessage: request.commit_message ?? null,
  };
}

/** The domain's words for a choice of version. */
export function toSelection(query: GetPromptQuery): PromptSelection {
  return {
    ...(query.version === undefined ? {} : { version: query.version }),
    ...(query.label === undefined ? {} : { label: query.label }),
  };
}

/** A version as this contract shows it. */
export function toPrompt({ prompt, dependencies, resolved }: PromptDetails): PromptReply {
  return {
    id: prompt.id,
    name: prompt.name,
    version: prompt.version,
    type: prompt.type,
    prompt: toPromptBody(bodyOf(prompt)),
    config: prompt.config,
    labels: [...prompt.labels],
    tags: [...prompt.tags],
    commit_message: prompt.commitMessage,
    created_by: prompt.createdBy === null ? null : String(prompt.createdBy),
    created_at: prompt.createdAt.toISOString(),
    updated_at: prompt.updatedAt.toISOString(),
    dependencies: dependencies.map(toDependency),
    resolved_prompt: toPromptBody(resolved.messages ?? resolved.text),
    resolution_graph: toGraph(resolved.graph),
  };
}
