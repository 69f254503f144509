import type { EligibilityRules, Scope } from '../opportunity';
import { statesOfResidence } from './us-states';

type TextRules = Omit<EligibilityRules, 'fields' | 'countries'>;

const GPA = [
  /\b(?:minimum |min\.? )?(?:cumulative |unweighted |high school |overall )*(?:GPA|G\.P\.A\.?|grade point average)(?: requirement)?(?: of| is|:)?(?: at least| a minimum of)? ?(\d\.\d{1,2})\b/gi,
  /\b(\d\.\d{1,2}) ?\+? ?(?:\(on an? [^)]*\) ?)?(?:or (?:higher|above|better|greater) )?(?:cumulative |unweighted |minimum |high school |overall )*(?:GPA\b|G\.P\.A|grade point)/gi,
];
const WISH = /\b(prefer\w*|encourag\w*|ideal\w*|recommended)\b/i;
const SCHOOL_YEARS: Readonly<Record<string, number>> = {
  freshman: 9,
  freshmen: 9,
  sophomore: 10,
  junior: 11,
  senior: 12,
};
const COLLEGE =
  /\b(college|university|undergraduate|graduate|doctoral|ph\.?d|master'?s) (students?|freshm[ae]n|sophomores?|juniors?|seniors?|level)\b|\benrolled (full[- ]time )?(at|in) (an? )?(accredited|college|university)/i;
/** What nothing is kept about, so that only the student can say. */
const OTHER_CONDITIONS =
  /\b(wom[ae]n|girls?|females?|m[ae]le|boys?|african[- ]american|black|hispanic|latin[oax]\w*|asian|native american|american indian|alaska native|indigenous|aboriginal|first nations|tribal|minorit\w+|underrepresented|heritage|descent|jewish|christian|sikh\w*|muslim|catholic|faith|disabilit\w+|disabled|blind|deaf|veterans?|military|foster|lgbtq?\w*|first[- ]generation|undocumented|daca|parents?|children of|members? of|employees?|union|left-handed|tall|cancer|survivors?|adopted|orphans?|legal guardians?|dependents?)\b/i;

/**
 * The rules that a text states surely. What it only prefers is no rule, and where it says two
 * different things about one matter, neither is taken.
 */
export function readEligibility(text: string): TextRules {
  const sentences = text
    .replace(/\bU\.\s?S\.(\s?A\.)?/g, 'US')
    .split(/(?<=[.;!?])\s+|\n+/)
    .filter((sentence) => !WISH.test(sentence));
  const sure = sentences.join('\n');
  const hasNeed = sentences.some(
    (sentence) =>
      /\b(financial need|pell[- ]eligible|low[- ]income|demonstrat\w+ need|need-based)\b/i.test(
        sentence,
      ) && !/\b(not|regardless|without|no) \b/i.test(sentence),
  );
  return {
    minGpa: gpaIn(sure),
    grades: gradesIn(sure),
    states: statesOfResidence(sure),
    citizenship: citizenshipIn(sure),
    needsFinancialNeed: hasNeed,
    maxHouseholdIncome: incomeIn(sentences),
    hasOtherConditions: OTHER_CONDITIONS.test(text),
  };
}

/** Whose applications a text says are taken; null when it does not say. */
export function readScope(text: string, states: readonly string[] | null): Scope | null {
  if (
    /\b\w+ county\b|\bresidents of (the )?(city|town)\b|\b(city|town|school district) (of|residents)\b/i.test(
      text,
    )
  ) {
    return 'local';
  }
  if (states !== null) return 'state';
  return /\bnation(al|wide|ally)\b|\bacross the (country|nation|united states|u\.s\.)|\ball 50 states\b/i.test(
    text,
  )
    ? 'national'
    : null;
}

function gpaIn(text: string): number | null {
  const values = new Set(
    GPA.flatMap((pattern) => [...text.matchAll(pattern)].map(([, value]) => Number(value))),
  );
  const [only] = values;
  return values.size === 1 && only !== undefined && only > 0 && only <= 4 ? only : null;
}

function gradesIn(text: string): number[] | null {
  if (COLLEGE.test(text)) return null;
  const range =
    /\b(?:grades?|rising) (\d{1,2})(?:th)? ?(?:-|–|to|through|and) ?(?:grade )?(\d{1,2})(?:th)?\b/i.exec(
      text,
    );
  if (range !== null) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    return low >= 1 && high <= 12 && low <= high
      ? Array.from({ length: high - low + 1 }, (_, index) => low + index)
      : null;
  }
  const named = [
    ...text.matchAll(
      /\bhigh[- ]school ((?:(?:freshm[ae]n|sophomores?|juniors?|seniors?)(?:,? (?:and|or) |, | ?\/ ?)?)+)/gi,
    ),
  ].flatMap(([, years = '']) =>
    [...years.toLowerCase().matchAll(/freshm[ae]n|sophomore|junior|senior/g)].map(
      ([year]) => SCHOOL_YEARS[year] ?? 0,
    ),
  );
  return named.length === 0 ? null : [...new Set(named)].toSorted((a, b) => a - b);
}

function citizenshipIn(text: string): string[] | null {
  const found = [
    ...nationOf(text, 'US', '(?:U\\.?S\\.?(?:A\\.?)?|United States|American)'),
    ...nationOf(text, 'CA', '(?:Canada|Canadian)'),
  ];
  return found.length === 0 ? null : found;
}

function nationOf(text: string, code: string, name: string): string[] {
  const isAsked = new RegExp(
    `\\b${name} citizens?(?:hip)?\\b|\\bcitizens?(?:hip)? (?:of|in) (?:the )?${name}|\\b${name} national`,
    'i',
  ).test(text);
  if (!isAsked) return [];
  const takesResidents =
    /\b(permanent|legal|lawful)[- ](permanent )?residen(t|ts|cy|ce)\b|\bDACA\b/i.test(text);
  return takesResidents ? [code, `${code}-PR`] : [code];
}

function incomeIn(sentences: readonly string[]): number | null {
  const limits = sentences.flatMap((sentence) => {
    if (!/\b(income|household|family|AGI)\b/i.test(sentence)) return [];
    const limit =
      /\b(?:less than|below|under|up to|no more than|not exceed(?:ing)?|earning (?:less than|under)) \$ ?(\d{1,3}(?:,\d{3})+|\d{4,6})\b/i.exec(
        sentence,
      );
    return limit === null ? [] : [Number((limit[1] ?? '').replaceAll(',', ''))];
  });
  const [only] = limits;
  return limits.length === 1 && only !== undefined && only >= 5_000 ? only : null;
}
