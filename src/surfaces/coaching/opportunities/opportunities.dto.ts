import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { FIELDS_OF_STUDY, fieldsIn } from '../../../domain/opportunities/fields-of-study';
import {
  OPPORTUNITY_TYPES,
  type Opportunity,
  type OpportunityType,
} from '../../../domain/opportunities/opportunity';
import {
  EVERYTHING,
  type OpportunitySearch,
  wordsOf,
} from '../../../domain/opportunities/opportunity-search';
import {
  flagsOf,
  OPPORTUNITY_STATUSES,
  statusOn,
} from '../../../domain/opportunities/opportunity-status';
import { Check } from '../../http/fields';
import { QueryDate, QueryInteger } from '../../http/parameters';
import { QueryFlag } from '../../http/query-flag';
import { NullableDate, NullableList, NullableNumber, NullableText } from '../nullable-properties';
import { PageQuery } from '../page-query';
import { toOpportunityId } from './opportunity-id';

const FLAGS = ['pay_to_play', 'closed', 'tentative_deadline', 'unverified'] as const;

/** What to look for in the catalogue. */
export class OpportunitiesQuery extends PageQuery {
  @QueryText({
    maximum: 200,
    example: 'enginering scholarship',
    description: 'Words; typos are forgiven. The best come first.',
  })
  search?: string;

  @ApiProperty({ required: false, enum: [...OPPORTUNITY_TYPES], example: 'scholarship' })
  @IsOptional()
  @IsIn(OPPORTUNITY_TYPES, { message: `value is not one of ${OPPORTUNITY_TYPES.join(', ')}` })
  type?: OpportunityType;

  @QueryInteger({
    minimum: 0,
    maximum: 20_000_000,
    description: 'US dollars; what has no readable amount is left out.',
  })
  min_amount?: number;

  @QueryDate('Due after this day; what has no confirmed deadline passes.')
  deadline_after?: string;

  @QueryDate('Due before this day; what has no confirmed deadline is left out.')
  deadline_before?: string;

  @ApiProperty({
    required: false,
    maxLength: 100,
    example: 'STEM',
    description: 'A field of study; what is for other fields only is left out.',
  })
  @IsOptional()
  @Check(
    'field',
    (value) => typeof value === 'string' && value.length <= 100 && fieldsOf(value).length > 0,
    `value names no field of study such as STEM, ${FIELDS_OF_STUDY.join(', ')}`,
  )
  field?: string;

  @ApiProperty({
    required: false,
    pattern: '^[A-Z]{2}$',
    example: 'WA',
    description: 'US state; what is for other places only is left out.',
  })
  @IsOptional()
  @Check(
    'state',
    (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value),
    'value is not the two-letter code of a state, in capitals',
  )
  state?: string;

  @QueryInteger({
    minimum: 1,
    maximum: 16,
    description:
      'Grade of school, 13 to 16 for years of college; what is for other grades only is left out.',
  })
  grade?: number;

  @QueryFlag('Only what is open today for sure: a confirmed deadline to come.')
  open?: boolean;
}

/** An opportunity of the catalogue. */
export class OpportunityReply {
  @ApiProperty({ example: 'opp_3wBz6pQf0xTn9kLm2RsVyA' })
  id: string;

  @ApiProperty({ enum: [...OPPORTUNITY_TYPES], example: 'scholarship' })
  type: string;

  @ApiProperty({ example: 'National STEM Scholarship' })
  name: string;

  @NullableText('The STEM Foundation')
  organization: string | null;

  @ApiProperty({ example: 'For seniors who want to study a science.' })
  description: string;

  @NullableText('$10,000', "The source's own words.")
  amount: string | null;

  @NullableNumber(10_000, 'US dollars; null unless it could be read surely.')
  amount_min: number | null;

  @NullableNumber(10_000, 'US dollars.')
  amount_max: number | null;

  @NullableDate('2027-03-15', 'Null unless the source states it definitely.')
  deadline: string | null;

  @NullableText('March 15, 2027', "The source's own words.")
  deadline_text: string | null;

  @NullableDate('2026-12-01')
  opens_on: string | null;

  @ApiProperty({ enum: [...OPPORTUNITY_STATUSES], example: 'open' })
  status: string;

  @NullableText('High school seniors with a 3.5 GPA.')
  eligibility: string | null;

