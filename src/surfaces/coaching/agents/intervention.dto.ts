import { ApiProperty } from '@nestjs/swagger';
import { CRISIS_TYPES, type CrisisType } from '../../../domain/agents/intervention/library';
import { URGENCIES, type Urgency } from '../../../domain/agents/intervention/urgency-plans';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import type { JsonValue } from '../../../kernel/json';
import { ChoiceField } from '../../http/value-fields';
import { UuidField } from '../uuid-fields';
import { CrisisResourceReply, toCrisisResource } from './crisis-detection.dto';

/** For whom, against what and how urgently. */
export class InterventionRequest {
  @UuidField()
  student_id: string;

  @ChoiceField(CRISIS_TYPES, {
    example: 'academic_stress',
    optional: true,
    description: 'general when absent.',
  })
  crisis_type?: CrisisType;

  @ChoiceField(URGENCIES, {
    example: 'medium',
    optional: true,
    description: 'medium when absent.',
  })
  urgency?: Urgency;
}

class InterventionStrategyReply {
  @ApiProperty({ enum: ['immediate', 'ongoing'], example: 'immediate' })
  type: string;

  @ApiProperty({ example: 'Schedule a stress management session and list everything that is due' })
  action: string;

  @ApiProperty({
    type: [String],
    required: false,
    example: ['Breathing exercises', 'Time management tools'],
    description: 'Of an immediate strategy.',
  })
  resources?: string[];

  @ApiProperty({ required: false, example: '4 weeks', description: 'Of an ongoing strategy.' })
  duration?: string;
}

class CommunicationTemplateReply {
  @ApiProperty({ enum: ['email', 'text_message'], example: 'email' })
  medium: string;

  @ApiProperty({ required: false, example: 'Checking in - here to support you' })
  subject?: string;

  @ApiProperty({ example: 'Hi Jordan,\n\nI noticed that school may be asking a lot of you.' })
  body: string;
}

class ExpectedOutcomes {
  @ApiProperty({ example: '2-4 weeks' })
  timeline: string;

  @ApiProperty({
    type: [String],
    example: ['Improved assignment completion', 'Reduced stress levels'],
  })
  success_indicators: string[];
}

class Intervention {
  @ApiProperty({ type: [InterventionStrategyReply] })
  strategies: InterventionStrategyReply[];

  @ApiProperty({ type: [CommunicationTemplateReply], description: 'Filled for this student.' })
  communication_templates: CommunicationTemplateReply[];

  @ApiProperty({ type: ExpectedOutcomes })
  expected_outcomes: ExpectedOutcomes;

  @ApiProperty({ enum: [...CRISIS_TYPES], example: 'academic_stress' })
  crisis_type: string;

  @ApiProperty({ enum: [...URGENCIES], example: 'medium' })
  urgency: string;

  @ApiProperty({ example: '1.0.0', description: 'The version of the library.' })
  library_version: string;

  @ApiProperty({ example: 'Begin by listening.' })
  personal_note: string;

  @ApiProperty({
    type: [CrisisResourceReply],
    description: 'Helplines, where a life may be at stake.',
  })
  resources: CrisisResourceReply[];

  @ApiProperty({ example: 0.67, description: 'The share of the wanted evidence that is present.' })
  confidence: number;

  @ApiProperty({ type: [String], example: ['A coach who looks after the student'] })
  missing_evidence: string[];
}

/** What to do for a student. */
export class InterventionReply {
  @ApiProperty({ example: 'success' })
  status: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ type: Intervention })
  intervention: Intervention;
}

/** A request as the agent takes it. */
export function toInterventionInput(request: InterventionRequest): JsonValue {
  return {
    crisisType: request.crisis_type ?? 'general',
    urgency: request.urgency ?? 'medium',
  };
}

/** A result as the agent stores it. */
interface StoredIntervention {
  readonly libraryVersion: string;
  readonly crisisType: string;
  readonly urgency: string;
  readonly strategies: readonly {
    readonly type: string;
    readonly action: string;
    readonly resources: string[];
    readonly duration: string | null;
  }[];
  readonly communicationTemplates: readonly {
    readonly medium: string;
    readonly subject: string | null;
    readonly body: string;
  }[];
  readonly timeline: string;
  readonly successIndicators: string[];
  readonly resources: readonly CrisisResourceReply[];
  readonly personalNote: string;
  readonly confidence: number;
  readonly missing: string[];
}

/** A run as its route answers it. */
export function toInterventionReply(run: AgentRun): InterventionReply {
  const plan = run.result as unknown as StoredIntervention;
  return {
    status: 'success',
    student_id: run.studentUuid,
    intervention: {
      strategies: plan.strategies.map(({ type, action, resources, duration }) => ({
        type,
        action,
        ...(duration === null ? { resources } : { duration }),
      })),
      communication_templates: plan.communicationTemplates.map(({ medium, subject, body }) => ({
        medium,
        ...(subject === null ? {} : { subject }),
        body,
      })),
      expected_outcomes: {
        timeline: plan.timeline,
        success_indicators: plan.successIndicators,
      },
      crisis_type: plan.crisisType,
      urgency: plan.urgency,
      library_version: plan.libraryVersion,
      personal_note: plan.personalNote,
      resources: plan.resources.map(toCrisisResource),
      confidence: plan.confidence,
      missing_evidence: plan.missing,
    },
  };
}
