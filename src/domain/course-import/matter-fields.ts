import type { JsonObject } from '../content/json-schema';
import type { ProblemLog, SourcePlace } from './problem-log';

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3_600, m: 60, s: 1 };
const LONGEST_SECONDS = 2_147_483_647;
/** Characters of a duration; the pattern's time grows with their square. */
const LONGEST_DURATION = 50;

/** Reads named values from front matter or a settings file, and notes what is not as expected. */
export class MatterFields {
  private readonly known = new Set<string>();

  constructor(
    private readonly matter: JsonObject,
    private readonly place: SourcePlace,
    private readonly log: ProblemLog,
  ) {}

  /** A text on one line; numbers and the like are taken as they are written. */
  text(name: string, longest: number): string | null {
    const value = this.take(name);
    if (value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return this.refuse(name, 'is not a text');
    }
    const text = String(value).trim();
    if (text === '') return null;
    return text.length > longest ? this.refuse(name, `has more than ${longest} characters`) : text;
  }

  /** One of these words, in any case. */
  word<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const text = this.text(name, 100);
    if (text === null) return null;
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    return word ?? this.refuse(name, `is not one of ${words.join(', ')}`);
  }

  number(name: string, minimum: number, maximum: number): number | null {
    const value = this.take(name);
    if (value === null) return null;
    const isNumber = typeof value === 'number' && value >= minimum && value <= maximum;
    return isNumber ? value : this.refuse(name, `is not a number from ${minimum} to ${maximum}`);
  }

  wholeNumber(name: string, minimum: number, maximum: number): number | null {
    const value = this.number(name, minimum, maximum);
    if (value === null || Number.isInteger(value)) return value;
    return this.refuse(name, 'is not a whole number');
  }

  flag(name: string): boolean | null {
    const value = this.take(name);
    if (value === null) return null;
    return typeof value === 'boolean' ? value : this.refuse(name, 'is not true or false');
  }

  /** Seconds from a number of minutes, or from a text such as `1h 30m` or `45 min`. */
  duration(name: string): number | null {
    const value = this.take(name);
    if (value === null) return null;
    const seconds = typeof value === 'number' ? value * 60 : secondsOf(String(value));
    const isPossible = Number.isFinite(seconds) && seconds >= 0 && seconds <= LONGEST_SECONDS;
    return isPossible ? Math.round(seconds) : this.refuse(name, 'is not a duration such as 45 min');
  }

  /** Notes the names that nobody asked for. Call it last. */
  noteUnknown(): void {
    for (const name of Object.keys(this.matter)) {
      if (!this.known.has(name)) this.log.warning(this.place, `"${name}" is not known here`);
    }
  }

  private take(name: string): JsonObject[string] {
    this.known.add(name);
    return Object.hasOwn(this.matter, name) ? (this.matter[name] ?? null) : null;
  }

  private refuse(name: string, complaint: string): null {
    this.log.error(this.place, `"${name}" ${complaint}`);
    return null;
  }
}

function secondsOf(text: string): number {
  if (text.length > LONGEST_DURATION) return Number.NaN;
  const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*(h|m|s)[a-z]*/g)];
  const rest = text
    .toLowerCase()
    .replaceAll(/(\d+(?:\.\d+)?)\s*(h|m|s)[a-z]*/g, '')
    .trim();
  if (parts.length === 0 || rest !== '') return Number.NaN;
  return parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNIT_SECONDS[unit] ?? Number.NaN),
    0,
  );
}
