import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import type {
  FinderResult,
  FoundOpportunity,
} from '../../../domain/agents/opportunity-finder/finder-result';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import { OPPORTUNITY_TYPES, type OpportunityType } from '../../../domain/opportunities/opportunity';
import type { JsonValue } from '../../../kernel/json';
import { PresentOrAbsent, TextField } from '../../http/fields';
import { ChoiceField, IntegerField } from '../../http/value-fields';
import { DateField } from '../../http/date-field';
import { toOpportunityId } from '../opportunities/opportunity-id';
import { UuidField } from '../uuid-fields';

const DEFAULT_LIMIT = 15;

class OpportunityFilters {
  @IntegerField({
    minimum: 0,
    maximum: 20_000_000,
    example: 5_000,
    optional: true,
    description: 'US dollars; what has no readable amount is left out.',
  })
  min_amount?: number;

  @DateField({
    example: '2025-01-01',
    optional: true,
    description: 'Due after this day; what has no confirmed deadline passes.',
  })
  deadline_after?: string;

  @TextField({
    maximum: 100,
    example: 'STEM',
    optional: true,
    description: 'What is for other fields of study only is left out.',
  })
  field?: string;
}

/** For whom to look, and for what. */
export class FindOpportunitiesRequest {
  @UuidField()
  student_id: string;

  @ChoiceField(OPPORTUNITY_TYPES, {
    example: 'scholarship',
    optional: true,
    description: 'All types when absent.',
  })
  opportunity_type?: OpportunityType;

  @ApiProperty({ type: OpportunityFilters, required: false, description: 'None when absent.' })
  @PresentOrAbsent(false)
  @IsObject({ message: 'value is not an object' })
  @ValidateNested()
  @Type(() => OpportunityFilters)
  filters?: OpportunityFilters;

  @IntegerField({
    minimum: 1,
    maximum: 50,
    example: DEFAULT_LIMIT,
    optional: true,
    description: '15 when absent.',
  })
  limit?: number;
}

class RoiAnalysis {
  @ApiProperty({ type: 'number', nullable: true, example: 20 })
  effort_hours: number | null;

  @ApiProperty({ type: 'number', nullable: true, example: 0.018, description: 'An estimate.' })
  success_probability: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: '$184' })
  expected_value: string | null;

  @ApiProperty({ example: 'An estimate from the usual share of winners at national level.' })
  basis: string;
}

class FoundSource {
  @ApiProperty({ example: 'sponsor list 2026' })
  name: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'https://example.com/scholarships' })
  url: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2026-08-22' })
  seen_on: string | null;
}

class FoundOpportunityReply {
  @ApiProperty({ example: 'opp_3wBz6pQf0xTn9kLm2RsVyA' })
  id: string;

  @ApiProperty({ example: 'National STEM Scholarship' })
  name: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'The STEM Foundation' })
  organization: string | null;

  @ApiProperty({ enum: [...OPPORTUNITY_TYPES], example: 'scholarship' })
  type: string;

  @ApiProperty({ type: 'string', nullable: true, example: '$10,000' })
  amount: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    example: '2027-03-15',
    description: 'Null unless its source states it definitely.',
  })
  deadline: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'Usually in March.' })
  deadline_note: string | null;

  @ApiProperty({ enum: ['open', 'unknown'], example: 'open' })
  status: string;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.92,
    description: '0 to 1; null when nothing in the record can be compared with it.',
  })
  match_score: number | null;

  @ApiProperty({ type: [String], example: ['A GPA of 3.70 of 4 meets its 3.5.'] })
  match_reasons: string[];

  @ApiProperty({ type: [String], example: ['Add the state: it is for residents of WA.'] })
  would_raise_it: string[];

  @ApiProperty({ type: [String], example: ['3.5+ GPA', 'US citizen', 'Essay'] })
  requirements: string[];

  @ApiProperty({ type: 'string', nullable: true, example: 'High school seniors.' })
  eligibility: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'https://example.com/apply' })
  application_url: string | null;

  @ApiProperty({ type: RoiAnalysis })
  roi_analysis: RoiAnalysis;

  @ApiProperty({ type: [String], example: ['tentative_deadline'] })
  flags: string[];

  @ApiProperty({ type: FoundSource })
  source: FoundSource;
}

/** What was found. */
export class FindOpportunitiesReply {
  @ApiProperty({ example: 'success' })
  status: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ type: [FoundOpportunityReply] })
  opportunities: FoundOpportunityReply[];

  @ApiProperty({ type: 'integer', example: 15, description: 'How many are listed here.' })
  count: number;

  @ApiProperty({
    type: 'integer',
    example: 2,
    description: 'How many were looked at and left out because a rule is not met.',
  })
  not_eligible: number;

  @ApiProperty({ example: '15 opportunities fit.' })
  summary: string;

  @ApiProperty({ type: [String], example: ['Start the application to National STEM Scholarship.'] })
  next_steps: string[];

  @ApiProperty({ type: [String], example: ['state'], description: 'What the record lacks.' })
  missing: string[];

  @ApiProperty({ example: 0.86, description: 'The share of the needed evidence that is there.' })
  confidence: number;
}

/** The domain's words for what to look for. */
export function toFinderInput(request: FindOpportunitiesRequest): JsonValue {
  return {
    type: request.opportunity_type ?? null,
    minAmount: request.filters?.min_amount ?? null,
    deadlineAfter: request.filters?.deadline_after ?? null,
    field: request.filters?.field ?? null,
    limit: request.limit ?? DEFAULT_LIMIT,
  };
}

/** The body of a run that looked for opportunities. */
export function toFinderReply(run: AgentRun): FindOpportunitiesReply {
  const result = run.result as FinderResult;
  return {
    status: 'success',
    student_id: run.studentUuid,
    opportunities: result.opportunities.map(toFoundOpportunity),
    count: result.opportunities.length,
    not_eligible: result.notEligible,
    summary: result.summary,
    next_steps: [...result.nextSteps],
    missing: [...result.missing],
    confidence: result.confidence,
  };
}

function toFoundOpportunity(found: FoundOpportunity): FoundOpportunityReply {
  return {
    id: toOpportunityId(found.id),
    name: found.name,
    organization: found.organization,
    type: found.type,
    amount: found.amount,
    deadline: found.deadline,
    deadline_note: found.deadlineNote,
    status: found.status,
    match_score: found.matchScore,
    match_reasons: [...found.matchReasons],
    would_raise_it: [...found.wouldRaiseIt],
    requirements: [...found.requirements],
    eligibility: found.eligibility,
    application_url: found.applicationUrl,
    roi_analysis: {
      effort_hours: found.effortHours,
      success_probability: found.successProbability,
      expected_value: found.expectedValue,
      basis: found.basis,
    },
    flags: [...found.flags],
    source: { name: found.sourceName, url: found.sourceUrl, seen_on: found.seenOn },
  };
}
