/** Three letters that the time zone database itself has; all others are old names of ICU's own. */
const SHORT_NAMES = new Set([
  'CET',
  'EET',
  'EST',
  'GMT',
  'HST',
  'MET',
  'MST',
  'PRC',
  'ROC',
  'ROK',
  'UCT',
  'UTC',
  'WET',
]);

/**
 * Whether this is a zone of the IANA time zone database, so that Node and PostgreSQL mean the same
 * by it. Node alone knows further names: IST is India to it and Israel to PostgreSQL, PNT is nothing.
 */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name) || /^SystemV\//i.test(name)) return false;
  if (/^[a-z]{3}$/i.test(name) && !SHORT_NAMES.has(name.toUpperCase())) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
