const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Time zones change their offset at whole quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_OFFSETS = 20_000;

/** How a source writes days in figures, e.g. 3/4/2026. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?$/;
const FIGURES =
  /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2}),?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp])?\.?(?:[Mm]\.?)?$/;
const SECONDS = /^\d{9,11}$/;
const MILLISECONDS = /^\d{12,14}$/;

/** Reads the times of a source, local ones in its time zone. */
export class SourceClock {
  private readonly format: Intl.DateTimeFormat;
  /** Offsets by the quarter of an hour: asking for one is dear. */
  private readonly offsets = new Map<number, number>();

  /**
   * @param timeZone an IANA name or an offset such as +05:30.
   * @throws RangeError for a time zone that doesn't exist.
   */
  constructor(
    timeZone: string,
    private readonly order: DateOrder,
  ) {
    this.format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
  }

  /**
   * The moment that a text means, cut to whole milliseconds: ISO 8601, days in figures with a time,
   * or seconds or milliseconds since 1970. Of a local time that came twice, the first.
   *
   * @returns null for anything else, and for days and local times that never were.
   */
  read(text: string): Date | null {
    const given = text.trim();
    if (SECONDS.test(given)) return new Date(Number(given) * 1000);
    if (MILLISECONDS.test(given)) return new Date(Number(given));
    const iso = ISO.exec(given);
    if (iso !== null) return this.isoTime(iso);
    const figures = FIGURES.exec(given);
    return figures === null ? null : this.timeInFigures(figures);
  }

  private isoTime(found: RegExpExecArray): Date | null {
    const [, year, month, day, hour, minute, second, fraction, zone] = found;
    const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
    const wall = wallTime([year, month, day, hour, minute, second ?? '0'].map(Number));
    if (wall === null) return null;
    if (zone === undefined) return this.moment(wall + milliseconds);
    const offset = offsetOf(zone);
    return offset === null ? null : new Date(wall + milliseconds - offset);
  }

  private timeInFigures(found: RegExpExecArray): Date | null {
    const [, first, second, year = '', hour, minute, seconds, half] = found;
    const [day, month] = this.order === 'day-first' ? [first, second] : [second, first];
    const hours = hourOfDay(Number(hour), half);
    if (hours === null) return null;
    const fullYear = year.length === 2 ? 2000 + Number(year) : Number(year);
    const wall = wallTime([
      fullYear,
      Number(month),
      Number(day),
      hours,
      Number(minute),
      Number(seconds ?? 0),
    ]);
    return wall === null ? null : this.moment(wall);
  }

  /** A local time as a moment: the offset is that of the day before or of the day after. */
  private moment(wall: number): Date | null {
    const candidates = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - this.offsetAt(near));
    const first = candidates
      .toSorted((one, other) => one - other)
      .find((moment) => moment + this.offsetAt(moment) === wall);
    return first === undefined ? null : new Date(first);
  }

  /** How far local time is ahead of UTC, in milliseconds. */
  private offsetAt(moment: number): number {
    const quarter = Math.floor(moment / QUARTER_MS);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    const start = quarter * QUARTER_MS;
    const offset = Date.parse(`${this.format.format(start).replace(' ', 'T')}Z`) - start;
    if (this.offsets.size >= MOST_OFFSETS) this.offsets.clear();
    this.offsets.set(quarter, offset);
    return offset;
  }
}

/** The figures of a clock on the wall as if they were UTC; null for what no clock shows. */
function wallTime(figures: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = figures;
  if (year < 1900 || hour > 23 || minute > 59 || second > 59) return null;
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day ? wall.getTime() : null;
}

function hourOfDay(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function offsetOf(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 18 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}
