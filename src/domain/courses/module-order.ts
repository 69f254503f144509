import type { Issue } from '../../kernel/errors';

/**
 * What keeps a list of ids from being a new order of the ids that stand together now: ids named
 * twice, ids that do not stand there, ids left out. Nothing when it is one.
 *
 * @param field of the body that holds the list.
 */
export function orderIssues(
  field: string,
  given: readonly number[],
  standing: readonly number[],
): readonly Issue[] {
  const here = new Set(standing);
  const wrong = given.flatMap((id, index): Issue[] => {
    const path = ['body', field, index];
    if (given.indexOf(id) !== index) {
      return [{ path, message: 'the list names this id twice', rule: 'repeated' }];
    }
    if (here.has(id)) return [];
    return [{ path, message: 'this id does not stand with the others', rule: 'unknown_reference' }];
  });
  if (wrong.length > 0) return wrong;
  const missing = standing.filter((id) => !given.includes(id));
  if (missing.length === 0) return [];
  const message = `the list leaves out ${missing.length} of ${standing.length} that stand together`;
  return [{ path: ['body', field], message, rule: 'incomplete' }];
}
