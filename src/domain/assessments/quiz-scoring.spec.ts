import type { JsonValue } from '../../kernel/json';
import { bankOf, type BankQuestion } from '../content/question';
import { readAnswers } from './quiz-answers';
import { isPassed, reviewed, scoreAnswers, totalsOf } from './quiz-scoring';

const option = (key: string, correct: boolean, weight?: number) => ({
  key,
  text: key,
  correct,
  ...(weight === undefined ? {} : { weight }),
  explanation: `about ${key}`,
});

function question(raw: object): BankQuestion {
  const [read] = bankOf({ questions: [{ id: 1, text: 'Q', ...raw } as JsonValue] });
  if (read === undefined) throw new Error('The sample is no question.');
  return read;
}

function scoreOf(raw: object, answer: JsonValue): number | null | undefined {
  const asked = [question(raw)];
  return scoreAnswers(asked, readAnswers(asked, [{ questionId: 1, answer }]))[0]?.score;
}

const CHOICE = { options: [option('A', false), option('B', true)] };
const PARTIAL = { options: [option('A', false, 50), option('B', true), option('C', false, -25)] };
const SEVERAL = {
  kind: 'multiple_choice',
  options: [option('A', true), option('B', true), option('C', true), option('D', false)],
};
const WEIGHED = {
  kind: 'multiple_choice',
  options: [
    option('A', true, 33.33333),
    option('B', true, 33.33333),
    option('C', true, 33.33333),
    option('D', false, -50),
    option('E', false),
  ],
};
const SHORT = {
  kind: 'short_answer',
  accepted: [{ text: 'Zürich' }, { text: 'Zur*', weight: 40 }, { text: '*', weight: 0 }],
};
const NUMERIC = {
  kind: 'numeric',
  numbers: [
    { value: 3.14, tolerance: 0.01 },
    { minimum: 3, maximum: 4, weight: 25 },
  ],
};
const MATCHING = {
  kind: 'matching',
  prompts: [1, 2, 3].map((id) => ({ id, text: `P${id}`, answer: 'ABC'[id - 1] })),
  choices: ['A', 'B', 'C', 'D'].map((key) => ({ key, text: key })),
};

describe('Scores of single questions', () => {
  it.each<[string, object, JsonValue, number]>([
    ['the right option', CHOICE, 'B', 1],
    ['a wrong option', CHOICE, 'A', 0],
    ['no option', CHOICE, null, 0],
    ['an option worth half', PARTIAL, 'A', 0.5],
    ['an option worth less than nothing', PARTIAL, 'C', 0],
    ['true or false', { ...CHOICE, kind: 'true_false' }, 'B', 1],
    ['all that are right', SEVERAL, ['A', 'B', 'C'], 1],
    ['one of three', SEVERAL, ['B'], 0.3333],
    ['two of three and a wrong one', SEVERAL, ['D', 'A', 'B'], 0.3333],
    ['only a wrong one', SEVERAL, ['D'], 0],
    ['all there is', SEVERAL, ['A', 'B', 'C', 'D'], 0.6667],
    ['nothing chosen', SEVERAL, [], 0],
    ['weights that make a whole', WEIGHED, ['A', 'B', 'C'], 1],
    ['weights up and down', WEIGHED, ['A', 'B', 'D'], 0.1667],
    ['weights below nothing', WEIGHED, ['A', 'D'], 0],
    ['an option without weight beside weights', WEIGHED, ['A', 'E'], 0.3333],
    ['the text itself', SHORT, 'Zürich', 1],
    ['other case, spaces and composition', SHORT, '  zU\u0308RICH ', 1],
    ['a text that fits a pattern', SHORT, 'Zurich, CH', 0.4],
    ['a text that only fits the rest', SHORT, 'Bern', 0],
    ['a text in its case', { ...SHORT, case_sensitive: true }, 'zürich', 0],
    ['the number itself', NUMERIC, 3.14, 1],
    ['the lower end, where doubles round away', NUMERIC, 3.13, 1],
    ['the upper end as text', NUMERIC, ' 3.15 ', 1],
    ['a number nearby', NUMERIC, 3.1299, 0.25],
    ['the end of a range', NUMERIC, 4, 0.25],
    ['a number outside', NUMERIC, '-4.0001', 0],
    ['all pairs', MATCHING, { 1: 'A', 2: 'B', 3: 'C' }, 1],
    ['two of three pairs', MATCHING, { 1: 'A', 2: 'C', 3: 'C' }, 0.6667],
    ['one pair and gaps', MATCHING, { 3: 'C', 1: null }, 0.3333],
  ])('%s', (_, raw, answer, score) => {
    expect(scoreOf(raw, answer)).toBe(score);
  });

  it('wait for a person where a text was written, and are nothing where none was', () => {
    expect(scoreOf({ kind: 'essay' }, 'Because.')).toBeNull();
    expect(scoreOf({ kind: 'essay' }, null)).toBe(0);
    expect(scoreOf({ kind: 'essay' }, '  ')).toBe(0);
  });

  it('explain what was chosen and what is right', () => {
    const [result] = scoreAnswers([question(PARTIAL)], { 1: 'C' });
    expect(result).toMatchObject({ rightAnswer: ['B'], explanations: ['about B', 'about C'] });
    const other = { ...SHORT, accepted: [{ text: 'x' }], otherwise: 'Look again.' };
    expect(scoreAnswers([question(other)], { 1: 'y' })[0]?.explanations).toEqual(['Look again.']);
    expect(scoreAnswers([question(other)], {})[0]?.explanations).toEqual([]);
  });
});

