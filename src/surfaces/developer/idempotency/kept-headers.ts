/** Headers that belong to a reply; the others, limits for one, belong to the moment. */
const KEPT: ReadonlySet<string> = new Set([
  'allow',
  'cache-control',
  'content-disposition',
  'content-type',
  'link',
  'location',
  'x-accel-buffering',
]);

/** The headers of a reply that its repetitions carry too. */
export function keptHeadersOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return Object.fromEntries(
    named.flatMap(([name, value]) =>
      KEPT.has(name) && value !== undefined ? [[name, String(value)]] : [],
    ),
  );
}
