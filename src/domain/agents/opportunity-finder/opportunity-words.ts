import type { Opportunity } from '../../opportunities/opportunity';

/** US dollars without cents that are zero: `$10,000`, `$12.50`. */
export function dollars(cents: number): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  return `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** An amount as a person reads it: one, a range, a bound, or the source's own words. */
export function amountInWords({
  amountCentsMin: min,
  amountCentsMax: max,
  amountText,
}: Pick<Opportunity, 'amountCentsMin' | 'amountCentsMax' | 'amountText'>): string | null {
  if (min !== null && max !== null) {
    return min === max ? dollars(min) : `${dollars(min)}–${dollars(max)}`;
  }
  if (max !== null) return `Up to ${dollars(max)}`;
  return min === null ? amountText : `${dollars(min)} or more`;
}

/** What is asked of an applicant and of the application, one short line each. */
export function requirementsInWords({ rules, requirements }: Opportunity): string[] {
  const income = rules.maxHouseholdIncome;
  return [
    ...(rules.minGpa === null ? [] : [`${rules.minGpa.toFixed(1)}+ GPA`]),
    ...(rules.fields === null
      ? []
      : [`Field: ${rules.fields.map((field) => field.replaceAll('_', ' ')).join(', ')}`]),
    ...(rules.grades === null ? [] : [`Grade ${spans(rules.grades)}`]),
    ...(rules.citizenship === null ? [] : [citizens(rules.citizenship)]),
    ...(rules.states === null ? [] : [`Resident of ${rules.states.join(', ')}`]),
    ...(rules.countries === null ? [] : [`Resident of ${rules.countries.join(', ')}`]),
    ...(rules.needsFinancialNeed ? ['Financial need'] : []),
    ...(income === null ? [] : [`Household income up to $${income.toLocaleString('en-US')}`]),
    ...requirements,
  ];
}

/** Numbers with neighbours joined: `9–12`. */
function spans(numbers: readonly number[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)];
  const isRun = last !== undefined && first !== undefined && last - first === numbers.length - 1;
  return isRun && numbers.length > 1 ? `${first}–${last}` : numbers.join(', ');
}

function citizens(codes: readonly string[]): string {
  const countries = codes.filter((code) => !code.endsWith('-PR')).join(' or ');
  return codes.some((code) => code.endsWith('-PR'))
    ? `${countries} citizen or permanent resident`
    : `${countries} citizen`;
}
