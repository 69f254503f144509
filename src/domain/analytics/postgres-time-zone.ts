/**
 * The same time zone in PostgreSQL's words. It reads a bare offset the POSIX way, in which places
 * east of Greenwich are negative.
 */
export function postgresTimeZone(name: string): string {
  const OPPOSITE: Readonly<Record<string, string>> = { '+': '-', '-': '+' };
  const opposite = OPPOSITE[name.charAt(0)];
  return opposite === undefined ? name : `${opposite}${name.slice(1)}`;
}
