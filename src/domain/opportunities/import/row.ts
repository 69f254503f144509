import type { JsonValue } from '../../../kernel/json';
import { columnNamed, type Column, isDollarHeading } from './column-names';
import { plainText } from './plain-text';

/** One record of a file as its cells came. */
export interface SourceRow {
  /** For a person: the line's record number in a CSV, counted with its heading; the place in a JSON list, from 1. */
  readonly number: number;
  readonly cells: Readonly<Record<string, JsonValue>>;
}

/** The cells of a row under the columns that they mean. */
export class Row {
  private readonly values = new Map<Column, { value: JsonValue; heading: string }[]>();

  constructor(readonly source: SourceRow) {
    for (const [heading, value] of flattened(source.cells)) {
      const known = columnNamed(heading);
      if (known === null || value === null || value === '') continue;
      const cells = this.values.get(known.column) ?? [];
      cells.push({ value: unpacked(value), heading });
      cells.sort((a, b) => rankOf(a.heading) - rankOf(b.heading));
      this.values.set(known.column, cells);
    }
  }

  /** The words of the first cell that has any; empty when none has. */
  text(column: Column): string {
    return this.texts(column).find((text) => !isNothing(text)) ?? '';
  }

  /** The words of every cell of the column, the best-named first. */
  texts(column: Column): string[] {
    return (this.values.get(column) ?? []).map(({ value }) => plainText(wordsOf(value)));
  }

  /** Every item of the lists of the column; a text counts as items between commas or semicolons. */
  items(column: Column): string[] {
    return (this.values.get(column) ?? [])
      .flatMap(({ value }) => itemsOf(value))
      .map((item) => plainText(item))
      .filter((item) => !isNothing(item));
  }

  /** The items of the best-named cell that has any. */
  bestItems(column: Column): string[] {
    const lists = (this.values.get(column) ?? []).map(({ value }) =>
      itemsOf(value)
        .map((item) => plainText(item))
        .filter((item) => !isNothing(item)),
    );
    return lists.find((items) => items.length > 0) ?? [];
  }

  /** A number that the column holds as such or as digits; null for anything else. */
  number(column: Column): number | null {
    const text = this.text(column);
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }

  /** True only where the column says so. */
  flag(column: Column): boolean {
    return (this.values.get(column) ?? []).some(
      ({ value }) => value === true || /^(true|yes|y|1)$/i.test(String(value)),
    );
  }

  /** Whether any cell of the column says something that is not "no". */
  says(column: Column): boolean {
    return this.items(column).some((item) => !/^(false|no|0|any|all)$/i.test(item));
  }

  /** Whether the amount's bare number is US dollars: JSON numbers are, and headings may say so. */
  get isAmountInDollars(): boolean {
    const [cell] = this.values.get('amount') ?? [];
    return cell !== undefined && (typeof cell.value === 'number' || isDollarHeading(cell.heading));
  }
}

/** Words that stand for an empty cell. */
export function isNothing(text: string): boolean {
  return /^(n\/?a|none|null|undefined|\[\]|\{\}|-)?$/i.test(text);
}

function rankOf(heading: string): number {
  return columnNamed(heading)?.rank ?? 0;
}

/** Objects inside a record count as its own cells, by the last part of their path. */
function flattened(cells: Readonly<Record<string, JsonValue>>, depth = 0): [string, JsonValue][] {
  return Object.entries(cells).flatMap(([heading, value]): [string, JsonValue][] =>
    isObject(value) && depth < 3
      ? flattened(value as Readonly<Record<string, JsonValue>>, depth + 1)
      : [[heading, value]],
  );
}

/** JSON inside a text is what it says. */
function unpacked(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || value.length > 100_000) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}

function wordsOf(value: JsonValue): string {
  if (Array.isArray(value)) return value.map((item) => wordsOf(item as JsonValue)).join(', ');
  if (isObject(value)) return '';
  return value === null ? '' : String(value);
}

function itemsOf(value: JsonValue): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => itemsOf(item as JsonValue)).map(tupleName);
  }
  if (isObject(value) || value === null) return [];
  return String(value).split(/[,;|]/);
}

/** `('University', 'University')`, as one language prints its choices, is University. */
function tupleName(text: string): string {
  return /^\('([^']*)', '[^']*'\)$/.exec(text)?.[1] ?? text.replace(/^\('|'\)?$|^'/g, '');
}

function isObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
