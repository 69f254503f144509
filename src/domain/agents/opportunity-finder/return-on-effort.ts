import type { OpportunityFacts, Scope } from '../../opportunities/opportunity';

/** What an application costs in hours and may bring; each null where nothing supports a number. */
export interface ReturnOnEffort {
  readonly effortHours: number | null;
  /** An estimate from the scope and the fit, 0 to 1, to three decimals. */
  readonly successProbability: number | null;
  /** US dollars in cents. */
  readonly expectedValueCents: number | null;
  /** What the numbers rest on, or why they are null. */
  readonly basis: string;
}

/** Filling in the form itself. */
const FORM_HOURS = 1;
/** Hours that each part of an application takes, by how it begins. */
const HOURS: readonly { readonly part: RegExp; readonly hours: number }[] = [
  { part: /^essay/i, hours: 4 },
  { part: /^(\d )?recommendation letter/i, hours: 2 },
  { part: /^transcript/i, hours: 1 },
  { part: /^(résumé|resume|cover letter)/i, hours: 2 },
  { part: /^(portfolio|audition|video)/i, hours: 10 },
  { part: /^interview/i, hours: 2 },
  { part: /^test scores/i, hours: 1 },
  { part: /^financial documents/i, hours: 3 },
  { part: /^(research project|exam)/i, hours: 20 },
  { part: /^nomination/i, hours: 2 },
  { part: /^proof of enrollment/i, hours: 1 },
];
/** The share of applicants who win where nothing else is known, and how many apply. */
const PRIORS: Readonly<Record<Scope, { readonly chance: number; readonly applicants: number }>> = {
  local: { chance: 0.1, applicants: 100 },
  state: { chance: 0.05, applicants: 1_000 },
  national: { chance: 0.02, applicants: 10_000 },
};
const GREATEST_CHANCE = 0.5;

/**
 * `effort_hours` = 1 + Σ hours of the parts of the application;
 * `success_probability` = prior of the scope × match score, where the prior is awards a year ÷
 * assumed applicants (at most 0.5) if the awards are known;
 * `expected_value` = success_probability × amount.
 */
export function returnOnEffort(
  facts: Pick<
    OpportunityFacts,
    'requirements' | 'scope' | 'awardsPerYear' | 'amountCentsMin' | 'amountCentsMax'
  >,
  matchScore: number | null,
): ReturnOnEffort {
  const { scope, awardsPerYear } = facts;
  const amount = amountCentsOf(facts);
  const chance = scope === null || matchScore === null ? null : priorOf(scope, awardsPerYear);
  const probability =
    chance === null || matchScore === null ? null : Number((chance * matchScore).toFixed(3));
  return {
    effortHours: effortHoursOf(facts.requirements),
    successProbability: probability,
    expectedValueCents:
      probability === null || amount === null ? null : Math.round(probability * amount),
    basis: basisOf(scope, awardsPerYear, matchScore, amount),
  };
}

/** The middle of a range, or the bound that is known; null without a readable amount. */
export function amountCentsOf({
  amountCentsMin: min,
  amountCentsMax: max,
}: Pick<OpportunityFacts, 'amountCentsMin' | 'amountCentsMax'>): number | null {
  if (min === null || max === null) return min ?? max;
  return Math.round((min + max) / 2);
}

function effortHoursOf(requirements: readonly string[]): number | null {
  const known = requirements.flatMap((requirement) => {
    const kind = HOURS.find(({ part }) => part.test(requirement));
    const times = Number(/^\d+/.exec(requirement)?.[0] ?? 1);
    return kind === undefined ? [] : [kind.hours * times];
  });
  return known.length === 0 ? null : known.reduce((sum, hours) => sum + hours, FORM_HOURS);
}

function priorOf(scope: Scope, awards: number | null): number {
  const { chance, applicants } = PRIORS[scope];
  return awards === null ? chance : Math.min(GREATEST_CHANCE, awards / applicants);
}

function basisOf(
  scope: Scope | null,
  awards: number | null,
  matchScore: number | null,
  amount: number | null,
): string {
  if (scope === null) return 'No estimate: its source does not say who competes for it.';
  if (matchScore === null) return 'No estimate: nothing in the record can be compared with it.';
  const what = awards === null ? 'the usual share of winners' : `${awards} awards a year`;
  const value = amount === null ? ' No value: its amount is not known in dollars.' : '';
  return `An estimate from ${what} at ${scope} level and the match, not a forecast.${value}`;
}
