const OPPOSITE: Readonly<Record<string, string>> = { '+': '-', '-': '+' };

/**
 * The same time zone in PostgreSQL's words. It reads a bare offset the POSIX way, in which places
 * east of Greenwich are negative, and takes short names such as IST or PST for other places or
 * for none: of those it gets the long name.
 */
export function postgresTimeZone(name: string): string {
  const opposite = OPPOSITE[name.charAt(0)];
  if (opposite !== undefined) return `${opposite}${name.slice(1)}`;
  if (name.includes('/')) return name;
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
}
