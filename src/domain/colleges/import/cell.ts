/** What stands in cells whose figure is not published; never a number. */
const WITHHELD = new Set([
  '',
  '.',
  '-',
  'null',
  'na',
  'n/a',
  'nan',
  'none',
  'ps',
  'privacysuppressed',
  'privacy suppressed',
  'not applicable',
]);
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The text of a cell; null where nothing is published. */
export function knownText(cell: string | undefined): string | null {
  const text = cell?.trim() ?? '';
  return WITHHELD.has(text.toLowerCase()) ? null : text;
}

/** The number in a cell: null where nothing is published, `unreadable` for anything else. */
export function knownNumber(cell: string | undefined): number | 'unreadable' | null {
  const text = knownText(cell);
  if (text === null) return null;
  return NUMBER.test(text) ? Number(text) : 'unreadable';
}

/** A key of digits with the leading zeros that spreadsheets drop; null for anything else. */
export function digits(cell: string | undefined, length: number): string | null {
  const text = knownText(cell)?.replace(/\.0+$/, '') ?? '';
  return /^\d+$/.test(text) && text.length <= length ? text.padStart(length, '0') : null;
}
