import type { JsonValue } from '../../../../kernel/json';
import { isRecord } from './json-members';
import { DEEPEST_LIST, JsonBroken, JsonSplitter, WRAPPED_IN } from './json-splitter';
import { headOf, textOf } from './source-text';

const LONGEST_LINE = 8_388_608;

/** Activity is shallow; what lies deeper than this was not made to be read. */
const DEEPEST_VALUE = 64;

/** A value of the file: its line where each line is a value, else its place in the list. */
type JsonReading =
  | { readonly row: number; readonly value: JsonValue }
  | { readonly row: number; readonly problem: string };

/**
 * The values of a file one after the other: one on each line, one list, one value, or what lies in
 * envelopes (Caliper's `data`, the `statements` of xAPI) or lists, in any of these. Only one value
 * is held at a time. A line that is broken is a problem of its own; a list that breaks ends there.
 *
 * @throws ActivityFileRefused when there is no such file, or it isn't text.
 */
export async function* jsonValues(path: string): AsyncGenerator<JsonReading> {
  const [firstLine = ''] = (await headOf(path)).trimStart().split('\n', 1);
  const isLines = typeof parsed(firstLine) === 'object';
  yield* isLines ? valuesOfLines(textOf(path)) : valuesOfText(textOf(path));
}

async function* valuesOfText(text: AsyncIterable<string>): AsyncGenerator<JsonReading> {
  const splitter = new JsonSplitter();
  let row = 0;
  const readings = (values: readonly string[]): JsonReading[] =>
    values.map((value) => {
      row += 1;
      const found = parsed(value);
      return found === undefined
        ? { row, problem: 'it is not JSON, or nested too deep' }
        : { row, value: found };
    });
  try {
    for await (const piece of text) yield* readings(splitter.push(piece));
    yield* readings(splitter.end());
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
    yield { row: row + 1, problem: `from here on the file breaks: ${error.message}` };
  }
}

async function* valuesOfLines(text: AsyncIterable<string>): AsyncGenerator<JsonReading> {
  let row = 0;
  for await (const line of linesOf(text)) {
    row += 1;
    if (line === null) {
      yield { row, problem: 'the line is far too long' };
    } else if (line.trim() !== '') {
      const value = parsed(line);
      if (value === undefined) yield { row, problem: 'it is not JSON, or nested too deep' };
      else for (const inner of unwrapped(value)) yield { row, value: inner };
    }
  }
}

/** The lines of a text; null for each that is far too long to be held. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string | null> {
  let rest: string | null = '';
  for await (const piece of text) {
    const [first = '', ...others]: string[] = piece.split('\n');
    rest = rest === null ? null : rest + first;
    for (const other of others) {
      yield rest;
      rest = other;
    }
    if (rest !== null && rest.length > LONGEST_LINE) rest = null;
  }
  yield rest;
}

function unwrapped(value: JsonValue, depth = 0): JsonValue[] {
  if (depth > DEEPEST_LIST) return [value];
  if (Array.isArray(value)) return value.flatMap((inner: JsonValue) => unwrapped(inner, depth + 1));
  if (!isRecord(value)) return [value];
  const list = WRAPPED_IN.map((name) => value[name]).find((inner) => Array.isArray(inner));
  return list === undefined ? [value] : unwrapped(list, depth + 1);
}

/** The value of a JSON text; undefined for what is none, or lies too deep to be looked through. */
function parsed(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isDeeper(value, DEEPEST_VALUE) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner: JsonValue) => isDeeper(inner, levels - 1));
}
