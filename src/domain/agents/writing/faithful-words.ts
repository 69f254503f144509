import type { JsonValue } from '../../../kernel/json';
import type { WritingTask } from './writer';

const NUMBER = /\d+(?:[.,]\d+)*/g;

/** Sources whose facts quote what the student wrote. */
const OWN_WORDS =
  /^(?:activity|award|communication|course|document|goal|target_college)[:.]|^record\.(?:activities|interests|intended_majors)\b/;

/** Why words are not accepted; null when they are. */
export type Unfaithfulness = 'not json' | 'wrong shape' | 'cites nothing known' | 'invents numbers';

/**
 * Reads a model's answer and accepts it only when it has the asked shape, cites nothing but the
 * given evidence, and holds no number that the facts don't hold.
 */
export function faithfulWords<Words>(
  answer: string,
  task: WritingTask<Words>,
): { readonly words: Words } | { readonly refused: Unfaithfulness } {
  const json = parsed(answer);
  if (json === undefined) return { refused: 'not json' };
  const { data, success } = task.words.safeParse(json);
  if (!success) return { refused: 'wrong shape' };
  const known = new Set(task.evidence.map(({ id }) => id));
  if (!task.citedBy(data).every((id) => known.has(id))) return { refused: 'cites nothing known' };
  if (inventsNumbers(json, task)) return { refused: 'invents numbers' };
  return { words: data };
}

/** The JSON of an answer, with or without a Markdown fence around it. */
function parsed(answer: string): JsonValue | undefined {
  const text = answer.trim().replace(/^```(?:json)?\s*|\s*```$/g, '');
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function inventsNumbers(words: JsonValue, task: WritingTask<unknown>): boolean {
  const known = factualNumbers(task);
  const cited = new Set(task.evidence.map(({ id }) => id));
  return textsOf(words)
    .filter((text) => !cited.has(text))
    .some((text) => numbersOf([text]).some((number) => !known.has(number)));
}

/**
 * The numbers that prose may hold: what was computed, and what stands in facts. A number that
 * only the student's own words hold is no fact, whatever it claims to be.
 */
function factualNumbers({ computed, evidence, missing }: WritingTask<unknown>): Set<string> {
  const own = evidence.filter(({ source }) => OWN_WORDS.test(source));
  const factual = evidence.filter(({ source }) => !OWN_WORDS.test(source));
  const claimed = new Set(numbersOf(own.map(({ fact }) => fact)));
  return new Set([
    ...numbersIn(computed),
    ...numbersOf(factual.map(({ fact }) => fact)),
    ...numbersOf([...stringsIn(computed), ...missing]).filter((number) => !claimed.has(number)),
  ]);
}

function numbersOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => (text.match(NUMBER) ?? []).map(plain));
}

/** Values that are numbers themselves. */
function numbersIn(value: JsonValue): string[] {
  if (typeof value === 'number') return [plain(String(value))];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((member) => numbersIn(member as JsonValue));
}

function stringsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((member) => stringsIn(member as JsonValue));
}

function plain(number: string): string {
  return String(Number(number.replaceAll(',', '')));
}

function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (value === null || typeof value === 'boolean') return [];
  return Object.values(value).flatMap((member) => textsOf(member as JsonValue));
}
