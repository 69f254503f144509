import type { z } from 'zod';
import { Invalid } from '../../../../kernel/errors';

/** What is wrong with a body, with places as OpenAI names them. */
export function unreadable(error: z.ZodError): Invalid {
  return new Invalid(error.issues.flatMap(issuesOf));
}

type ZodIssue = z.core.$ZodIssue;

/** A union tells of the branch that was nearest: the one that went deepest into the value. */
function issuesOf(issue: ZodIssue): Invalid['issues'] {
  const path = [
    'body',
    ...issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
  ];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'this argument is not known here',
      rule: 'unknown_parameter',
    }));
  }
  if (issue.code === 'invalid_union') {
    const deeper = issue.errors.flat().filter((inner) => inner.path.length > 0);
    if (deeper.length > 0) {
      return deeper.flatMap((inner) =>
        issuesOf({ ...inner, path: [...issue.path, ...inner.path] }),
      );
    }
  }
  return [{ path, message: issue.message, rule: 'invalid_value' }];
}
