import type { JsonValue } from '../../kernel/json';
import { isJsonObject, type JsonObject } from './json-schema';

/** What every question of a bank has, answers included: it never leaves as it is. */
interface Asked {
  /** Unique within the item. */
  readonly id: number;
  readonly text: string;
  /** A name that its author gave it. */
  readonly title: string | null;
  /** What is told after any attempt. */
  readonly feedback: string | null;
}

/** One choice of a question. */
export interface WeighedOption {
  /** One capital letter, unique within the question. */
  readonly key: string;
  readonly text: string;
  readonly correct: boolean;
  /** Percent of the points, -100 to 100; null means that right is all of them and wrong none. */
  readonly weight: number | null;
  /** Why choosing it is right or wrong. */
  readonly explanation: string | null;
}

/** One option is the answer: any of those that are correct. */
export interface ChoiceQuestion extends Asked {
  readonly kind: 'choice' | 'true_false';
  readonly options: readonly WeighedOption[];
}

/** Several options make up the answer; weights say what each of them adds or takes. */
export interface MultipleChoiceQuestion extends Asked {
  readonly kind: 'multiple_choice';
  readonly options: readonly WeighedOption[];
}

/**
 * A few words to type. `*` in an accepted text stands for any characters and `\*` for a star, as
 * Moodle has it.
 */
export interface ShortAnswerQuestion extends Asked {
  readonly kind: 'short_answer';
  readonly caseSensitive: boolean;
  readonly accepted: readonly AcceptedText[];
  /** What is told to whoever gives another answer. */
  readonly otherwise: string | null;
}

/** A text that counts. */
export interface AcceptedText {
  readonly text: string;
  /** Percent of the points. */
  readonly weight: number;
  readonly explanation: string | null;
}

/** A number to type. */
export interface NumericQuestion extends Asked {
  readonly kind: 'numeric';
  readonly accepted: readonly AcceptedRange[];
  /** What is told to whoever gives another answer. */
  readonly otherwise: string | null;
}

/** The numbers that count, both ends included. */
export interface AcceptedRange {
  readonly minimum: number;
  readonly maximum: number;
  /** Percent of the points. */
  readonly weight: number;
  readonly explanation: string | null;
}

/** Each prompt goes with one of the choices. */
export interface MatchingQuestion extends Asked {
  readonly kind: 'matching';
  readonly prompts: readonly MatchingPrompt[];
  readonly choices: readonly MatchingChoice[];
}

/** What a choice is to be found for. */
export interface MatchingPrompt {
  /** Unique within the question. */
  readonly id: number;
  readonly text: string;
  /** The key of the choice that goes with it. */
  readonly answer: string;
}

/** What goes with a prompt, or with none. */
export interface MatchingChoice {
  /** One capital letter, unique within the question. */
  readonly key: string;
  readonly text: string;
}

/** A free text that a person reads and grades, or a text that asks nothing at all. */
export interface UnscoredQuestion extends Asked {
  readonly kind: 'essay' | 'description';
}

/** A question of a bank, told apart by its kind. */
export type BankQuestion =
  | ChoiceQuestion
  | MultipleChoiceQuestion
  | ShortAnswerQuestion
  | NumericQuestion
  | MatchingQuestion
  | UnscoredQuestion;

/** What each right answer is worth when its author does not say: all of the points. */
const FULL_WEIGHT = 100;

/**
 * The question bank in a content item's data, every kind included. Empty when there is none, or
 * when the content type keeps something else under `questions`.
 */
export function bankOf(data: JsonObject): readonly BankQuestion[] {
  return listOf(data['questions'], toQuestion) ?? [];
}

function toQuestion(value: JsonObject): BankQuestion | null {
  const { id, text, kind = 'choice' } = value;
  if (typeof id !== 'number' || typeof text !== 'string') return null;
  const asked = { id, text, title: textOf(value['title']), feedback: textOf(value['feedback']) };
  switch (kind) {
    case 'choice':
    case 'true_false':
    case 'multiple_choice': {
      const options = listOf(value['options'], toOption);
      return options === null ? null : { ...asked, kind, options };
    }
    case 'short_answer': {
      const accepted = listOf(value['accepted'], toAcceptedText);
      const caseSensitive = value['case_sensitive'] === true;
      const otherwise = textOf(value['otherwise']);
      return accepted === null ? null : { ...asked, kind, caseSensitive, accepted, otherwise };
    }
    case 'numeric': {
      const accepted = listOf(value['numbers'], toRange);
      const otherwise = textOf(value['otherwise']);
      return accepted === null ? null : { ...asked, kind, accepted, otherwise };
    }
    case 'matching': {
      const prompts = listOf(value['prompts'], toPrompt);
      const choices = listOf(value['choices'], toChoice);
      return prompts === null || choices === null ? null : { ...asked, kind, prompts, choices };
    }
    case 'essay':
    case 'description':
      return { ...asked, kind };
    default:
      return null;
  }
}

function toOption(value: JsonObject): WeighedOption | null {
  const { key, text, correct, weight } = value;
  if (typeof key !== 'string' || typeof text !== 'string' || typeof correct !== 'boolean') {
    return null;
  }
  return {
    key,
    text,
    correct,
    weight: typeof weight === 'number' ? weight : null,
    explanation: textOf(value['explanation']),
  };
}

function toAcceptedText(value: JsonObject): AcceptedText | null {
  const { text } = value;
  if (typeof text !== 'string') return null;
  return { text, weight: weightOf(value), explanation: textOf(value['explanation']) };
}

function toRange(given: JsonObject): AcceptedRange | null {
  const { value, tolerance = 0, minimum, maximum } = given;
  const rest = { weight: weightOf(given), explanation: textOf(given['explanation']) };
  if (typeof value === 'number' && typeof tolerance === 'number') {
    return { minimum: value - tolerance, maximum: value + tolerance, ...rest };
  }
  return typeof minimum === 'number' && typeof maximum === 'number'
    ? { minimum, maximum, ...rest }
    : null;
}

function toPrompt(value: JsonObject): MatchingPrompt | null {
  const { id, text, answer } = value;
  return typeof id === 'number' && typeof text === 'string' && typeof answer === 'string'
    ? { id, text, answer }
    : null;
}

function toChoice(value: JsonObject): MatchingChoice | null {
  const { key, text } = value;
  return typeof key === 'string' && typeof text === 'string' ? { key, text } : null;
}

/** The elements as they are read; null when there is no list or one of them cannot be read. */
function listOf<Element>(
  value: JsonValue | undefined,
  read: (element: JsonObject) => Element | null,
): readonly Element[] | null {
  if (!Array.isArray(value)) return null;
  const elements = (value as readonly JsonValue[]).map((element) =>
    isJsonObject(element) ? read(element) : null,
  );
  return elements.every((element) => element !== null) ? elements : null;
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function weightOf(value: JsonObject): number {
  const { weight } = value;
  return typeof weight === 'number' ? weight : FULL_WEIGHT;
}
