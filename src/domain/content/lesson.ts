import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../kernel/json';
import { isJsonObject, type JsonObject } from './json-schema';

/** A content item as the tutor teaches it, answers included: it never leaves as it is. */
export interface Lesson {
  readonly title: string;
  readonly description: string | null;
  /** What there is to learn, as Markdown. */
  readonly body: string;
  /** The item's question bank, in its order. */
  readonly questions: readonly Question[];
}

/** A question of the bank. Several options may be correct. */
export interface Question {
  /** Unique within the item. */
  readonly id: number;
  readonly text: string;
  readonly options: readonly Option[];
}

/** One choice of a question. */
export interface Option {
  /** One capital letter, unique within the question. */
  readonly key: string;
  readonly text: string;
  readonly correct: boolean;
  /** Why choosing it is right or wrong. */
  readonly explanation: string | null;
}

/** The part of a content item that the tutor sees. */
export interface LessonSource {
  readonly title: string;
  readonly description: string | null;
  readonly dataJson: JsonObject;
}

/** Where the content types keep the text to learn, the best source first. */
const BODY_FIELDS = ['body', 'transcript', 'instructions'];

/** The lesson of a content item. One without a text teaches its description. */
export function toLesson(source: LessonSource): Lesson {
  const { title, description, dataJson } = source;
  const body = BODY_FIELDS.map((field) => dataJson[field]).find((text) => typeof text === 'string');
  return { title, description, body: body ?? description ?? '', questions: questionsOf(dataJson) };
}

/**
 * SHA-256 over everything the tutor sees of a content item: 32 bytes that stay the same until a
 * word of it changes, however its JSON is ordered or spaced.
 */
export function lessonHash(source: LessonSource, contentTypeName: string): Buffer {
  const seen: JsonValue = {
    title: source.title,
    description: source.description,
    content_type: contentTypeName,
    data: source.dataJson,
  };
  return createHash('sha256').update(canonicalJson(seen)).digest();
}

/** The option keys of each question by its id, e.g. `{"1": ["A", "B"]}`; `{}` without a bank. */
export function optionKeys(data: JsonObject): Record<string, string[]> {
  return Object.fromEntries(
    questionsOf(data).map(({ id, options }) => [String(id), options.map(({ key }) => key)]),
  );
}

/**
 * The question bank in a content item's data. Empty when there is none, or when the content type
 * keeps something else under `questions`.
 */
export function questionsOf(data: JsonObject): readonly Question[] {
  const given = data['questions'];
  if (!Array.isArray(given)) return [];
  const questions = (given as readonly JsonValue[]).map(toQuestion);
  return questions.every((question) => question !== null) ? questions : [];
}

function toQuestion(value: JsonValue): Question | null {
  if (!isJsonObject(value)) return null;
  const { id, text, options } = value;
  if (typeof id !== 'number' || typeof text !== 'string' || !Array.isArray(options)) return null;
  const choices = (options as readonly JsonValue[]).map(toOption);
  return choices.every((option) => option !== null) ? { id, text, options: choices } : null;
}

function toOption(value: JsonValue): Option | null {
  if (!isJsonObject(value)) return null;
  const { key, text, correct, explanation } = value;
  if (typeof key !== 'string' || typeof text !== 'string' || typeof correct !== 'boolean') {
    return null;
  }
  return { key, text, correct, explanation: typeof explanation === 'string' ? explanation : null };
}
