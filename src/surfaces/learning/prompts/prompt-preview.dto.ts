import { ApiProperty } from '@nestjs/swagger';
import type { PromptPreview } from '../../../domain/prompts/prompt-preview.service';
import { PromptTextField, VariablesField } from './prompt-fields';
import { PromptDependencyReply, toDependency } from './prompt-graph.dto';

/** A text to look at before it is saved. */
export class PreviewPromptRequest {
  @PromptTextField('Hello {{title}}, @@@langfusePrompt:name=General Protocol|label=production@@@')
  prompt_text: string;

  @VariablesField()
  variables?: Record<string, string>;
}

/** What a text comes to. */
export class PromptPreviewReply {
  @ApiProperty({ example: 'Hello Math 101, Follow these rules: ...' })
  rendered_prompt: string;

  @ApiProperty({
    type: [String],
    example: ['title'],
    description: 'Variables of the resolved text. Those without a value stay as written.',
  })
  variables_used: string[];

  @ApiProperty({ type: [String], example: [], description: 'Those of them without a value.' })
  missing_variables: string[];

  @ApiProperty({ type: [String], example: [], description: 'Values that nothing asked for.' })
  unused_variables: string[];

  @ApiProperty({ type: [PromptDependencyReply] })
  dependencies_found: PromptDependencyReply[];
}

/** A preview as this contract shows it. */
export function toPreview(preview: PromptPreview): PromptPreviewReply {
  return {
    rendered_prompt: preview.rendered,
    variables_used: [...preview.variables],
    missing_variables: [...preview.missingVariables],
    unused_variables: [...preview.unusedVariables],
    dependencies_found: preview.dependencies.map(toDependency),
  };
}
