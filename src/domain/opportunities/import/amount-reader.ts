/** An amount as it was read: the words, and the numbers where they are sure. */
export interface ReadAmount {
  readonly text: string | null;
  /** US dollars in cents. */
  readonly minCents: number | null;
  readonly maxCents: number | null;
  /** Why there are words and no numbers. */
  readonly problem: string | null;
}

/** Nothing that a student can win is worth more, so more was misread: 20 million dollars. */
const MOST_CENTS = 2_000_000_000;
const NOTHING = /^(n\/?a|none|null|-+|\/|0+(\.0+)?|\$0(\.0+)?|unknown|tbd|tba)?$/i;
const OTHER_CURRENCY =
  /[€£¥₹₽₩]|\b(EUR|GBP|CAD|CDN|AUD?|AUS|NZD|CHF|SEK|NOK|DKK|JPY|INR|HUF|PLN|GHC|ZAR|HKD?|SGD|TWD|RMB|CNY)(?=\b|\d|\$)|\b(C|A|CA|AU|NZ|HK|S|NT|R)\$|canadian|austral|hong kong|new zealand|\b(au|hk) dollars?|pounds?|euros?|francs?|rubles?|baht|yen|rupees?|kron/i;
/** Words after which a number is not what one applicant gets. */
const NOT_ONE_AWARD =
  /\b(total\w*|average|about|approx\w*|roughly|typical\w*|estimat\w*|prior|previous|last year|past|month\w*|semesters?|quarters?|weeks?|weekly|hours?|hourly|days?|drawings?|stipend of|\d{4} cycle)\b|%|\bper (project|course|credit)\b|\/(mo|month|week|hour|per project|project)\b/i;
const MONEY =
  /(?:(?:US|USD) ?)?\$ ?(\d[\d,]*(?:\.\d{1,2})?)( ?k\b| ?thousand| ?million)?|(\d[\d,]*(?:\.\d{1,2})?)( ?k\b| ?thousand| ?million)? ?(?:USD|US dollars|U\.S\. dollars|dollars)\b/gi;
const RANGE_REST =
  /^( ?(?:USD|US dollars)?)? ?(?:-|–|—|to|and|through) ?\$? ?(\d[\d,]*(?:\.\d{1,2})?)( ?k\b)?(?! ?(?:awards?|scholarships?|winners?|years?))/i;

/**
 * Reads one amount, one range, "up to …" or "… and more" in US dollars. Anything else keeps its
 * words and gets no numbers: other currencies, bare numbers without a currency, several different
 * awards, totals, averages, what was paid last time, shares of tuition.
 *
 * @param isInDollars the heading or the type of the value says that a bare number is dollars.
 */
export function readAmount(words: string, isInDollars = false): ReadAmount {
  const text = words.trim();
  if (NOTHING.test(text)) return { text: null, minCents: null, maxCents: null, problem: null };
  const unread = (problem: string): ReadAmount => ({
    text,
    minCents: null,
    maxCents: null,
    problem,
  });
  if (OTHER_CURRENCY.test(text)) return unread('not in US dollars');
  if (/^\d[\d,]*(\.\d+)?$/.test(text)) {
    return isInDollars ? one(text, centsOf(text), '') : unread('names no currency');
  }
  const said = text
    .replace(/\([^)]*\)/g, ' ')
    .replace(
      /(^|[^$\d,.])(\d[\d,]*) ?(?:-|–|to) ?(\d[\d,]*) ?(USD|US dollars)\b/gi,
      '$1$$$2 - $$$3',
    );
  if (NOT_ONE_AWARD.test(said)) return unread('not the amount of one award');
  const [first, ...others] = [...said.matchAll(MONEY)];
  if (first === undefined) return unread('no amount in it');
  const before = said.slice(0, first.index);
  const rest = said.slice(first.index + first[0].length);
  const low = centsOf(first[1] ?? first[3] ?? '', first[2] ?? first[4]);
  const range = RANGE_REST.exec(rest);
  if (range !== null && (others.length === 0 || isEndOf(range, others, said, first))) {
    const high = centsOf(range[2] ?? '', range[3] ?? (first[2] === undefined ? undefined : 'k'));
    if (low === null || high === null || low > high) return unread('not a range');
    return { text, minCents: low, maxCents: high, problem: null };
  }
  if (others.length > 0) return unread('several amounts');
  return one(text, low, `${before}#${rest}`);
}

/** Whether the only other amount is the end of the range. */
function isEndOf(
  range: RegExpExecArray,
  others: readonly RegExpExecArray[],
  said: string,
  first: RegExpExecArray,
): boolean {
  const end = first.index + first[0].length + range[0].length;
  return others.length === 1 && (others[0]?.index ?? said.length) < end;
}

function one(text: string, cents: number | null, around: string): ReadAmount {
  if (cents === null) return { text, minCents: null, maxCents: null, problem: 'out of range' };
  const isMost = /\b(up to|maximum( of)?|as much as|no more than)\s*#/i.test(around);
  const isLeast =
    /\b(at least|minimum( of)?|start(s|ing)? at|from)\s*#|#\s*(\+|and up|or more|minimum|\/year minimum)|# ?(to|-) (full|all)/i.test(
      around,
    );
  return {
    text,
    minCents: isMost ? null : cents,
    maxCents: isLeast ? null : cents,
    problem: null,
  };
}

function centsOf(digits: string, unit?: string): number | null {
  if (!/^\d{1,3}(,\d{3})*(\.\d{1,2})?$|^\d+(\.\d+)?$/.test(digits)) return null;
  const times = { k: 1_000, thousand: 1_000, million: 1_000_000 }[
    (unit ?? '').trim().toLowerCase()
  ];
  const cents = Math.round(Number(digits.replaceAll(',', '')) * (times ?? 1) * 100);
  return cents > 0 && cents <= MOST_CENTS ? cents : null;
}
