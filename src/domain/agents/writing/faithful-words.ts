import type { JsonValue } from '../../../kernel/json';
import type { WritingTask } from './writer';

const NUMBER = /\d+(?:[.,]\d+)*/g;

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
  const facts = JSON.stringify([task.computed, task.evidence, task.missing]);
  const known = new Set((facts.match(NUMBER) ?? []).map(plain));
  const cited = new Set(task.evidence.map(({ id }) => id));
  return textsOf(words)
    .filter((text) => !cited.has(text))
    .some((text) => (text.match(NUMBER) ?? []).some((number) => !known.has(plain(number))));
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
