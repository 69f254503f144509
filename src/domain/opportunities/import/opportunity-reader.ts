import { fieldsIn, FIELDS_OF_STUDY } from '../fields-of-study';
import {
  type EligibilityRules,
  OPPORTUNITY_TYPES,
  type OpportunityFacts,
  type OpportunityType,
  SCOPES,
} from '../opportunity';
import { readAmount } from './amount-reader';
import { readDay, readDeadline, type ReadDeadline } from './deadline-reader';
import { readEligibility, readScope } from './eligibility-reader';
import { junkReason } from './junk';
import { plainLine } from './plain-text';
import { readRequirements, recommendationLetters } from './requirement-reader';
import { isNothing, Row, type SourceRow } from './row';
import { stateCode } from './us-states';

/** What became of a row: an opportunity, or why it is none; and what was not taken as it stood. */
export type Reading =
  | { readonly facts: OpportunityFacts; readonly notes: readonly string[] }
  | { readonly refused: string };

/** What holds for all rows of a file. */
export interface Source {
  readonly name: string;
  /** The type of rows that don't name theirs. */
  readonly type: OpportunityType;
}

const COUNTRIES: Readonly<Record<string, string>> = {
  canada: 'CA',
  'united states': 'US',
  'united states of america': 'US',
  usa: 'US',
  us: 'US',
  'u.s.': 'US',
};
const CLOSED =
  /\b(closed|expired|discontinued|no longer (accept\w*|available|offered)|not available|suspended)\b/i;
const COSTS_MONEY =
  /\b(application|entry|submission|reading|judging) fees?\b|\bfee of \$|\$\d[\d,.]* (\w+ )?fee\b|\bmust (purchase|buy)\b|\bpaid membership\b/i;
const COSTS_NOTHING =
  /\b(no|free|waive[ds]?|without an?|zero)\b[^.]{0,20}\bfees?\b|\$0 (application )?fee/i;
const LONGEST_DESCRIPTION = 20_000;

/** Reads one row of a file: maps its columns, cleans its texts and takes only what is sure. */
export function readOpportunity(sourceRow: SourceRow, source: Source): Reading {
  const row = new Row(sourceRow);
  const name = plainLine(row.text('name'));
  const organization = plainLine(row.text('organization')).replace(/^sponsor(ed by)?: */i, '');
  const description = row.text('description').slice(0, LONGEST_DESCRIPTION);
  const eligibility = [
    ...new Set(row.texts('eligibility').filter((text) => !isNothing(text))),
  ].join('\n');
  const refused = junkReason({
    name,
    organization,
    description,
    eligibility,
    amount: row.text('amount'),
    hasUrl: addressIn([...row.texts('url'), ...row.texts('sourceUrl')]) !== null,
  });
  if (refused !== null) return { refused };
  const asked = row
    .texts('requirements')
    .filter((text) => !isNothing(text))
    .join('\n');
  const notes: string[] = [];
  const amount = readAmount(plainLine(row.text('amount')), row.isAmountInDollars && !isAbroad(row));
  if (amount.problem !== null) notes.push(`amount "${shortened(amount.text)}": ${amount.problem}`);
  const deadline = deadlineOf(row, notes);
  const rules = rulesOf(row, name, `${eligibility}\n${asked}`, notes);
  const applicationUrl = addressIn([...row.texts('url'), ...row.texts('secondUrl')]);
  if (applicationUrl === null && row.text('url') !== '')
    notes.push('the address is not http or https');
  const seenOn = readDay(row.text('seenOn'));
  const status = row.text('status');
  const said = `${description}\n${eligibility}\n${asked}`;
  return {
    notes,
    facts: {
      type: typeOf(row) ?? source.type,
      name,
      organization:
        organization === '' || isNothing(organization) ? null : organization.slice(0, 300),
      description,
      amountText: amount.text,
      amountCentsMin: amount.minCents,
      amountCentsMax: amount.maxCents,
      deadline: deadline.date,
      deadlineText: deadline.text,
      opensOn: readDay(row.text('opens')),
      eligibility: [eligibility, eligibility === '' ? asked : ''].join('').trim() || null,
      rules,
      scope: SCOPES.find((scope) => scope === row.text('scope')) ?? readScope(said, rules.states),
      awardsPerYear: awardsOf(row),
      requirements: requirementsOf(row, `${asked}\n${eligibility}`),
      applicationUrl,
      sourceUrl: addressIn(row.texts('sourceUrl')),
      sourceName: row.text('sourceName') || source.name,
      seenOn,
      isClosed:
        row.flag('notAvailable') ||
        CLOSED.test(status) ||
        /\b(scholarship|program|award) (has been |is )(discontinued|no longer)/i.test(said),
      isPayToPlay: row.says('feeRequired') || (COSTS_MONEY.test(said) && !COSTS_NOTHING.test(said)),
      hasTentativeDeadline: deadline.isTentative,
      isUnverified: seenOn === null || applicationUrl === null,
    },
  };
}

