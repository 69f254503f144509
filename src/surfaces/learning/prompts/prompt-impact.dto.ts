import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import type { PromptImpact } from '../../../domain/prompt-impact/prompt-impact.service';
import { LABEL_PATTERN, PRODUCTION } from '../../../domain/prompts/prompt-label';
import { PresentOrAbsent } from '../../http/fields';

/** The label that would be put on the version. */
export class PromptImpactRequest {
  @ApiProperty({
    type: 'string',
    required: false,
    pattern: LABEL_PATTERN.source,
    default: PRODUCTION,
    example: PRODUCTION,
  })
  @PresentOrAbsent(false)
  @IsString({ message: 'value is not a text' })
  @Matches(LABEL_PATTERN, { message: 'value is not a label such as production' })
  label?: string;
}

/** A version in use that includes the label. */
export class PromptDependentReply {
  @ApiProperty({ example: 'Video Tutor' })
  name: string;

  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  @ApiProperty({
    type: [String],
    example: ['production'],
    description: 'None when the version is in use as the other side of a split.',
  })
  labels: string[];
}

/** A course whose tutor the prompt leads. */
export class PromptCourseReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'CS101' })
  code: string;

  @ApiProperty({ example: 'Introduction to Programming' })
  title: string;
}

/** A split that the publish would end. */
export class EndedSplitReply {
  @ApiProperty({ type: 'integer', example: 4 })
  version: number;

  @ApiProperty({ type: 'integer', example: 20 })
  percent: number;
}

/** What publishing a version would touch. */
export class PromptImpactReply {
  @ApiProperty({ example: 'General Protocol' })
  name: string;

  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  @ApiProperty({ example: PRODUCTION })
  label: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 2,
    description: 'The version that the label stands on now; null when none carries it.',
  })
  current_version: number | null;

  @ApiProperty({
    type: [PromptDependentReply],
    description: 'Versions in use of other prompts that include it, directly or through others.',
  })
  dependents: PromptDependentReply[];

  @ApiProperty({
    type: [PromptCourseReply],
    description: 'Courses that you see whose tutor it leads; at most 100 are named.',
  })
  courses: PromptCourseReply[];

  @ApiProperty({
    type: 'integer',
    example: 120,
    description: 'Cached replies that new chat sessions would not reach any more.',
  })
  cached_nodes: number;

  @ApiProperty({
    type: EndedSplitReply,
    nullable: true,
    description: 'The split of the label, which would end.',
  })
  ended_split: EndedSplitReply | null;

  @ApiProperty({
    example:
      '--- General Protocol (version 2)\n+++ General Protocol (version 3)\n@@ -1,1 +1,1 @@\n-Be calm.\n+Be brisk.\n',
    description: 'Unified diff of the resolved texts; empty when they are the same.',
  })
  diff: string;
}

/** An impact as this contract shows it. */
export function toImpact(impact: PromptImpact): PromptImpactReply {
  const { endedSplit } = impact;
  return {
    name: impact.name,
    version: impact.version,
    label: impact.label,
    current_version: impact.currentVersion,
    dependents: impact.dependents.map(({ name, version, labels }) => ({
      name,
      version,
      labels: [...labels],
    })),
    courses: impact.courses.map(({ id, code, title }) => ({ id, code, title })),
    cached_nodes: impact.cachedReplies,
    ended_split:
      endedSplit === null ? null : { version: endedSplit.version, percent: endedSplit.percent },
    diff: impact.difference,
  };
}
