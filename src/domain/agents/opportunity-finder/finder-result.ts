import type { JsonValue } from '../../../kernel/json';
import type { OpportunityType } from '../../opportunities/opportunity';

/** An opportunity that fits, with every number. */
export type FoundOpportunity = {
  readonly id: string;
  readonly name: string;
  readonly organization: string | null;
  readonly type: OpportunityType;
  readonly amount: string | null;
  readonly deadline: string | null;
  readonly deadlineNote: string | null;
  readonly status: string;
  readonly matchScore: number | null;
  readonly matchReasons: readonly string[];
  readonly wouldRaiseIt: readonly string[];
  readonly requirements: readonly string[];
  readonly eligibility: string | null;
  readonly applicationUrl: string | null;
  readonly effortHours: number | null;
  readonly successProbability: number | null;
  readonly expectedValue: string | null;
  readonly basis: string;
  readonly flags: readonly string[];
  readonly sourceName: string;
  readonly sourceUrl: string | null;
  readonly seenOn: string | null;
};

/** What the finder computed. */
export type ComputedFinds = {
  readonly opportunities: readonly FoundOpportunity[];
  /** How many were looked at and left out because the record breaks a rule of theirs. */
  readonly notEligible: number;
};

/** What the finder answers. */
export type FinderResult = ComputedFinds & {
  readonly summary: string;
  readonly nextSteps: readonly string[];
  readonly missing: readonly string[];
  readonly confidence: number;
} & { readonly [key: string]: JsonValue };
