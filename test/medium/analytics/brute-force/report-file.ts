import { parse } from 'csv-parse/sync';

/** Figure, detail and course together, and what is said of them; empty for null. */
type FlatFigures = Readonly<Record<string, string>>;

/**
 * What of a reply is no figure, and what the file has no row for: it has every course, and nothing
 * of the period before.
 */
const NO_FIGURES = new Set([
  'date_from',
  'date_to',
  'reporting_time_zone',
  'as_of',
  'course_id',
  'title',
  'courses_total',
  'previous',
]);

/** The figures of a downloaded report. */
export function figuresOfFile(text: string): FlatFigures {
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  return Object.fromEntries(
    rows.map(({ figure, detail, course_id, value }) => [
      nameOf(figure, detail, course_id),
      value ?? '',
    ]),
  );
}

/** The figures of a reply, named as those of a file. */
export function figuresOfReply(body: Record<string, unknown>, course = ''): FlatFigures {
  const flat: Record<string, string> = {};
  for (const [figure, value] of Object.entries(body)) {
    if (NO_FIGURES.has(figure)) continue;
    if (figure === 'per_course') {
      for (const one of value as Record<string, unknown>[]) {
        Object.assign(flat, figuresOfReply(one, String(one['course_id'])));
      }
    } else if (Array.isArray(value)) {
      for (const entry of value as Record<string, unknown>[]) {
        const [detail, number] = Object.values(entry);
        flat[nameOf(figure, String(detail), course)] = String(number);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [detail, number] of Object.entries(value)) {
        flat[nameOf(figure, detail, course)] = String(number);
      }
    } else {
      flat[nameOf(figure, '', course)] = value === null ? '' : String(value);
    }
  }
  return flat;
}

function nameOf(...parts: readonly (string | undefined)[]): string {
  return parts.join('|');
}
