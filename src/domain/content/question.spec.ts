import type { JsonObject } from './json-schema';
import { questionsOf, optionKeys } from './lesson';
import { bankOf } from './question';
import { bankIssues } from './question-bank';

const CHOICE: JsonObject = {
  id: 1,
  text: 'Which?',
  options: [
    { key: 'A', text: 'This', correct: true },
    { key: 'B', text: 'That', correct: false, weight: 50, explanation: 'Nearly.' },
  ],
};
const MULTIPLE: JsonObject = { ...CHOICE, id: 2, kind: 'multiple_choice' };
const TRUE_FALSE: JsonObject = { ...CHOICE, id: 3, kind: 'true_false' };
const SHORT: JsonObject = {
  id: 4,
  kind: 'short_answer',
  text: 'Name one.',
  title: 'Name',
  feedback: 'There are more.',
  accepted: [{ text: 'kelvin' }, { text: 'degree', weight: 50, explanation: 'Nearly.' }],
  otherwise: 'No.',
};
const NUMERIC: JsonObject = {
  id: 5,
  kind: 'numeric',
  text: 'How many?',
  numbers: [
    { value: 100, tolerance: 2 },
    { minimum: 0, maximum: 9, weight: 25 },
  ],
};
const MATCHING = {
  id: 6,
  kind: 'matching',
  text: 'Match.',
  prompts: [
    { id: 1, text: 'Lamp', answer: 'B' },
    { id: 2, text: 'Thermometer', answer: 'A' },
  ],
  choices: [
    { key: 'A', text: 'Measures' },
    { key: 'B', text: 'Lights' },
  ],
};
const ESSAY = { id: 7, kind: 'essay', text: 'Why?' };
const DESCRIPTION = { id: 8, kind: 'description', text: 'Now for light.' };
const ALL: readonly JsonObject[] = [
  CHOICE,
  MULTIPLE,
  TRUE_FALSE,
  SHORT,
  NUMERIC,
  MATCHING,
  ESSAY,
  DESCRIPTION,
];

describe('A question bank', () => {
  it('is read by the kinds of its questions', () => {
    const said = { title: null, feedback: null };
    const full = { weight: 100, explanation: null };
    expect(bankOf({ questions: ALL })).toMatchObject([
      { kind: 'choice', ...said, options: [{ weight: null }, { weight: 50 }] },
      { kind: 'multiple_choice' },
      { kind: 'true_false' },
      {
        kind: 'short_answer',
        title: 'Name',
        feedback: 'There are more.',
        caseSensitive: false,
        accepted: [
          { text: 'kelvin', ...full },
          { text: 'degree', weight: 50, explanation: 'Nearly.' },
        ],
        otherwise: 'No.',
      },
      {
        kind: 'numeric',
        accepted: [
          { minimum: 98, maximum: 102, ...full },
          { minimum: 0, maximum: 9, weight: 25 },
        ],
        otherwise: null,
      },
      { kind: 'matching', prompts: MATCHING.prompts, choices: MATCHING.choices },
      { id: 7, kind: 'essay', text: 'Why?', ...said },
      { id: 8, kind: 'description', text: 'Now for light.', ...said },
    ]);
  });

  it('is none when a question of it is of no kind, or lacks what its kind needs', () => {
    const odd: JsonObject[] = [
      { ...ESSAY, kind: 'poem' },
      { ...ESSAY, kind: 'numeric' },
      { ...SHORT, accepted: [{ weight: 1 }] },
      { ...NUMERIC, numbers: [{ minimum: 1 }] },
      { ...MATCHING, choices: undefined as never },
      { ...MATCHING, prompts: [{ id: 1, text: 'Lamp' }] },
    ];
    for (const question of odd) expect(bankOf({ questions: [CHOICE, question] })).toEqual([]);
  });

  it('has the tutor ask what one option answers, and nothing else', () => {
    expect(questionsOf({ questions: ALL }).map(({ id }) => id)).toEqual([1, 3]);
    expect(optionKeys({ questions: ALL })).toEqual({ 1: ['A', 'B'], 3: ['A', 'B'] });
  });

  it('is checked for what a schema cannot say', () => {
    expect(bankIssues({ questions: ALL })).toEqual([]);
    const rules = (question: JsonObject) =>
      bankIssues({ questions: [question] }).map(({ path, rule }) => [...path.slice(4), rule]);
    expect(rules({ ...NUMERIC, numbers: [{ minimum: 2, maximum: 1 }] })).toEqual([
      ['numbers', 0, 'maximum', 'empty_range'],
    ]);
    const [lamp] = MATCHING.prompts;
    expect(rules({ ...MATCHING, prompts: [{ ...lamp, answer: 'C' }] as JsonObject[] })).toEqual([
      ['prompts', 0, 'answer', 'unknown_choice'],
    ]);
    expect(rules({ ...MATCHING, prompts: [lamp, lamp] as JsonObject[] })).toEqual([
      ['prompts', 1, 'id', 'repeated_prompt'],
    ]);
    const [measures] = MATCHING.choices;
    expect(
      rules({
        ...MATCHING,
        choices: [...MATCHING.choices, measures] as JsonObject[],
      }),
    ).toEqual([['choices', 2, 'key', 'repeated_choice']]);
    expect(bankIssues({ questions: [ESSAY, { ...SHORT, id: 7 }] }).map(({ rule }) => rule)).toEqual(
      ['repeated_question'],
    );
  });
});
