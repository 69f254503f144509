import type { Issue } from '../../kernel/errors';
import type { JsonObject } from './json-schema';
import { type Question, questionsOf } from './lesson';

/** What a schema cannot say about a bank: unique ids and keys, and an answer to each question. */
export function bankIssues(data: JsonObject): readonly Issue[] {
  const ids = new Set<number>();
  return questionsOf(data).flatMap((question, index) => {
    const path = ['body', 'data_json', 'questions', index];
    const issues = repeatedKeys(question, path);
    if (ids.has(question.id)) {
      issues.push({
        path: [...path, 'id'],
        message: 'another question of this item has this id',
        rule: 'repeated_question',
      });
    }
    ids.add(question.id);
    if (!question.options.some(({ correct }) => correct)) {
      issues.push({
        path: [...path, 'options'],
        message: 'no option of this question is correct',
        rule: 'no_correct_option',
      });
    }
    return issues;
  });
}

function repeatedKeys(question: Question, path: Issue['path']): Issue[] {
  const keys = question.options.map(({ key }) => key);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [
          {
            path: [...path, 'options', index, 'key'],
            message: 'another option of this question has this key',
            rule: 'repeated_option',
          },
        ],
  );
}
