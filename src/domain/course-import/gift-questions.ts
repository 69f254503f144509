import { createHash } from 'node:crypto';
import type {
  GIFTQuestion,
  Matching,
  MultipleChoice,
  Numerical,
  NumericalChoice,
  NumericalFormat,
  ShortAnswer,
  TextFormat,
  TrueFalse,
} from 'gift-pegjs';
import type { JsonObject } from '../content/json-schema';
import type { QuestionDraft } from './course-outline';
import { htmlToMarkdown, looksLikeHtml } from './markup';
import { keyOf, MOST_KEYS, present } from './question-draft';

/** What stands for any answer. */
const ANYTHING = '*';
const FULL_WEIGHT = 100;

/** A question of a GIFT file, or why it cannot be asked. */
export type GiftReading =
  | { readonly question: QuestionDraft; readonly stem: string }
  | { readonly refusal: string; readonly stem: string };

/**
 * The questions as a bank stores them, in their order. Categories only say where Moodle files
 * what follows, so nothing becomes of them.
 */
export function toQuestions(parsed: readonly GIFTQuestion[]): GiftReading[] {
  return parsed.flatMap((question): GiftReading[] => {
    if (question.type === 'Category') return [];
    const stem = question.title ?? question.stem.text;
    const read = detailsOf(question);
    if (typeof read === 'string') return [{ refusal: read, stem }];
    const feedback = 'globalFeedback' in question ? markdownOf(question.globalFeedback) : null;
    const text = markdownOf(question.stem) ?? question.title ?? '';
    if (text === '') return [{ refusal: 'it has no text', stem }];
    return [
      {
        stem,
        question: present({
          text,
          title: question.title === null ? null : question.title.trim().slice(0, 200),
          format: question.stem.format === 'plain' ? 'plain' : null,
          feedback,
          ...read,
        }),
      },
    ];
  });
}

/** What the kind of question adds; a text is why it cannot be asked. */
function detailsOf(question: Exclude<GIFTQuestion, { type: 'Category' }>): JsonObject | string {
  switch (question.type) {
    case 'MC':
      return choiceOf(question);
    case 'TF':
      return trueFalseOf(question);
    case 'Short':
      return shortAnswerOf(question);
    case 'Numerical':
      return numericOf(question);
    case 'Matching':
      return matchingOf(question);
    case 'Essay':
      return { kind: 'essay' };
    case 'Description':
      return { kind: 'description' };
  }
}

function choiceOf({ choices }: MultipleChoice): JsonObject | string {
  if (choices.length < 2) return 'a choice needs at least two options';
  if (choices.length > MOST_KEYS) return `a choice has at most ${MOST_KEYS} options`;
  const isFull = (choice: MultipleChoice['choices'][number]): boolean =>
    choice.isCorrect || choice.weight === FULL_WEIGHT;
  // Without an answer that is worth everything, the right ones make it up together.
  const isMultiple = !choices.some(isFull);
  const options = choices.map((choice, index) =>
    present({
      key: keyOf(index),
      text: markdownOf(choice.text) ?? '',
      correct: isMultiple ? (choice.weight ?? 0) > 0 : isFull(choice),
      weight: choice.weight,
      explanation: markdownOf(choice.feedback),
    }),
  );
  if (options.some(({ text }) => text === '')) return 'an option has no text';
  if (!options.some(({ correct }) => correct)) return 'no option is right';
  return { ...(isMultiple ? { kind: 'multiple_choice' } : {}), options };
}

/** Moodle tells the first feedback to whoever is wrong and the second to whoever is right. */
function trueFalseOf({ isTrue, trueFeedback, falseFeedback }: TrueFalse): JsonObject {
  const told = (correct: boolean): string | null =>
    markdownOf(correct ? falseFeedback : trueFeedback);
  return {
    kind: 'true_false',
    options: [
      present({ key: 'A', text: 'True', correct: isTrue, explanation: told(isTrue) }),
      present({ key: 'B', text: 'False', correct: !isTrue, explanation: told(!isTrue) }),
    ],
  };
}

