/** A deadline as it was read. */
export interface ReadDeadline {
  /** `YYYY-MM-DD`; null unless the words state one day, with its year, definitely. */
  readonly date: string | null;
  readonly text: string | null;
  /** The words speak of an expected or last time's day. */
  readonly isTentative: boolean;
  /** Why there are words and no day. */
  readonly problem: string | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const YEAR = '(\\d{4})';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
/** Each way to write a day, and which of its groups is the year, the month and the day. */
const FORMS: readonly { readonly pattern: RegExp; readonly order: readonly number[] }[] = [
  {
    pattern: new RegExp(`\\b${YEAR}[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)`, 'gi'),
    order: [1, 2, 3],
  },
  { pattern: new RegExp(`\\b${MONTH} ${DAY},? ${YEAR}\\b`, 'gi'), order: [3, 1, 2] },
  { pattern: new RegExp(`\\b${DAY}(?: of)? ${MONTH},? ${YEAR}\\b`, 'gi'), order: [3, 2, 1] },
  { pattern: new RegExp(`\\b(\\d{1,2})-${MONTH}-${YEAR}\\b`, 'gi'), order: [3, 2, 1] },
  { pattern: new RegExp(`\\b(\\d{1,2})\\.(\\d{1,2})\\.${YEAR}\\b`, 'gi'), order: [3, 2, 1] },
  { pattern: new RegExp(`\\b(\\d{1,2})[-/](\\d{1,2})[-/]${YEAR}\\b`, 'gi'), order: [3, 1, 2] },
];
const NOTHING = /^(n\/?a|none|null|-+|unknown)?$/i;
const TENTATIVE =
  /\b(tb[acd]|to be (announced|determined|confirmed)|var(y|ies|ious|iable)|expect\w*|estimat\w*|tentativ\w*|anticipat\w*|typical\w*|usual\w*|approx\w*|about|around|likely|probabl\w*|planning|last (year|cycle)|past|prior|previous\w*|histor\w*|each year|every year|annual\w*|yearly|early|mid|late|spring|summer|fall|autumn|winter|check|example|rough\w*|not confirmed|unconfirmed|may change)\b|\?|~/i;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a deadline. A day counts only when it is written with its year, is the only one in the
 * words, exists, and nothing in the words makes it tentative. A moment in UTC before noon is the
 * evening before in America, where it was meant; midnight alone is a day without a time.
 */
export function readDeadline(words: string): ReadDeadline {
  const text = words.trim();
  const unread = (problem: string | null, isTentative = false): ReadDeadline => ({
    date: null,
    text: NOTHING.test(text) ? null : text,
    isTentative,
    problem,
  });
  if (NOTHING.test(text)) return unread(null);
  if (TENTATIVE.test(text)) return unread('tentative', true);
  const moment = MOMENT.exec(text);
  if (moment !== null) return fromMoment(text, moment, unread);
  const days = daysIn(text);
  if (days.length === 0) return unread(wordsFor(text));
  if (days.length > 1) return unread('more than one day');
  const [day] = days;
  return day === null || day === undefined
    ? unread('a day that does not exist')
    : { date: day, text, isTentative: false, problem: null };
}

/** A day alone, e.g. of an opening; null unless it is written as one definite day. */
export function readDay(words: string): string | null {
  return readDeadline(words).date;
}

/** Every different day in the words; null for one that does not exist. */
function daysIn(text: string): (string | null)[] {
  const found = new Set<string | null>();
  let rest = text.replace(/\s+/g, ' ');
  for (const { pattern, order } of FORMS) {
    for (const match of rest.matchAll(pattern)) {
      const [year, month, day] = order.map((group) => match[group] ?? '') as [
        string,
        string,
        string,
      ];
      found.add(dayOf(year, month, day));
    }
    rest = rest.replace(pattern, ' ');
  }
  return [...found];
}

function dayOf(year: string, month: string, day: string): string | null {
  let monthNumber = Number(month);
  let dayNumber = Number(day);
  if (Number.isNaN(monthNumber)) {
    monthNumber = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  } else if (monthNumber > 12 && dayNumber <= 12) {
    [monthNumber, dayNumber] = [dayNumber, monthNumber];
  }
  const iso = `${year}-${String(monthNumber).padStart(2, '0')}-${String(dayNumber).padStart(2, '0')}`;
  const time = Date.parse(iso);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
  return exists && year >= '1990' && year <= '2100' ? iso : null;
}

function fromMoment(
  text: string,
  [, day = '', hour = '', minute = '', , , zone]: RegExpExecArray,
  unread: (problem: string) => ReadDeadline,
): ReadDeadline {
  const [known] = daysIn(day);
  if (known === null || known === undefined || Number(hour) > 23) {
    return unread('a day that does not exist');
  }
  const isNightInUtc = zone === 'Z' && Number(hour) < 12 && `${hour}${minute}` !== '0000';
  const date = isNightInUtc
    ? new Date(Date.parse(known) - 86_400_000).toISOString().slice(0, 10)
    : known;
  return { date, text, isTentative: false, problem: null };
}

function wordsFor(text: string): string {
  if (/\b(rolling|ongoing|continuous|open until|no deadline|monthly|quarterly)\b/i.test(text)) {
    return 'no fixed day';
  }
  return new RegExp(`\\b${MONTH}(?![a-z])|\\d{1,2}/\\d{1,2}`, 'i').test(text)
    ? 'a day without its year'
    : 'not a day';
}
