/** What a student can apply to. */
export const OPPORTUNITY_TYPES = ['scholarship', 'program', 'competition', 'internship'] as const;
export type OpportunityType = (typeof OPPORTUNITY_TYPES)[number];

/** Whose applications an opportunity takes, where it says so. */
export const SCOPES = ['local', 'state', 'national'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * What is asked of an applicant, as far as it could be read surely. Null means that nothing was
 * read, never that there is no such rule.
 */
export interface EligibilityRules {
  /** Of 4. */
  readonly minGpa: number | null;
  /** Grades of school, 9 to 12; 13 to 16 are years of college. */
  readonly grades: readonly number[] | null;
  /** US states of residence, two letters. */
  readonly states: readonly string[] | null;
  /** Countries of residence, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[] | null;
  /** ISO 3166-1 alpha-2, or the same with `-PR` for permanent residents. */
  readonly citizenship: readonly string[] | null;
  /** Fields of study by their names in `fields-of-study.ts`. */
  readonly fields: readonly string[] | null;
  readonly needsFinancialNeed: boolean;
  /** Yearly household income in US dollars. */
  readonly maxHouseholdIncome: number | null;
  /** It names conditions on which nothing is kept about students; only they know. */
  readonly hasOtherConditions: boolean;
}

/** What is known of an opportunity, as it came from its source. */
export interface OpportunityFacts {
  readonly type: OpportunityType;
  readonly name: string;
  readonly organization: string | null;
  readonly description: string;
  /** As the source says it. */
  readonly amountText: string | null;
  /** US dollars in cents; null when it could not be read surely. */
  readonly amountCentsMin: number | null;
  readonly amountCentsMax: number | null;
  /** `YYYY-MM-DD`; null unless the source states it definitely, with its year. */
  readonly deadline: string | null;
  readonly deadlineText: string | null;
  readonly opensOn: string | null;
  /** What the source says about who may apply. */
  readonly eligibility: string | null;
  readonly rules: EligibilityRules;
  readonly scope: Scope | null;
  readonly awardsPerYear: number | null;
  /** What an application consists of. */
  readonly requirements: readonly string[];
  readonly applicationUrl: string | null;
  readonly sourceUrl: string | null;
  readonly sourceName: string;
  /** The day on which somebody saw it so. */
  readonly seenOn: string | null;
  /** The source says that it is over, whatever the deadline. */
  readonly isClosed: boolean;
  /** Applying costs money. */
  readonly isPayToPlay: boolean;
  readonly hasTentativeDeadline: boolean;
  /** Nobody says when it was last seen, or there is no address to check it at. */
  readonly isUnverified: boolean;
}

/** An opportunity of the catalogue. */
export interface Opportunity extends OpportunityFacts {
  readonly id: string;
}
