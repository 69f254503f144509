import type { OpportunityType } from './opportunity';

/** What somebody looks for; null and empty leave a condition out. */
export interface OpportunitySearch {
  /** Words as a person types them, typos included. */
  readonly words: readonly string[];
  readonly type: OpportunityType | null;
  /** At least this many cents of US dollars; opportunities without a readable amount are left out. */
  readonly minAmountCents: number | null;
  /** Opportunities whose deadline is not known pass. */
  readonly deadlineAfter: string | null;
  /** Only those whose deadline is known. */
  readonly deadlineBefore: string | null;
  /** Those that are for other fields only are left out; those that name no field pass. */
  readonly fields: readonly string[];
  /** Those for other states only are left out. */
  readonly state: string | null;
  /** Those for other grades only are left out. */
  readonly grade: number | null;
  /** Only what one can surely apply to today. */
  readonly openOnly: boolean;
  /** Leaves out what is over. */
  readonly isWithoutClosed: boolean;
}

const MOST_WORDS = 12;

/** The words of a query in lower case, each once; what is too short or too much is left out. */
export function wordsOf(query: string): string[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length <= 40).slice(0, MOST_WORDS);
}

/** Everything, to be narrowed by spreading over it. */
export const EVERYTHING: OpportunitySearch = {
  words: [],
  type: null,
  minAmountCents: null,
  deadlineAfter: null,
  deadlineBefore: null,
  fields: [],
  state: null,
  grade: null,
  openOnly: false,
  isWithoutClosed: false,
};
