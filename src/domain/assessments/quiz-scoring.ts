import type { JsonValue } from '../../kernel/json';
import type {
  AcceptedRange,
  AcceptedText,
  BankQuestion,
  ChoiceQuestion,
  MatchingQuestion,
  MultipleChoiceQuestion,
  NumericQuestion,
  ShortAnswerQuestion,
  WeighedOption,
} from '../content/question';
import { matchesPattern } from './text-pattern';
import type { GivenAnswer, GivenAnswers } from './quiz-answers';

/** What a person said about an essay. */
export interface EssayReview {
  readonly reviewerId: number;
  readonly feedback: string | null;
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
}

/** How one question of an attempt came out. Plain JSON, so that it is stored as it is. */
export interface QuestionResult {
  readonly questionId: number;
  readonly kind: BankQuestion['kind'];
  readonly answer: GivenAnswer | null;
  /** 0 to 1 with four decimals; null while a person has to read the answer, and for a mere text. */
  readonly score: number | null;
  /** 0 for a text that asks nothing. */
  readonly maxScore: 0 | 1;
  /** Whether the score is full; null without a score. */
  readonly correct: boolean | null;
  /** What the author says to what was chosen and to what is right. */
  readonly explanations: readonly string[];
  /** What the author says to everybody. */
  readonly feedback: string | null;
  /** Keys, accepted texts, ranges or pairs, by the kind; null when there is nothing to compare. */
  readonly rightAnswer: JsonValue;
  readonly review: EssayReview | null;
}

/** What the results come to. */
export interface Totals {
  readonly points: number;
  /** Of what is scored: essays that wait for their review don't count yet. */
  readonly maxPoints: number;
  /** Two decimals; null while nothing is scored. */
  readonly percent: number | null;
  readonly reviewPending: boolean;
}

interface Verdict {
  readonly fraction: number;
  readonly explanations: readonly (string | null)[];
}

/** Scores have four decimals; they are added up as whole numbers of this part. */
const PARTS = 10_000;
/** Roundings of `value ± tolerance` must not shut out the very ends of a range. */
const SLACK = 4 * Number.EPSILON;

/** How each question came out, in the order in which they were asked. */
export function scoreAnswers(
  questions: readonly BankQuestion[],
  answers: GivenAnswers,
): readonly QuestionResult[] {
  return questions.map((question) => scoreQuestion(question, answers[question.id] ?? null));
}

/** Points, percent and what is left to review, as docs/numbers.md defines them. */
export function totalsOf(results: readonly QuestionResult[]): Totals {
  const scored = results.filter(({ maxScore, score }) => maxScore > 0 && score !== null);
  const parts = scored.reduce((sum, { score }) => sum + Math.round((score ?? 0) * PARTS), 0);
  const maxPoints = scored.length;
  return {
    points: parts / PARTS,
    maxPoints,
    percent: maxPoints === 0 ? null : Math.round(parts / maxPoints) / 100,
    reviewPending: results.some(({ maxScore, score }) => maxScore > 0 && score === null),
  };
}

/** Whether the totals pass; null while an essay waits, or when nothing was there to score. */
export function isPassed({ percent, reviewPending }: Totals, passPercent: number): boolean | null {
  return percent === null || reviewPending ? null : percent >= passPercent;
}

/** The same result after a person gave an essay its points, 0 to 1. */
export function reviewed(
  result: QuestionResult,
  points: number,
  review: EssayReview,
): QuestionResult {
  const score = rounded(points);
  return { ...result, score, correct: score === 1, review };
}

function scoreQuestion(question: BankQuestion, answer: GivenAnswer | null): QuestionResult {
  const common = {
    questionId: question.id,
    kind: question.kind,
    answer,
    feedback: question.feedback,
    rightAnswer: rightAnswerOf(question),
    review: null,
  };
  if (question.kind === 'description') {
    return { ...common, score: null, maxScore: 0, correct: null, explanations: [] };
  }
  if (question.kind === 'essay' && answer !== null) {
    return { ...common, score: null, maxScore: 1, correct: null, explanations: [] };
  }
  const { fraction, explanations } = verdictOn(question, answer);
  const score = rounded(fraction);
  return {
    ...common,
    score,
    maxScore: 1,
    correct: score === 1,
    explanations: explanations.filter((text) => text !== null),
  };
}

