import { ApiProperty } from '@nestjs/swagger';
import {
  ASSESSMENT_TYPES,
  type AssessmentType,
} from '../../../domain/agents/profile-assessment/profile-needs';
import type { ProfileResult } from '../../../domain/agents/profile-assessment/profile-result';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import type { JsonValue } from '../../../kernel/json';
import { ChoiceField, FlagField } from '../../http/value-fields';
import { UuidField } from '../uuid-fields';
import { toUnknownCollege, UnknownCollegeReply } from './unknown-college.dto';

/** Whose profile to assess, and which side of it. */
export class ProfileAssessmentRequest {
  @UuidField()
  student_id: string;

  @ChoiceField(ASSESSMENT_TYPES, {
    example: 'comprehensive',
    optional: true,
    description: 'comprehensive when absent; academic and behavioral look at one side.',
  })
  assessment_type?: AssessmentType;

  @FlagField({
    example: true,
    optional: true,
    description: 'Whether to look for traits; true when absent.',
  })
  include_behavioral?: boolean;
}

class TraitReply {
  @ApiProperty({ example: 'analytical' })
  trait: string;

  @ApiProperty({ example: 0.85, description: '0 to 1, by formula.' })
  confidence: number;

  @ApiProperty({ type: [String], example: ['AP Calculus BC (AP, A)'] })
  evidence: string[];
}

class CommunicationPreferencesReply {
  @ApiProperty({ type: 'string', nullable: true, example: 'email' })
  preferred_medium: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'within 24 hours' })
  response_time: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'professional yet friendly' })
  tone: string | null;
}

class ProfileReply {
  @ApiProperty({ type: [TraitReply], description: 'The surest first.' })
  behavioral_traits: TraitReply[];

  @ApiProperty({ type: 'string', nullable: true, example: 'visual-kinesthetic' })
  learning_style: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  learning_style_reason: string | null;

  @ApiProperty({ type: CommunicationPreferencesReply })
  communication_preferences: CommunicationPreferencesReply;

  @ApiProperty({ type: [String], example: ['Strong analytical thinking'] })
  strengths: string[];

  @ApiProperty({ type: [String], example: ['Essays need another revision'] })
  areas_for_improvement: string[];

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 78.5,
    description:
      'Mean percentile, 0 to 100, of the success rate of the target colleges. Of institutions and historical; null when no target has figures.',
  })
  chetty_score: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  chetty_score_reason: string | null;

  @ApiProperty({ example: 'Institution-level and historical' })
  chetty_score_label: string;

  @ApiProperty({ example: 0.89, description: 'Share of the needed evidence that is there.' })
  confidence: number;

  @ApiProperty({ type: [String], example: ['Add an essay, even a draft to the record'] })
  recommendations: string[];

  @ApiProperty({ example: 'The record shows Maya above all as analytical, curious.' })
  summary: string;

  @ApiProperty({ type: [String], example: ['messages from the student'] })
  missing_evidence: string[];

  @ApiProperty({ type: [UnknownCollegeReply] })
  unknown_colleges: UnknownCollegeReply[];
}

/** A profile as the record shows it. */
export class ProfileAssessmentReply {
  @ApiProperty({ example: 'success' })
  status: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ type: ProfileReply })
  assessment: ProfileReply;
}

/** What the agent is asked. */
export function toProfileInput(request: ProfileAssessmentRequest): JsonValue {
  return {
    assessmentType: request.assessment_type ?? 'comprehensive',
    includeBehavioral: request.include_behavioral ?? true,
  };
}

/** The documented body of an assessment. */
export function toProfileReply(run: AgentRun): ProfileAssessmentReply {
  const result = run.result as ProfileResult;
  return {
    status: 'success',
    student_id: run.studentUuid,
    assessment: {
      behavioral_traits: result.traits.map(({ trait, confidence, evidence }) => ({
        trait,
        confidence,
        evidence: [...evidence],
      })),
      learning_style: result.learningStyle,
      learning_style_reason: result.learningStyleReason,
      communication_preferences: {
        preferred_medium: result.communication.preferredMedium,
        response_time: result.communication.responseTime,
        tone: result.communication.tone,
      },
      strengths: [...result.strengths],
      areas_for_improvement: [...result.areasForImprovement],
      chetty_score: result.mobilityScore,
      chetty_score_reason: result.mobilityScoreReason,
      chetty_score_label: result.mobilityScoreLabel,
      confidence: result.confidence,
      recommendations: [...result.recommendations],
      summary: result.summary,
      missing_evidence: [...result.missing],
      unknown_colleges: result.unknownColleges.map(toUnknownCollege),
    },
  };
}
