import type { Opportunity } from '../../opportunities/opportunity';
import { flagsOf, statusOn } from '../../opportunities/opportunity-status';
import type { StudentRecord } from '../../students/student-record';
import type { ComputedFinds, FoundOpportunity } from './finder-result';
import { type Match, matchOf } from './match-score';
import { amountInWords, dollars, requirementsInWords } from './opportunity-words';
import { amountCentsOf, returnOnEffort } from './return-on-effort';

interface Judged {
  readonly opportunity: Opportunity;
  readonly match: Match;
  readonly amount: number;
}

/**
 * Judges candidates by the record and keeps the best: never what is over or breaks a rule, one
 * of each name. They stand by match score × amount (an unknown one counts as nothing), then match
 * score, then amount, then what is due first; what costs money to apply to stands last.
 *
 * @param today `YYYY-MM-DD`.
 */
export function computeFinds(
  record: StudentRecord,
  candidates: readonly Opportunity[],
  today: string,
  limit: number,
): ComputedFinds {
  const current = candidates.filter((candidate) => statusOn(today, candidate) !== 'closed');
  const judged = current.map((opportunity): Judged => ({
    opportunity,
    match: matchOf(record, opportunity),
    amount: amountCentsOf(opportunity) ?? 0,
  }));
  const eligible = judged.filter(({ match }) => match.isEligible).toSorted(bestFirst);
  const distinct = new Map(
    eligible.toReversed().map((found) => [nameKey(found.opportunity), found]),
  );
  const kept = eligible.filter((found) => distinct.get(nameKey(found.opportunity)) === found);
  return {
    opportunities: kept.slice(0, limit).map((found) => toFound(found, today)),
    notEligible: judged.length - eligible.length,
  };
}

function bestFirst(a: Judged, b: Judged): number {
  const value = ({ match, amount }: Judged) => (match.score ?? 0) * amount;
  return (
    Number(a.opportunity.isPayToPlay) - Number(b.opportunity.isPayToPlay) ||
    value(b) - value(a) ||
    (b.match.score ?? 0) - (a.match.score ?? 0) ||
    b.amount - a.amount ||
    compare(a.opportunity.deadline ?? '9999', b.opportunity.deadline ?? '9999') ||
    compare(a.opportunity.name, b.opportunity.name) ||
    compare(a.opportunity.id, b.opportunity.id)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nameKey({ name, organization, type }: Opportunity): string {
  return `${type} ${name} ${organization ?? ''}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function toFound({ opportunity, match }: Judged, today: string): FoundOpportunity {
  const effort = returnOnEffort(opportunity, match.score);
  return {
    id: opportunity.id,
    name: opportunity.name,
    organization: opportunity.organization,
    type: opportunity.type,
    amount: amountInWords(opportunity),
    deadline: opportunity.deadline,
    deadlineNote: opportunity.deadline === null ? opportunity.deadlineText : null,
    status: statusOn(today, opportunity),
    matchScore: match.score,
    matchReasons: match.reasons,
    wouldRaiseIt: match.wouldRaise,
    requirements: requirementsInWords(opportunity),
    eligibility: opportunity.eligibility,
    applicationUrl: opportunity.applicationUrl,
    effortHours: effort.effortHours,
    successProbability: effort.successProbability,
    expectedValue:
      effort.expectedValueCents === null
        ? null
        : dollars(Math.round(effort.expectedValueCents / 100) * 100),
    basis: effort.basis,
    flags: flagsOf(opportunity),
    sourceName: opportunity.sourceName,
    sourceUrl: opportunity.sourceUrl,
    seenOn: opportunity.seenOn,
  };
}
