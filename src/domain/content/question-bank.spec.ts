import { bankIssues } from './question-bank';

const question = (id: number, ...options: readonly (readonly [string, boolean])[]) => ({
  id,
  text: 'Which?',
  options: options.map(([key, correct]) => ({ key, text: key, correct })),
});

describe('bankIssues', () => {
  it('has nothing to say about a good bank, or about none', () => {
    const good = [question(1, ['A', true], ['B', false]), question(2, ['A', true], ['B', true])];
    expect(bankIssues({ questions: good })).toEqual([]);
    expect(bankIssues({ questions: [] })).toEqual([]);
    expect(bankIssues({ body: 'Text' })).toEqual([]);
  });

  it('names an id that two questions share, at the second', () => {
    const twice = [question(1, ['A', true], ['B', false]), question(1, ['A', true], ['B', false])];
    expect(bankIssues({ questions: twice })).toEqual([
      {
        path: ['body', 'data_json', 'questions', 1, 'id'],
        message: 'another question of this item has this id',
        rule: 'repeated_question',
      },
    ]);
  });

  it('names a key that two options share, at each repetition', () => {
    const repeated = [question(1, ['A', true], ['B', false], ['A', false], ['A', true])];
    expect(bankIssues({ questions: repeated }).map(({ path, rule }) => ({ path, rule }))).toEqual([
      { path: ['body', 'data_json', 'questions', 0, 'options', 2, 'key'], rule: 'repeated_option' },
      { path: ['body', 'data_json', 'questions', 0, 'options', 3, 'key'], rule: 'repeated_option' },
    ]);
  });

  it('names a question without a correct option', () => {
    const unanswerable = [
      question(1, ['A', true], ['B', false]),
      question(2, ['A', false], ['B', false]),
    ];
    expect(bankIssues({ questions: unanswerable })).toEqual([
      {
        path: ['body', 'data_json', 'questions', 1, 'options'],
        message: 'no option of this question is correct',
        rule: 'no_correct_option',
      },
    ]);
  });
});