/** Words about time, or about where to ask for it; other words in a deadline's column are strays. */
const TIME = /\d|\b(day|date|month|year|week|contact|see|check|ask|visit|website|sponsor)/i;

/** A deadline that its row's status calls expected, or that is last year's, is only words. */
function deadlineOf(row: Row, notes: string[]): ReadDeadline {
  const isExpected = /\b(expected|tentative|estimated|historical|unconfirmed|last year)\b/i.test(
    row.text('status'),
  );
  const read = readDeadline(plainLine(row.text('deadline')));
  if (read.date !== null && !isExpected) return read;
  const window = plainLine(row.text('expectedDeadline'));
  const expected = readDay(window) === null ? window : `Expected: ${window}`;
  const last = plainLine(row.text('lastDeadline'));
  const said = read.problem === 'not a day' && !TIME.test(read.text ?? '') ? '' : (read.text ?? '');
  const words = [said, expected, last === '' ? '' : `Last time: ${last}`].filter(
    (text) => text !== '',
  );
  if (read.problem !== null || isExpected) {
    const given = words.length === 0 ? read.text : words.join('; ');
    notes.push(`deadline "${shortened(given)}": ${read.problem ?? 'tentative'}`);
  }
  return {
    date: null,
    text: words.length === 0 ? null : words.join('; ').slice(0, 1_000),
    isTentative: read.isTentative || isExpected || expected !== '' || last !== '',
    problem: read.problem,
  };
}

function rulesOf(row: Row, name: string, text: string, notes: string[]): EligibilityRules {
  const read = readEligibility(text);
  const gpa = row.number('minGpa');
  if (gpa !== null && (gpa <= 0 || gpa > 4)) notes.push(`GPA ${gpa}: not of 4`);
  const states = statesOf(row);
  const income = row.number('maxIncome');
  return {
    minGpa: gpa !== null && gpa > 0 && gpa <= 4 ? gpa : read.minGpa,
    grades: gradesOf(row) ?? read.grades,
    states: states ?? read.states,
    countries: countriesOf(row),
    citizenship: citizenshipOf(row) ?? read.citizenship,
    fields: fieldsOf(row, name),
    needsFinancialNeed: row.flag('financialNeed') || read.needsFinancialNeed,
    maxHouseholdIncome:
      income !== null && income >= 5_000 ? Math.round(income) : read.maxHouseholdIncome,
    hasOtherConditions: row.says('otherConditions') || read.hasOtherConditions,
  };
}

/** Only where every place that the row names is a state: beside countries or cities it is no limit. */
function statesOf(row: Row): string[] | null {
  const places = [...row.items('states'), ...row.items('countries'), ...row.items('cities')];
  const codes = places
    .filter((place) => COUNTRIES[place.toLowerCase()] !== 'US')
    .map((place) => stateCode(place));
  const known = codes.filter((code) => code !== null);
  return known.length === 0 || known.length < codes.length ? null : [...new Set(known)].toSorted();
}