function shortAnswerOf({ choices }: ShortAnswer): JsonObject | string {
  const isOtherwise = (choice: ShortAnswer['choices'][number]): boolean =>
    choice.text.text === ANYTHING && (choice.weight ?? 0) === 0 && !choice.isCorrect;
  const accepted = choices
    .filter((choice) => !isOtherwise(choice))
    .map((choice) =>
      present({
        text: choice.text.text.trim(),
        weight: choice.weight ?? (choice.isCorrect ? null : 0),
        explanation: markdownOf(choice.feedback),
      }),
    );
  if (accepted.length === 0 || accepted.some(({ text }) => text === '')) {
    return 'it has an answer without text';
  }
  const otherwise = markdownOf(choices.find(isOtherwise)?.feedback ?? null);
  return present({ kind: 'short_answer', accepted, otherwise });
}

function numericOf({ choices }: Numerical): JsonObject | string {
  const given: readonly (NumericalChoice | NumericalFormat)[] = Array.isArray(choices)
    ? choices
    : [choices];
  const numbers: JsonObject[] = [];
  let otherwise: string | null = null;
  for (const choice of given) {
    const isWeighed = 'isCorrect' in choice;
    const bounds = boundsOf(isWeighed ? choice.text : choice);
    const explanation = isWeighed ? markdownOf(choice.feedback) : null;
    if (bounds === null) otherwise ??= explanation;
    else {
      const weight = isWeighed ? (choice.weight ?? (choice.isCorrect ? null : 0)) : null;
      numbers.push(present({ ...bounds, weight, explanation }));
    }
  }
  if (numbers.length === 0) return 'it has no number for an answer';
  return present({ kind: 'numeric', numbers, otherwise });
}

function boundsOf({ number, range, numberHigh, numberLow }: NumericalFormat): JsonObject | null {
  const isNumber = (value: number | undefined): value is number => Number.isFinite(value);
  if (isNumber(number)) {
    return isNumber(range) && range !== 0
      ? { value: number, tolerance: Math.abs(range) }
      : { value: number };
  }
  return isNumber(numberLow) && isNumber(numberHigh)
    ? { minimum: numberLow, maximum: numberHigh }
    : null;
}

/** The choices stand in an order that has nothing to do with the pairs, yet is always the same. */
function matchingOf({ matchPairs }: Matching): JsonObject | string {
  const pairs = matchPairs.map(({ subquestion, subanswer }) => ({
    text: markdownOf(subquestion),
    answer: subanswer.trim(),
  }));
  const texts = shuffled([...new Set(pairs.map(({ answer }) => answer))]);
  if (texts.length < 2) return 'it needs two different choices to match';
  if (texts.length > MOST_KEYS || pairs.length > MOST_KEYS) {
    return `it has more than ${MOST_KEYS} pairs`;
  }
  if (texts.includes('')) return 'a pair has no answer';
  const prompts = pairs
    .filter(({ text }) => text !== null)
    .map(({ text, answer }, index) => ({
      id: index + 1,
      text: text ?? '',
      answer: keyOf(texts.indexOf(answer)),
    }));
  if (prompts.length === 0) return 'it has nothing to match';
  return {
    kind: 'matching',
    prompts,
    choices: texts.map((text, index) => ({ key: keyOf(index), text })),
  };
}

function shuffled(texts: readonly string[]): string[] {
  const rank = (text: string): string => createHash('sha256').update(text).digest('hex');
  return texts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** A text of the file as Markdown; null when there is nothing in it. */
function markdownOf(given: TextFormat | null | undefined): string | null {
  if (given === null || given === undefined) return null;
  const isHtml =
    given.format === 'html' || (given.format === 'moodle' && looksLikeHtml(given.text));
  const text = isHtml ? htmlToMarkdown(given.text) : given.text.trim();
  return text === '' ? null : text;
}
