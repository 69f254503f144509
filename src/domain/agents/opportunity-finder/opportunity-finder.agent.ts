import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { fieldsIn } from '../../opportunities/fields-of-study';
import { OPPORTUNITY_TYPES } from '../../opportunities/opportunity';
import { EVERYTHING, wordsOf } from '../../opportunities/opportunity-search';
import { OpportunitiesService } from '../../opportunities/opportunities.service';
import type { StudentRecord } from '../../students/student-record';
import type { Agent, AgentRunContext, Examined } from '../agent';
import { computeFinds } from './compute-finds';
import { finderEvidence } from './finder-evidence';
import type { ComputedFinds, FinderResult } from './finder-result';
import { FINDER_WORDS, finderTemplate, type FinderWords } from './finder-words';
import { directionOf } from './match-score';

const INPUT = z.object({
  type: z.enum(OPPORTUNITY_TYPES).nullable(),
  /** US dollars. */
  minAmount: z.number().int().min(0).max(20_000_000).nullable(),
  deadlineAfter: z.iso.date().nullable(),
  field: z.string().max(100).nullable(),
  limit: z.number().int().min(1).max(50),
});
type FinderInput = z.infer<typeof INPUT>;

/** From each way of looking, so many are judged. */
const MOST_CANDIDATES = 150;

/** Finds what a student can apply to and is worth their time. */
@Injectable()
export class OpportunityFinderAgent implements Agent<
  FinderInput,
  ComputedFinds,
  FinderWords,
  FinderResult
> {
  readonly name = 'find/opportunities';
  readonly input = INPUT;
  readonly words = FINDER_WORDS;
  readonly prompt = {
    name: 'Opportunity Finder',
    text:
      'You write a short note to a high-school student about scholarships, programs, competitions and internships ' +
      'that were found for them. Which ones, their order, scores, amounts and dates are settled: you change none of them. ' +
      '`summary` says in two to four plain sentences what stands out and why. ' +
      '`nextSteps` are one to three things to do first. Say when a deadline is not confirmed. Promise no award.',
  };

  constructor(private readonly opportunities: OpportunitiesService) {}

  async examine(
    record: StudentRecord,
    input: FinderInput,
    { today }: AgentRunContext,
  ): Promise<Examined<ComputedFinds>> {
    const fields = fieldsIn(input.field ?? '');
    const search = {
      ...EVERYTHING,
      type: input.type,
      minAmountCents: input.minAmount === null ? null : input.minAmount * 100,
      deadlineAfter: input.deadlineAfter,
      fields,
      state: record.state,
      grade: record.grade,
      words: wordsOf(directionOf(record)),
    };
    const isFieldUnknown = input.field !== null && fields.length === 0;
    const candidates = isFieldUnknown
      ? await this.opportunities.search(
          { ...search, words: wordsOf(input.field ?? ''), isWithoutClosed: true },
          today,
          { skip: 0, limit: MOST_CANDIDATES },
        )
      : await this.opportunities.candidates(search, today, MOST_CANDIDATES);
    const computed = computeFinds(record, candidates, today, input.limit);
    return { ...finderEvidence(record, computed.opportunities), computed };
  }

  template(examined: Examined<ComputedFinds>): FinderWords {
    return finderTemplate(examined);
  }

  citedBy(words: FinderWords): readonly string[] {
    return words.evidence;
  }

  compose(
    { computed, missing, confidence }: Examined<ComputedFinds>,
    { summary, nextSteps }: FinderWords,
  ): FinderResult {
    return { ...computed, summary, nextSteps, missing, confidence };
  }
}
