import { Invalid, type Issue } from '../../kernel/errors';
import { canonicalJson, type JsonValue } from '../../kernel/json';
import { isJsonObject } from '../content/json-schema';
import type { BankQuestion, MatchingQuestion, WeighedOption } from '../content/question';

/**
 * What a student says to one question: the key of an option, several keys, a text, a number, or
 * the id of each prompt with the key of a choice.
 */
export type GivenAnswer = string | number | readonly string[] | Readonly<Record<string, string>>;

/** Answers by the id of their question. What was not answered is not there. */
export type GivenAnswers = Readonly<Record<string, GivenAnswer>>;

/** An answer as it came, not looked at yet. */
export interface AnswerDraft {
  readonly questionId: number;
  readonly answer: JsonValue;
}

type Path = Issue['path'];

const LONGEST_SHORT_ANSWER = 2_000;
const LONGEST_ESSAY = 50_000;
const DECIMAL = /^[+-]?\d{1,300}(\.\d{1,300})?$/;

/** Why an answer cannot be taken. */
class Misfit {
  constructor(
    readonly message: string,
    readonly rule: string,
    readonly below: Path = [],
  ) {}
}

/**
 * The answers in one form for everything that follows. An answer of null, an empty list and an
 * empty object count as none.
 *
 * @throws Invalid naming each question that is not asked or answered twice, and each answer that
 * its question cannot have.
 */
export function readAnswers(
  questions: readonly BankQuestion[],
  drafts: readonly AnswerDraft[],
): GivenAnswers {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const seen = new Set<number>();
  const issues: Issue[] = [];
  const answers: Record<string, GivenAnswer> = {};
  drafts.forEach(({ questionId, answer }, index) => {
    const path: Path = ['body', 'answers', index];
    const question = byId.get(questionId);
    if (question === undefined || seen.has(questionId)) {
      issues.push({
        path: [...path, 'question_id'],
        message: question === undefined ? 'the quiz asks no such question' : 'answered twice',
        rule: question === undefined ? 'unknown_question' : 'repeated_question',
      });
      return;
    }
    seen.add(questionId);
    if (answer === null) return;
    const read = readAnswer(question, answer);
    if (read instanceof Misfit) {
      const { message, rule, below } = read;
      issues.push({ path: [...path, 'answer', ...below], message, rule });
    } else if (read !== null) {
      answers[questionId] = read;
    }
  });
  if (issues.length > 0) throw new Invalid(issues);
  return answers;
}

/** Whether both say the same to every question. */
export function areSameAnswers(some: GivenAnswers, others: GivenAnswers): boolean {
  return canonicalJson(some) === canonicalJson(others);
}

function readAnswer(question: BankQuestion, answer: JsonValue): GivenAnswer | Misfit | null {
  switch (question.kind) {
    case 'choice':
    case 'true_false':
      return readKey(question.options, answer);
    case 'multiple_choice':
      return readKeys(question.options, answer);
    case 'short_answer':
      return readText(answer, LONGEST_SHORT_ANSWER);
    case 'numeric':
      return readNumber(answer);
    case 'matching':
      return readPairs(question, answer);
    case 'essay':
      return readText(answer, LONGEST_ESSAY);
    case 'description':
      return new Misfit('this text asks nothing', 'not_a_question');
  }
}

function readKey(options: readonly WeighedOption[], answer: JsonValue): string | Misfit {
  if (typeof answer === 'string' && options.some(({ key }) => key === answer)) return answer;
  return new Misfit('value is not the key of an option', 'unknown_option');
}

function readKeys(
  options: readonly WeighedOption[],
  answer: JsonValue,
): readonly string[] | Misfit | null {
  if (!Array.isArray(answer)) return new Misfit('value is not a list of keys', 'list');
  const keys = answer as readonly JsonValue[];
  const chosen: string[] = [];
  for (const [index, element] of keys.entries()) {
    const key = readKey(options, element);
    if (key instanceof Misfit) return new Misfit(key.message, key.rule, [index]);
    if (chosen.includes(key)) return new Misfit('chosen twice', 'repeated_option', [index]);
    chosen.push(key);
  }
  return chosen.length === 0 ? null : chosen.toSorted();
}

function readText(answer: JsonValue, longest: number): string | Misfit | null {
  if (typeof answer !== 'string') return new Misfit('value is not a text', 'text');
  if (answer.length > longest) {
    return new Misfit(`text has more than ${longest} characters`, 'max_length');
  }
  return answer.trim() === '' ? null : answer;
}

/** A comma is refused: it could group thousands as well as begin the decimals. */
function readNumber(answer: JsonValue): number | Misfit {
  const number =
    typeof answer === 'string' && DECIMAL.test(answer.trim()) ? Number(answer.trim()) : answer;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  return new Misfit('value is not a number such as 3.5', 'number');
}

function readPairs(
  { prompts, choices }: MatchingQuestion,
  answer: JsonValue,
): Readonly<Record<string, string>> | Misfit | null {
  if (!isJsonObject(answer)) {
    return new Misfit('value is not an object of prompt ids and choice keys', 'object');
  }
  const pairs: Record<string, string> = {};
  for (const [id, key] of Object.entries(answer)) {
    if (!prompts.some((prompt) => String(prompt.id) === id)) {
      return new Misfit('the question has no such prompt', 'unknown_prompt', [id]);
    }
    if (key === null) continue;
    if (typeof key !== 'string' || !choices.some((choice) => choice.key === key)) {
      return new Misfit('value is not the key of a choice', 'unknown_choice', [id]);
    }
    pairs[id] = key;
  }
  return Object.keys(pairs).length === 0 ? null : pairs;
}