describe('A whole attempt', () => {
  const bank = bankOf({
    questions: [
      { id: 1, text: 'Q', ...CHOICE },
      { id: 2, text: 'Q', ...SEVERAL },
      { id: 3, text: 'Q', kind: 'description' },
      { id: 4, text: 'Q', kind: 'essay' },
    ],
  });

  it('adds up what is scored: 1 + 1/3 of 2 points are 66.67 percent', () => {
    const totals = totalsOf(scoreAnswers(bank, { 1: 'B', 2: ['A'], 4: 'Because.' }));
    expect(totals).toEqual({ points: 1.3333, maxPoints: 2, percent: 66.67, reviewPending: true });
    expect(isPassed(totals, 60)).toBeNull();
  });

  it('takes the essay in once it is reviewed: 1 + 1/3 + 1/4 of 3 points are 52.78', () => {
    const results = scoreAnswers(bank, { 1: 'B', 2: ['A'], 4: 'Because.' }).map((result) =>
      result.kind === 'essay'
        ? reviewed(result, 0.25, { reviewerId: 1, feedback: null, reviewedAt: '' })
        : result,
    );
    const totals = totalsOf(results);
    expect(totals).toEqual({ points: 1.5833, maxPoints: 3, percent: 52.78, reviewPending: false });
    expect([isPassed(totals, 53), isPassed(totals, 52)]).toEqual([false, true]);
  });

  it('has no percent while nothing is scored', () => {
    const totals = totalsOf(scoreAnswers(bank.slice(2), { 4: 'Because.' }));
    expect(totals).toEqual({ points: 0, maxPoints: 0, percent: null, reviewPending: true });
  });

  it('never leaves 0 to 100, whatever is answered', () => {
    const many = Array.from({ length: 30 }, (_, id) => question({ id, ...SEVERAL }));
    for (let chosen = 0; chosen < 16; chosen += 1) {
      const keys = ['A', 'B', 'C', 'D'].filter((_, bit) => (chosen >> bit) & 1);
      const answers = Object.fromEntries(many.map(({ id }) => [id, keys]));
      const { percent } = totalsOf(scoreAnswers(many, answers));
      expect(percent).toBeGreaterThanOrEqual(0);
      expect(percent).toBeLessThanOrEqual(100);
    }
  });
});

describe('Answers', () => {
  const bank = bankOf({
    questions: [CHOICE, SEVERAL, SHORT, NUMERIC, MATCHING, { kind: 'description' }].map(
      (raw, index) => ({ id: index + 1, text: 'Q', ...raw }) as JsonValue,
    ),
  });

  it.each<[number, JsonValue, (string | number)[]]>([
    [1, 'C', ['answer']],
    [1, 2, ['answer']],
    [1, ['B'], ['answer']],
    [2, 'A', ['answer']],
    [2, ['A', 'Z'], ['answer', 1]],
    [2, ['A', 'A'], ['answer', 1]],
    [3, 5, ['answer']],
    [3, 'x'.repeat(2_001), ['answer']],
    [4, '3,14', ['answer']],
    [4, '1e3', ['answer']],
    [4, '', ['answer']],
    [4, true, ['answer']],
    [5, ['A'], ['answer']],
    [5, { 9: 'A' }, ['answer', '9']],
    [5, { toString: 'A' }, ['answer', 'toString']],
    [5, { 1: 'Z' }, ['answer', '1']],
    [6, 'anything', ['answer']],
    [7, 'A', ['question_id']],
  ])('to question %i cannot be %j', (questionId, answer, place) => {
    expect(() => readAnswers(bank, [{ questionId, answer }])).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: ['body', 'answers', 0, ...place] })],
      }),
    );
  });

  it('are refused all at once, each by its place', () => {
    const drafts = [
      { questionId: 1, answer: 'B' },
      { questionId: 1, answer: 'B' },
      { questionId: 2, answer: 'A' },
    ];
    expect(() => readAnswers(bank, drafts)).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({ path: ['body', 'answers', 1, 'question_id'] }),
          expect.objectContaining({ path: ['body', 'answers', 2, 'answer'] }),
        ],
      }),
    );
  });
});
