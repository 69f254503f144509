import type { EligibilityRules, Opportunity, OpportunityFacts } from './opportunity';

/** A row as the database gives it: the rules lie flat. */
export type OpportunityRow = Omit<Opportunity, 'rules'> & EligibilityRules;

/** The columns of an opportunity by their names in the domain; days as text, decimals as numbers. */
export const OPPORTUNITY_COLUMNS = `
  o.id, o.type, o.name, o.organization, o.description, o.amount_text AS "amountText",
  o.amount_cents_min AS "amountCentsMin", o.amount_cents_max AS "amountCentsMax",
  o.deadline::text AS deadline, o.deadline_text AS "deadlineText", o.opens_on::text AS "opensOn",
  o.eligibility, o.min_gpa::float8 AS "minGpa", o.grades, o.states, o.countries, o.citizenship,
  o.fields, o.needs_financial_need AS "needsFinancialNeed",
  o.max_household_income AS "maxHouseholdIncome",
  o.has_other_conditions AS "hasOtherConditions", o.scope, o.awards_per_year AS "awardsPerYear",
  o.requirements, o.application_url AS "applicationUrl", o.source_url AS "sourceUrl",
  o.source_name AS "sourceName", o.seen_on::text AS "seenOn", o.is_closed AS "isClosed",
  o.is_pay_to_play AS "isPayToPlay", o.has_tentative_deadline AS "hasTentativeDeadline",
  o.is_unverified AS "isUnverified"`;

/** The opportunity of a row. */
export function toOpportunity(row: OpportunityRow): Opportunity {
  const { minGpa, grades, states, countries, citizenship, fields, ...others } = row;
  const { needsFinancialNeed, maxHouseholdIncome, hasOtherConditions, ...facts } = others;
  return {
    ...facts,
    rules: {
      minGpa,
      grades,
      states,
      countries,
      citizenship,
      fields,
      needsFinancialNeed,
      maxHouseholdIncome,
      hasOtherConditions,
    },
  };
}

/** The names in the database of everything that a source says, each once. */
export const STORED_COLUMNS = [
  ['type', 'text'],
  ['name', 'text'],
  ['organization', 'text'],
  ['description', 'text'],
  ['amount_text', 'text'],
  ['amount_cents_min', 'integer'],
  ['amount_cents_max', 'integer'],
  ['deadline', 'date'],
  ['deadline_text', 'text'],
  ['opens_on', 'date'],
  ['eligibility', 'text'],
  ['min_gpa', 'numeric'],
  ['grades', 'integer[]'],
  ['states', 'text[]'],
  ['countries', 'text[]'],
  ['citizenship', 'text[]'],
  ['fields', 'text[]'],
  ['needs_financial_need', 'boolean'],
  ['max_household_income', 'integer'],
  ['has_other_conditions', 'boolean'],
  ['scope', 'text'],
  ['awards_per_year', 'integer'],
  ['requirements', 'text[]'],
  ['application_url', 'text'],
  ['source_url', 'text'],
  ['source_name', 'text'],
  ['seen_on', 'date'],
  ['is_closed', 'boolean'],
  ['is_pay_to_play', 'boolean'],
  ['has_tentative_deadline', 'boolean'],
  ['is_unverified', 'boolean'],
] as const;

/** A record for `jsonb_to_recordset` with the columns above. */
export function toStored(facts: OpportunityFacts): Record<string, unknown> {
  return {
    type: facts.type,
    name: facts.name,
    organization: facts.organization,
    description: facts.description,
    amount_text: facts.amountText,
    amount_cents_min: facts.amountCentsMin,
    amount_cents_max: facts.amountCentsMax,
    deadline: facts.deadline,
    deadline_text: facts.deadlineText,
    opens_on: facts.opensOn,
    eligibility: facts.eligibility,
    min_gpa: facts.rules.minGpa,
    grades: facts.rules.grades,
    states: facts.rules.states,
    countries: facts.rules.countries,
    citizenship: facts.rules.citizenship,
    fields: facts.rules.fields,
    needs_financial_need: facts.rules.needsFinancialNeed,
    max_household_income: facts.rules.maxHouseholdIncome,
    has_other_conditions: facts.rules.hasOtherConditions,
    scope: facts.scope,
    awards_per_year: facts.awardsPerYear,
    requirements: facts.requirements,
    application_url: facts.applicationUrl,
    source_url: facts.sourceUrl,
    source_name: facts.sourceName,
    seen_on: facts.seenOn,
    is_closed: facts.isClosed,
    is_pay_to_play: facts.isPayToPlay,
    has_tentative_deadline: facts.hasTentativeDeadline,
    is_unverified: facts.isUnverified,
  };
}
