import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../kernel/json';

/** The message that asks for the greeting. */
export const GREETING_TRIGGER = 'Start.';

const JSON_STRING = /"(?:[^"\\]|\\.)*"/g;
/** Two keys and one value. */
const STRINGS_OF_AN_ANSWER = 3;

/** Question ids of a bank with the option keys of each, e.g. `{ "1": ["A", "B"] }`. */
export type OptionKeys = Readonly<Record<string, readonly string[]>>;

/** A user message that may have a place in the reply tree. */
export interface CacheableMessage {
  /** The same text for every spelling of the same message. */
  readonly canonical: string;
  /** SHA-256 of the canonical text. */
  readonly hash: Buffer;
  /** Whether the bank of a content item has this question and this option. */
  readonly fits: (bank: OptionKeys) => boolean;
}

/**
 * What the tree may know a message by, or null for one that never has a place in it: anything but
 * the greeting trigger and an answer with exactly a question id and an option key.
 */
export function cacheableMessage(content: string): CacheableMessage | null {
  if (content === GREETING_TRIGGER) return message(GREETING_TRIGGER, () => true);
  const answer = parseAnswer(content);
  if (answer === null) return null;
  return message(canonicalJson({ ...answer }), (bank) => {
    const key = String(answer.questionId);
    return Object.hasOwn(bank, key) && (bank[key] ?? []).includes(answer.answer);
  });
}

/**
 * A message as the model hears it: an answer in its one canonical spelling, so that nothing of how
 * a student wrote it can colour a reply that others get; everything else as it was said.
 */
export function asHeardByModel(content: string): string {
  return cacheableMessage(content)?.canonical ?? content;
}

/**
 * A multiple-choice answer as the contract writes it, or null when the text is none. A key that is
 * there twice makes it none: JSON would hide what the first one said.
 */
export function parseAnswer(content: string): { questionId: number; answer: string } | null {
  if (!content.trimStart().startsWith('{')) return null;
  let value: JsonValue;
  try {
    value = JSON.parse(content) as JsonValue;
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const { questionId, answer, ...rest } = value as { [key: string]: JsonValue };
  const isAnswer =
    Number.isSafeInteger(questionId) &&
    typeof answer === 'string' &&
    Object.keys(rest).length === 0 &&
    content.match(JSON_STRING)?.length === STRINGS_OF_AN_ANSWER;
  return isAnswer ? { questionId: questionId as number, answer } : null;
}

function message(canonical: string, fits: (bank: OptionKeys) => boolean): CacheableMessage {
  return { canonical, hash: createHash('sha256').update(canonical).digest(), fits };
}
