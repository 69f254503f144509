import type { Issue } from '../../kernel/errors';
import type { JsonObject } from './json-schema';
import { type BankQuestion, bankOf, type MatchingQuestion } from './question';

type Path = Issue['path'];

/** What a schema cannot say about a bank: unique ids and keys, and an answer to each question. */
export function bankIssues(data: JsonObject): readonly Issue[] {
  const ids = new Set<number>();
  return bankOf(data).flatMap((question, index) => {
    const path = ['body', 'data_json', 'questions', index];
    const issues = issuesOfKind(question, path);
    if (ids.has(question.id)) {
      issues.push({
        path: [...path, 'id'],
        message: 'another question of this item has this id',
        rule: 'repeated_question',
      });
    }
    ids.add(question.id);
    return issues;
  });
}

function issuesOfKind(question: BankQuestion, path: Path): Issue[] {
  switch (question.kind) {
    case 'choice':
    case 'true_false':
    case 'multiple_choice': {
      const issues = repeated(
        question.options.map(({ key }) => key),
        (index) => [...path, 'options', index, 'key'],
        'another option of this question has this key',
        'repeated_option',
      );
      if (question.options.some(({ correct }) => correct)) return issues;
      const message = 'no option of this question is correct';
      return [...issues, { path: [...path, 'options'], message, rule: 'no_correct_option' }];
    }
    case 'numeric':
      return question.accepted.flatMap(({ minimum, maximum }, index) =>
        minimum <= maximum
          ? []
          : [
              {
                path: [...path, 'numbers', index, 'maximum'],
                message: 'value is below the minimum',
                rule: 'empty_range',
              },
            ],
      );
    case 'matching':
      return matchingIssues(question, path);
    default:
      return [];
  }
}

function matchingIssues({ prompts, choices }: MatchingQuestion, path: Path): Issue[] {
  const keys = choices.map(({ key }) => key);
  return [
    ...repeated(
      keys,
      (index) => [...path, 'choices', index, 'key'],
      'another choice of this question has this key',
      'repeated_choice',
    ),
    ...repeated(
      prompts.map(({ id }) => id),
      (index) => [...path, 'prompts', index, 'id'],
      'another prompt of this question has this id',
      'repeated_prompt',
    ),
    ...prompts.flatMap(({ answer }, index) =>
      keys.includes(answer)
        ? []
        : [
            {
              path: [...path, 'prompts', index, 'answer'],
              message: 'no choice of this question has this key',
              rule: 'unknown_choice',
            },
          ],
    ),
  ];
}

function repeated(
  values: readonly (string | number)[],
  place: (index: number) => Path,
  message: string,
  rule: string,
): Issue[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [{ path: place(index), message, rule }],
  );
}