function gradesOf(row: Row): number[] | null {
  const grades = new Set(
    row.items('grades').flatMap((item) => {
      const range = /^(\d{1,2}) ?- ?(\d{1,2})$/.exec(item);
      if (range !== null) {
        const [low, high] = [Number(range[1]), Number(range[2])];
        return high >= low ? Array.from({ length: high - low + 1 }, (_, at) => low + at) : [];
      }
      if (/^(grade )?\d{1,2}(th)?$/i.test(item)) return [Number(/\d+/.exec(item)?.[0])];
      if (/\bundergrad/i.test(item)) return [13, 14, 15, 16];
      const years = ['freshman', 'sophomore', 'junior', 'senior'];
      const year = years.findIndex((word) => new RegExp(`high school ${word}`, 'i').test(item));
      return year < 0 ? [] : [year + 9];
    }),
  );
  const known = [...grades].filter((grade) => grade >= 1 && grade <= 16);
  return known.length === 0 ? null : known.toSorted((a, b) => a - b);
}

/** Only where every country that the row names is one we know, so that nobody is shut out by half a list. */
function countriesOf(row: Row): string[] | null {
  const named = [
    ...row.items('countries'),
    ...[...row.items('states'), ...row.items('cities')].filter(
      (item) => COUNTRIES[item.toLowerCase()],
    ),
  ];
  const known = named.map((country) => COUNTRIES[country.toLowerCase()]);
  return named.length === 0 || known.includes(undefined)
    ? null
    : [...new Set(known as string[])].toSorted();
}

function isAbroad(row: Row): boolean {
  const named = [...row.items('countries'), ...row.items('states')].map((item) =>
    item.toLowerCase(),
  );
  return (
    named.some((item) => COUNTRIES[item] === 'CA') &&
    !named.some((item) => COUNTRIES[item] === 'US')
  );
}

function citizenshipOf(row: Row): string[] | null {
  const found = row.items('citizenship').flatMap((item) => {
    if (/^(us|u\.s\.|usa|american|united states)( citizens?)?$/i.test(item)) return ['US'];
    if (/^(us|u\.s\.)[_ ]only$/i.test(item)) return ['US'];
    if (/permanent.resident|legal resident|daca/i.test(item)) return ['US', 'US-PR'];
    return /^canad(a|ian)( citizens?)?$/i.test(item) ? ['CA'] : [];
  });
  return found.length === 0 ? null : [...new Set(found)].toSorted();
}

/** STEM is eight of them; a list of more than that restricts to nothing. */
const MOST_FIELDS = 8;

function fieldsOf(row: Row, name: string): string[] | null {
  const named = row.bestItems('fields');
  const exact = named
    .map((item) => item.toLowerCase())
    .filter((item) => FIELDS_OF_STUDY.includes(item));
  const known = [...new Set([...exact, ...fieldsIn(named.join(', '))])];
  const fields = known.length === 0 ? fieldsIn(name) : known;
  return fields.length === 0 || fields.length > MOST_FIELDS ? null : fields.toSorted();
}

function typeOf(row: Row): OpportunityType | null {
  const words = row.texts('type').join(' ').toLowerCase();
  return OPPORTUNITY_TYPES.find((type) => new RegExp(`\\b${type}s?\\b`).test(words)) ?? null;
}

/** One is what files say when nobody thought about it. */
function awardsOf(row: Row): number | null {
  const awards = row.number('awards');
  return awards !== null && Number.isInteger(awards) && awards > 1 && awards < 100_000
    ? awards
    : null;
}

function requirementsOf(row: Row, text: string): string[] {
  const letters = row.number('letters') ?? 0;
  const told = [
    ...(row.flag('essayRequired') ? ['Essay'] : []),
    ...(letters > 0 && letters < 10 ? [recommendationLetters(letters)] : []),
    ...(row.flag('transcriptRequired') ? ['Transcript'] : []),
    ...(row.flag('resumeRequired') ? ['Résumé'] : []),
    ...(row.flag('coverLetterRequired') ? ['Cover letter'] : []),
    ...(row.flag('enrollmentProof') ? ['Proof of enrollment'] : []),
  ];
  const read = readRequirements(text).filter(
    (requirement) => letters === 0 || !/recommendation/i.test(requirement),
  );
  return [...new Set([...told, ...read])];
}

function addressIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const address = /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? new URL(text) : null;
    if (address !== null && address.hostname.includes('.') && text.length <= 2_000)
      return address.href;
  }
  return null;
}

function shortened(text: string | null): string {
  return (text ?? '').length > 80 ? `${(text ?? '').slice(0, 79)}…` : (text ?? '');
}
