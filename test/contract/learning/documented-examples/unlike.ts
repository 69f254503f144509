const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * In what a reply differs from the documented one: a field that is missing, or a value of another
 * type. More fields are fine; a documented null says only that the field is there.
 *
 * @returns a line for each difference, with the path to it.
 */
export function unlike(documented: unknown, actual: unknown, path = 'reply'): string[] {
  if (actual === undefined) return [`${path} is missing`];
  if (documented === null) return [];
  if (Array.isArray(documented)) {
    if (!Array.isArray(actual)) return [`${path} is no list`];
    if (documented.length > 0 && actual.length === 0) return [`${path} is empty`];
    return documented.length === 0
      ? []
      : actual.flatMap((entry, index) => unlike(documented[0], entry, `${path}[${index}]`));
  }
  if (typeof documented === 'object') {
    if (typeof actual !== 'object' || actual === null) return [`${path} is no object`];
    return Object.entries(documented).flatMap(([name, value]) =>
      unlike(value, (actual as Record<string, unknown>)[name], `${path}.${name}`),
    );
  }
  if (typeof actual !== typeof documented) {
    return [`${path} is ${JSON.stringify(actual)}, not a ${typeof documented}`];
  }
  const isWrongMoment = MOMENT.test(String(documented)) && !UTC.test(String(actual));
  const isFraction = Number.isInteger(documented) && !Number.isInteger(actual);
  return isWrongMoment || isFraction ? [`${path} is ${JSON.stringify(actual)}`] : [];
}