  @NullableNumber(3.5, 'Of 4.')
  min_gpa: number | null;

  @NullableList('integer', [11, 12])
  grades: number[] | null;

  @NullableList('string', ['WA'])
  states: string[] | null;

  @NullableList('string', ['US'], 'Countries of residence.')
  countries: string[] | null;

  @NullableList('string', ['US', 'US-PR'], 'With -PR: permanent residents.')
  citizenship: string[] | null;

  @NullableList('string', ['engineering'])
  fields: string[] | null;

  @ApiProperty({ example: false })
  needs_financial_need: boolean;

  @NullableNumber(75_000, 'US dollars a year.')
  max_household_income: number | null;

  @ApiProperty({ type: [String], example: ['Essay', 'Transcript'] })
  requirements: string[];

  @NullableText('https://example.com/apply')
  application_url: string | null;

  @NullableText('https://example.com/scholarships')
  source_url: string | null;

  @ApiProperty({ example: 'sponsor list 2026' })
  source_name: string;

  @NullableDate('2026-08-22', 'When it was last seen so.')
  seen_on: string | null;

  @ApiProperty({ type: [String], enum: [...FLAGS], example: ['tentative_deadline'] })
  flags: string[];
}

/** A page of the catalogue. */
export class OpportunitiesReply {
  @ApiProperty({ type: [OpportunityReply] })
  opportunities: OpportunityReply[];

  @ApiProperty({ type: 'integer', example: 1 })
  page: number;

  @ApiProperty({ type: 'integer', example: 20 })
  per_page: number;
}

/** The same for the domain. */
export function toSearch(query: OpportunitiesQuery): OpportunitySearch {
  return {
    ...EVERYTHING,
    words: wordsOf(query.search ?? ''),
    type: query.type ?? null,
    minAmountCents: query.min_amount === undefined ? null : query.min_amount * 100,
    deadlineAfter: query.deadline_after ?? null,
    deadlineBefore: query.deadline_before ?? null,
    fields: fieldsOf(query.field ?? ''),
    state: query.state ?? null,
    grade: query.grade ?? null,
    openOnly: query.open ?? false,
  };
}

/** An opportunity as this contract shows it on a day. */
export function toOpportunityReply(opportunity: Opportunity, today: string): OpportunityReply {
  const { rules } = opportunity;
  return {
    id: toOpportunityId(opportunity.id),
    type: opportunity.type,
    name: opportunity.name,
    organization: opportunity.organization,
    description: opportunity.description,
    amount: opportunity.amountText,
    amount_min: toDollars(opportunity.amountCentsMin),
    amount_max: toDollars(opportunity.amountCentsMax),
    deadline: opportunity.deadline,
    deadline_text: opportunity.deadlineText,
    opens_on: opportunity.opensOn,
    status: statusOn(today, opportunity),
    eligibility: opportunity.eligibility,
    min_gpa: rules.minGpa,
    grades: copied(rules.grades),
    states: copied(rules.states),
    countries: copied(rules.countries),
    citizenship: copied(rules.citizenship),
    fields: copied(rules.fields),
    needs_financial_need: rules.needsFinancialNeed,
    max_household_income: rules.maxHouseholdIncome,
    requirements: [...opportunity.requirements],
    application_url: opportunity.applicationUrl,
    source_url: opportunity.sourceUrl,
    source_name: opportunity.sourceName,
    seen_on: opportunity.seenOn,
    flags: flagsOf(opportunity),
  };
}

/** A field by its name in the catalogue, or the fields that a text names. */
function fieldsOf(text: string): string[] {
  const name = text.trim().toLowerCase();
  return FIELDS_OF_STUDY.includes(name) ? [name] : fieldsIn(text);
}

function toDollars(cents: number | null): number | null {
  return cents === null ? null : cents / 100;
}

function copied<Item>(items: readonly Item[] | null): Item[] | null {
  return items === null ? null : [...items];
}

function QueryText(options: {
  maximum: number;
  example: string;
  description: string;
}): PropertyDecorator {
  const { maximum, example, description } = options;
  return applyDecorators(
    ApiProperty({ required: false, maxLength: maximum, example, description }),
    IsOptional(),
    IsString({ message: 'value is not a text' }),
    MaxLength(maximum, { message: `text has more than ${maximum} characters` }),
  );
}