function verdictOn(question: BankQuestion, answer: GivenAnswer | null): Verdict {
  switch (question.kind) {
    case 'choice':
    case 'true_false':
      return verdictOnChoice(question, answer);
    case 'multiple_choice':
      return verdictOnChoices(question, answer);
    case 'short_answer':
      return verdictOnText(question, answer);
    case 'numeric':
      return verdictOnNumber(question, answer);
    case 'matching':
      return verdictOnPairs(question, answer);
    default:
      return { fraction: 0, explanations: [] };
  }
}

function verdictOnChoice({ options }: ChoiceQuestion, answer: GivenAnswer | null): Verdict {
  const chosen = options.find(({ key }) => key === answer);
  const fraction =
    chosen === undefined
      ? 0
      : chosen.weight === null
        ? Number(chosen.correct)
        : chosen.weight / 100;
  return { fraction, explanations: explained(options, chosen === undefined ? [] : [chosen.key]) };
}

/**
 * Weights add up. Without any, each right choice adds an equal part and each wrong one takes the
 * same. Where only some options have a weight, a right one without adds its equal part and a wrong
 * one without takes nothing.
 */
function verdictOnChoices(
  { options }: MultipleChoiceQuestion,
  answer: GivenAnswer | null,
): Verdict {
  const chosen = Array.isArray(answer) ? (answer as readonly string[]) : [];
  const part = 1 / Math.max(1, options.filter(({ correct }) => correct).length);
  const isWeighed = options.some(({ weight }) => weight !== null);
  const worth = ({ weight, correct }: WeighedOption): number => {
    if (weight !== null) return weight / 100;
    return correct ? part : isWeighed ? 0 : -part;
  };
  const fraction = options
    .filter(({ key }) => chosen.includes(key))
    .reduce((sum, option) => sum + worth(option), 0);
  return { fraction, explanations: explained(options, chosen) };
}

function verdictOnText(
  { accepted, caseSensitive, otherwise }: ShortAnswerQuestion,
  answer: GivenAnswer | null,
): Verdict {
  if (typeof answer !== 'string') return { fraction: 0, explanations: [] };
  const given = comparable(answer, caseSensitive);
  return bestOf(
    accepted.filter(({ text }) => matchesPattern(comparable(text, caseSensitive), given)),
    otherwise,
  );
}

function verdictOnNumber(
  { accepted, otherwise }: NumericQuestion,
  answer: GivenAnswer | null,
): Verdict {
  if (typeof answer !== 'number') return { fraction: 0, explanations: [] };
  const fits = ({ minimum, maximum }: AcceptedRange): boolean => {
    const slack = SLACK * Math.max(Math.abs(minimum), Math.abs(maximum));
    return answer >= minimum - slack && answer <= maximum + slack;
  };
  return bestOf(accepted.filter(fits), otherwise);
}

function verdictOnPairs({ prompts }: MatchingQuestion, answer: GivenAnswer | null): Verdict {
  const pairs = (answer ?? {}) as Readonly<Record<string, string>>;
  const right = prompts.filter((prompt) => pairs[prompt.id] === prompt.answer).length;
  return { fraction: right / Math.max(1, prompts.length), explanations: [] };
}

/** Several accepted answers may fit; the best counts. */
function bestOf(
  fitting: readonly (AcceptedText | AcceptedRange)[],
  otherwise: string | null,
): Verdict {
  const [best] = fitting.toSorted((a, b) => b.weight - a.weight);
  if (best === undefined) return { fraction: 0, explanations: [otherwise] };
  return { fraction: best.weight / 100, explanations: [best.explanation] };
}

function explained(
  options: readonly WeighedOption[],
  chosen: readonly string[],
): readonly (string | null)[] {
  return options
    .filter(({ key, correct }) => correct || chosen.includes(key))
    .map(({ explanation }) => explanation);
}

function rightAnswerOf(question: BankQuestion): JsonValue {
  switch (question.kind) {
    case 'choice':
    case 'true_false':
    case 'multiple_choice':
      return question.options.filter(({ correct }) => correct).map(({ key }) => key);
    case 'short_answer':
      return question.accepted.filter(({ weight }) => weight > 0).map(({ text }) => text);
    case 'numeric':
      return question.accepted
        .filter(({ weight }) => weight > 0)
        .map(({ minimum, maximum }) => ({ minimum, maximum }));
    case 'matching':
      return Object.fromEntries(question.prompts.map(({ id, answer }) => [String(id), answer]));
    default:
      return null;
  }
}

function comparable(text: string, isCaseSensitive: boolean): string {
  const plain = text.normalize('NFC').trim();
  return isCaseSensitive ? plain : plain.toLowerCase();
}

/** Within 0 and 1, with four decimals: three weights of 33.33333 percent make a whole. */
function rounded(fraction: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * PARTS) / PARTS;
}
