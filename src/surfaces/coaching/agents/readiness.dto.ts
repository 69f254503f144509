import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Length } from 'class-validator';
import type {
  CollegeReadiness,
  ReadinessResult,
} from '../../../domain/agents/readiness/readiness-result';
import { BANDS } from '../../../domain/agents/readiness/readiness-score';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import type { JsonValue } from '../../../kernel/json';
import { PresentOrAbsent } from '../../http/fields';
import { UuidField } from '../uuid-fields';
import { toUnknownCollege, UnknownCollegeReply } from './unknown-college.dto';

const MOST_COLLEGES = 30;

/** Whose readiness to assess, and for which colleges. */
export class ReadinessRequest {
  @UuidField()
  student_id: string;

  @ApiProperty({
    type: [String],
    required: false,
    maxItems: MOST_COLLEGES,
    example: ['MIT', 'Stanford', 'Harvard'],
    description: 'Names or aliases; the target colleges of the record when absent or empty.',
  })
  @PresentOrAbsent(false)
  @IsArray({ message: 'value is not a list' })
  @ArrayMaxSize(MOST_COLLEGES, { message: `the list has more than ${MOST_COLLEGES} entries` })
  @IsString({ each: true, message: 'entries are texts' })
  @Length(1, 200, { each: true, message: 'entries have 1 to 200 characters' })
  target_colleges?: string[];
}

class ScoreRangeReply {
  @ApiProperty({ example: 0.66 })
  low: number;

  @ApiProperty({ example: 0.77 })
  high: number;
}

class AffordabilityReply {
  @ApiProperty({ type: 'string', nullable: true, example: '48001-75000' })
  income_band: string | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 7081,
    description: 'Dollars a year after grants; grants may exceed the cost.',
  })
  net_price: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 2019 })
  year: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'IPEDS student financial aid' })
  source: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  reason: string | null;
}

class CollegeReadinessReply {
  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.72,
    description: 'Preparation against those who enrolled, 0 to 1. No chance of admission.',
  })
  match_score: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  match_score_reason: string | null;

  @ApiProperty({ type: ScoreRangeReply, nullable: true })
  score_range: ScoreRangeReply | null;

  @ApiProperty({ type: 'string', nullable: true, enum: [...BANDS], example: 'reach' })
  band: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 166683 })
  unitid: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'Massachusetts Institute of Technology' })
  name: string | null;

  @ApiProperty({ type: [String], example: ['Strong grades: GPA 3.9 of 4'] })
  strengths: string[];

  @ApiProperty({ type: [String], example: ['Essays need more work'] })
  gaps: string[];

  @ApiProperty({ type: AffordabilityReply, nullable: true })
  affordability: AffordabilityReply | null;
}

class ActionReply {
  @ApiProperty({ enum: ['high', 'medium', 'low'], example: 'high' })
  priority: string;

  @ApiProperty({ example: 'Draft or revise the main essay with feedback' })
  action: string;

  @ApiProperty({ example: 'Next 3 months' })
  timeline: string;

  @ApiProperty({ format: 'date', example: '2027-02-20' })
  due_on: string;
}

@ApiExtraModels(CollegeReadinessReply)
class ReadinessBody {
  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.78,
    description: 'Mean of the match scores that there are.',
  })
  overall_readiness: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  overall_readiness_reason: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(CollegeReadinessReply) },
    description: 'By the name that was asked for. A name that is not known has no score.',
    example: { MIT: { match_score: 0.72 } },
  })
  college_specific: Record<string, CollegeReadinessReply>;

  @ApiProperty({ type: [ActionReply], description: 'The most urgent first.' })
  action_items: ActionReply[];

  @ApiProperty({ example: 0.87, description: 'Share of the needed evidence that is there.' })
  confidence: number;

  @ApiProperty({ example: 'Over 2 target colleges the readiness of Maya is 0.78 of 1.' })
  summary: string;

  @ApiProperty({ type: [String], example: ['an essay, even a draft'] })
  missing_evidence: string[];

  @ApiProperty({ type: [UnknownCollegeReply] })
  unknown_colleges: UnknownCollegeReply[];
}

/** How ready a student is. */
export class ReadinessReply {
  @ApiProperty({ example: 'success' })
  status: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ type: ReadinessBody })
  readiness_assessment: ReadinessBody;
}

/** What the agent is asked. */
export function toReadinessInput(request: ReadinessRequest): JsonValue {
  const names = request.target_colleges ?? [];
  return { targetColleges: names.length === 0 ? null : names };
}

/** The documented body of an assessment. */
export function toReadinessReply(run: AgentRun): ReadinessReply {
  const result = run.result as ReadinessResult;
  const unknown = result.unknownColleges.map(toUnknownCollege);
  return {
    status: 'success',
    student_id: run.studentUuid,
    readiness_assessment: {
      overall_readiness: result.overall,
      overall_readiness_reason: result.overallReason,
      college_specific: Object.fromEntries([
        ...result.colleges.map((college) => [college.asked, toCollegeReadiness(college)] as const),
        ...unknown.map(({ name, reason }) => [name, withoutScore(reason)] as const),
      ]),
      action_items: result.actions.map(({ priority, action, timeline, dueOn }) => ({
        priority,
        action,
        timeline,
        due_on: dueOn,
      })),
      confidence: result.confidence,
      summary: result.summary,
      missing_evidence: [...result.missing],
      unknown_colleges: unknown,
    },
  };
}

function toCollegeReadiness(college: CollegeReadiness): CollegeReadinessReply {
  const { score, reason, low, high, affordability } = college;
  return {
    match_score: score,
    match_score_reason: reason,
    score_range: low === null || high === null ? null : { low, high },
    band: college.band,
    unitid: college.unitid,
    name: college.name,
    strengths: [...college.strengths],
    gaps: [...college.gaps],
    affordability: {
      income_band: affordability.incomeBand,
      net_price: affordability.netPrice,
      year: affordability.year,
      source: affordability.source,
      reason: affordability.reason,
    },
  };
}

function withoutScore(reason: string): CollegeReadinessReply {
  return {
    match_score: null,
    match_score_reason: reason,
    score_range: null,
    band: null,
    unitid: null,
    name: null,
    strengths: [],
    gaps: [],
    affordability: null,
  };
}
