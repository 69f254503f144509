import type { z } from 'zod';

/**
 * What is wrong with a value, in the words that the surfaces use elsewhere; the message of a schema
 * itself comes before. Handed to a parse as its `error`.
 *
 * @returns undefined where Zod's own words are good enough.
 */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'field required'
        : `value is not of type ${issue.expected}`;
    case 'invalid_value':
      if (issue.input === undefined) return 'field required';
      return issue.values.length === 1
        ? `value is not ${String(issue.values[0])}`
        : `value is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return boundary(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return boundary(issue.origin, 'at most', issue.maximum);
    default:
      return undefined;
  }
};

function boundary(origin: string, wanted: string, bound: number | bigint): string {
  if (origin === 'array')
    return `list needs ${wanted} ${bound} ${Number(bound) === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return `text needs ${wanted} ${bound} characters`;
  return `value is not ${wanted} ${bound}`;
}
