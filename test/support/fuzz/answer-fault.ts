import { LEAKS } from '../error-shapes';
import type { BadRequest } from './bad-requests';
import type { Answer } from './request-sender';

/** What a database says, and no text of ours. */
const DATABASE_WORDS =
  /\b(SELECT|INSERT INTO|DELETE FROM|pg_\w+|syntax error at|violates|duplicate key|relation ")/;

/**
 * What is wrong with an answer, or null: a fault of the server, words that nobody should read, or
 * an error in another shape than this one.
 */
export function faultOf(
  request: BadRequest,
  { status, text }: Answer,
  shapeOf: (status: number) => unknown,
): string | null {
  if (status >= 500) return `${status}: ${text.slice(0, 300)}`;
  if (status < 400) return null;
  const asked = `${request.path} ${String(request.body ?? '')}`;
  const isTold = (words: RegExp): boolean => words.test(text) && !words.test(asked);
  if (isTold(LEAKS) || isTold(DATABASE_WORDS) || text.includes(process.cwd())) {
    return `tells too much: ${text.slice(0, 300)}`;
  }
  try {
    expect(JSON.parse(text)).toEqual(shapeOf(status));
    return null;
  } catch {
    return `${status} in another shape: ${text.slice(0, 300)}`;
  }
}
