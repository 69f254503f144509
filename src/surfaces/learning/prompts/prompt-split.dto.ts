import { ApiProperty } from '@nestjs/swagger';
import type { LabelSplit } from '../../../domain/prompts/prompt-splits.service';
import { IntegerField } from '../../http/value-fields';

/** The share of the people that gets another version. */
export class SplitLabelRequest {
  @IntegerField({
    minimum: 1,
    example: 4,
    description: 'The version for this share; not the one that the label stands on.',
  })
  version: number;

  @IntegerField({ minimum: 0, maximum: 100, example: 20, description: 'The share of the people.' })
  percent: number;
}

/** A label that means two versions. */
export class PromptSplitReply {
  @ApiProperty({ example: 'Video Tutor' })
  name: string;

  @ApiProperty({ example: 'production' })
  label: string;

  @ApiProperty({
    type: 'integer',
    example: 3,
    description: 'The version that the label stands on, for everybody else.',
  })
  label_version: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'The version for this share.' })
  version: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100, example: 20 })
  percent: number;
}

/** A split as this contract shows it. */
export function toSplit(split: LabelSplit): PromptSplitReply {
  return {
    name: split.name,
    label: split.label,
    label_version: split.labelVersion,
    version: split.version,
    percent: split.percent,
  };
}
