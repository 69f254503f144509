import type { Opportunity } from '../../opportunities/opportunity';
import type { IncomeBand, StudentRecord } from '../../students/student-record';

/** What is known of whether a student meets the rules of an opportunity, each in one sentence. */
export interface RuleCheck {
  readonly met: readonly string[];
  readonly unmet: readonly string[];
  /** What would settle a rule on which the record is silent. */
  readonly open: readonly string[];
}

type Verdict = { readonly is: 'met' | 'unmet' | 'open'; readonly because: string } | null;

/** The bounds of each band; the last one has no upper one. */
const BANDS: Readonly<Record<IncomeBand, readonly [number, number | null]>> = {
  '0-30000': [0, 30_000],
  '30001-48000': [30_001, 48_000],
  '48001-75000': [48_001, 75_000],
  '75001-110000': [75_001, 110_000],
  '110001+': [110_001, null],
};
/** Up to this income a student is taken to have the financial need that most funds mean. */
const NEED_UP_TO = 75_000;

/**
 * Compares the rules that an opportunity states with a record. A rule that it does not state, and
 * a fact that the record does not hold, decide nothing.
 */
export function checkRules(record: StudentRecord, opportunity: Opportunity): RuleCheck {
  const { rules } = opportunity;
  const verdicts = [
    gpaVerdict(record, rules.minGpa),
    gradeVerdict(record, rules.grades),
    stateVerdict(record, rules.states),
    countryVerdict(record, rules.countries),
    citizenshipVerdict(record, rules.citizenship),
    incomeVerdict(record, rules.maxHouseholdIncome),
    needVerdict(record, rules.needsFinancialNeed),
    rules.hasOtherConditions
      ? open('It names further conditions that are not kept in records: read its eligibility.')
      : null,
  ];
  const sentences = (is: 'met' | 'unmet' | 'open') =>
    verdicts.flatMap((verdict) => (verdict?.is === is ? [verdict.because] : []));
  return { met: sentences('met'), unmet: sentences('unmet'), open: sentences('open') };
}

/** The GPA of a record on a scale of 4; null where it has none. */
export function gpaOfFour({ gpa }: Pick<StudentRecord, 'gpa'>): number | null {
  return gpa === null ? null : Number(((gpa.value / gpa.scale) * 4).toFixed(2));
}

function gpaVerdict(record: StudentRecord, least: number | null): Verdict {
  if (least === null) return null;
  const gpa = gpaOfFour(record);
  if (gpa === null) return open(`Add a GPA: it asks for ${least.toFixed(1)} or more.`);
  return gpa >= least
    ? met(`A GPA of ${gpa.toFixed(2)} of 4 meets its ${least.toFixed(1)}.`)
    : unmet(`A GPA of ${gpa.toFixed(2)} of 4 is below its ${least.toFixed(1)}.`);
}

function gradeVerdict({ grade }: StudentRecord, grades: readonly number[] | null): Verdict {
  if (grades === null) return null;
  if (grade === null) return open(`Add the grade: it is for grades ${grades.join(', ')}.`);
  return grades.includes(grade)
    ? met(`It is open to grade ${grade}.`)
    : unmet(`It is for grades ${grades.join(', ')}, not ${grade}.`);
}

function stateVerdict({ state }: StudentRecord, states: readonly string[] | null): Verdict {
  if (states === null) return null;
  if (state === null) return open(`Add the state: it is for residents of ${states.join(', ')}.`);
  return states.includes(state)
    ? met(`It is for residents of ${state}.`)
    : unmet(`It is for residents of ${states.join(', ')}.`);
}

function countryVerdict({ state }: StudentRecord, countries: readonly string[] | null): Verdict {
  if (countries === null) return null;
  if (state === null) return open(`Add the state: it is for residents of ${countries.join(', ')}.`);
  return countries.includes('US')
    ? met('It is open to residents of the US.')
    : unmet(`It is for residents of ${countries.join(', ')}.`);
}

function citizenshipVerdict(
  { citizenship }: StudentRecord,
  asked: readonly string[] | null,
): Verdict {
  if (asked === null) return null;
  const takesResidents = asked.some((code) => code.endsWith('-PR'));
  const citizens = asked.filter((code) => !code.endsWith('-PR')).join(', ');
  if (citizenship === null) return open(`Add the citizenship: it asks for that of ${citizens}.`);
  if (asked.includes(citizenship)) return met(`It takes citizens of ${citizenship}.`);
  return takesResidents
    ? open(`It takes citizens and permanent residents of ${citizens}: only the student can say.`)
    : unmet(`It takes citizens of ${citizens} only.`);
}

function incomeVerdict({ householdIncomeBand }: StudentRecord, most: number | null): Verdict {
  if (most === null) return null;
  const limit = `$${most.toLocaleString('en-US')}`;
  if (householdIncomeBand === null) {
    return open(`Add the household income band: it takes incomes up to ${limit}.`);
  }
  const [low, high] = BANDS[householdIncomeBand];
  if (high !== null && high <= most) return met(`The household income is below its ${limit}.`);
  return low > most
    ? unmet(`The household income is above its ${limit}.`)
    : open(`Its limit of ${limit} lies within the household income band.`);
}

function needVerdict({ householdIncomeBand }: StudentRecord, isAsked: boolean): Verdict {
  if (!isAsked) return null;
  if (householdIncomeBand === null) {
    return open('Add the household income band: it asks for financial need.');
  }
  const [, high] = BANDS[householdIncomeBand];
  return high !== null && high <= NEED_UP_TO
    ? met('The household income speaks for the financial need it asks for.')
    : open('It asks for financial need, which it decides itself.');
}

const met = (because: string): Verdict => ({ is: 'met', because });
const unmet = (because: string): Verdict => ({ is: 'unmet', because });
const open = (because: string): Verdict => ({ is: 'open', because });
