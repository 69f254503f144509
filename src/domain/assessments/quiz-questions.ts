import { randomInt } from 'node:crypto';
import type { JsonValue } from '../../kernel/json';
import { withoutAnswers } from '../content/answer-fields';
import type { ContentItem } from '../content/content-item.entity';
import { isJsonObject, type JsonObject } from '../content/json-schema';
import { type BankQuestion, bankOf } from '../content/question';
import { NothingToAnswer } from './assessments.errors';

/** A question as whoever answers it may see it. */
export interface AskedQuestion {
  readonly id: number;
  readonly kind: BankQuestion['kind'];
  readonly text: string;
  readonly title: string | null;
  /** How its texts are written. */
  readonly format: 'markdown' | 'plain';
  /** Of the kinds that choose; null for others. */
  readonly options: readonly { readonly key: string; readonly text: string }[] | null;
  /** Of matching questions; null for others. */
  readonly prompts: readonly { readonly id: number; readonly text: string }[] | null;
  /** Of matching questions; null for others. */
  readonly choices: readonly { readonly key: string; readonly text: string }[] | null;
}

/**
 * The questions of an item, answers included, as an attempt pins them.
 *
 * @throws NothingToAnswer for an item without any, or with texts that ask nothing only. A type
 * that hides its whole bank from students has none for them either.
 */
export function questionsToPin(item: ContentItem): readonly JsonObject[] {
  const open = withoutAnswers(item.contentType.schema, item.dataJson)['questions'];
  const bank = bankOf(item.dataJson);
  const isOpen = Array.isArray(open) && open.length === bank.length;
  if (!isOpen || bank.every(({ kind }) => kind === 'description')) throw new NothingToAnswer();
  return item.dataJson['questions'] as readonly JsonObject[];
}

/** Pinned questions as scoring reads them. */
export function bankOfPinned(questions: readonly JsonObject[]): readonly BankQuestion[] {
  return bankOf({ questions });
}

/** The same questions and choices in another order; keys and ids stay with their texts. */
export function shuffledQuestions(questions: readonly JsonObject[]): readonly JsonObject[] {
  return shuffled(questions).map((question) => ({
    ...question,
    ...shuffledMember(question, 'options'),
    ...shuffledMember(question, 'choices'),
  }));
}

/** Pinned questions without anything that gives an answer away. */
export function askedQuestions(questions: readonly JsonObject[]): readonly AskedQuestion[] {
  return bankOfPinned(questions).map((question, index) => ({
    id: question.id,
    kind: question.kind,
    text: question.text,
    title: question.title,
    format: questions[index]?.['format'] === 'plain' ? 'plain' : 'markdown',
    options: 'options' in question ? question.options.map(toLabel) : null,
    prompts: 'prompts' in question ? question.prompts.map(({ id, text }) => ({ id, text })) : null,
    choices: 'choices' in question ? question.choices.map(toLabel) : null,
  }));
}

function toLabel({ key, text }: { key: string; text: string }): { key: string; text: string } {
  return { key, text };
}

function shuffledMember(question: JsonObject, name: string): JsonObject {
  const list = question[name];
  return Array.isArray(list) && isJsonObject(list[0])
    ? { [name]: shuffled(list as readonly JsonValue[]) }
    : {};
}

/** Every order is equally likely. */
function shuffled<Element>(elements: readonly Element[]): readonly Element[] {
  const order = [...elements];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [order[last], order[other]] = [order[other] as Element, order[last] as Element];
  }
  return order;
}
