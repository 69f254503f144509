import type { OpportunityFacts } from './opportunity';

/** Whether one can apply today. */
export const OPPORTUNITY_STATUSES = ['open', 'closed', 'unknown'] as const;
export type OpportunityStatus = (typeof OPPORTUNITY_STATUSES)[number];

/**
 * Derived from the day, never stored: closed once its source says so or its deadline is past; open
 * only with a definite deadline that is still to come and an opening that is not; else unknown.
 *
 * @param today `YYYY-MM-DD`.
 */
export function statusOn(
  today: string,
  { isClosed, deadline, opensOn }: Pick<OpportunityFacts, 'isClosed' | 'deadline' | 'opensOn'>,
): OpportunityStatus {
  if (isClosed || (deadline !== null && deadline < today)) return 'closed';
  const isOpening = opensOn !== null && opensOn > today;
  return deadline !== null && !isOpening ? 'open' : 'unknown';
}

/** What a person should know before trusting an opportunity, in words of a closed list. */
export function flagsOf(facts: OpportunityFacts): string[] {
  return [
    ...(facts.isPayToPlay ? ['pay_to_play'] : []),
    ...(facts.isClosed ? ['closed'] : []),
    ...(facts.hasTentativeDeadline ? ['tentative_deadline'] : []),
    ...(facts.isUnverified ? ['unverified'] : []),
  ];
}
