import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../kernel/json';
import type { JsonObject } from './json-schema';
import { bankOf } from './question';

/** A content item as the tutor teaches it, answers included: it never leaves as it is. */
export interface Lesson {
  readonly title: string;
  readonly description: string | null;
  /** What there is to learn, as Markdown. */
  readonly body: string;
  /** The questions of the item's bank that one option answers, in their order. */
  readonly questions: readonly Question[];
}

/** A question of the bank that one option answers. Several options may be correct. */
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

/**
 * The option keys of each question that one option answers, by its id, e.g. `{"1": ["A", "B"]}`.
 * `{}` without such questions.
 */
export function optionKeys(data: JsonObject): Record<string, string[]> {
  return Object.fromEntries(
    questionsOf(data).map(({ id, options }) => [String(id), options.map(({ key }) => key)]),
  );
}

/**
 * The questions of the bank that one option answers, the ones a tutor asks. Empty when there are
 * none, or when the content type keeps something else under `questions`.
 */
export function questionsOf(data: JsonObject): readonly Question[] {
  return bankOf(data).flatMap((question) =>
    question.kind === 'choice' || question.kind === 'true_false'
      ? [
          {
            id: question.id,
            text: question.text,
            options: question.options.map(({ key, text, correct, explanation }) => ({
              key,
              text,
              correct,
              explanation,
            })),
          },
        ]
      : [],
  );
}
