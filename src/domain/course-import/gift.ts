import { type GIFTQuestion, parse, SyntaxError as GiftSyntaxError } from 'gift-pegjs';
import type { ProblemLog } from './problem-log';

/** More than any quiz has; the parser's time grows with it. */
const LONGEST = 1_000_000;

/**
 * The questions of a Moodle GIFT file as its grammar reads them.
 *
 * @throws GiftSyntaxError with the place of what cannot be read.
 */
export function parseGift(text: string): GIFTQuestion[] {
  return parse(text);
}

/** The same for a file of a source; null, and an error noted, when it cannot be read. */
export function readGift(file: string, text: string, log: ProblemLog): GIFTQuestion[] | null {
  if (text.length > LONGEST) {
    log.error({ file }, 'a GIFT file has at most a million characters');
    return null;
  }
  try {
    // A file without a question is nothing that the grammar knows.
    const asksNothing = text.split('\n').every((line) => /^\s*(?:\/\/|$)/.test(line));
    return asksNothing ? [] : parseGift(text);
  } catch (error) {
    if (error instanceof GiftSyntaxError) {
      const { line, column } = error.location.start;
      log.error({ file, line, column }, `not valid GIFT: ${firstSentence(error)}`);
      return null;
    }
    if (error instanceof RangeError) {
      log.error({ file }, 'not valid GIFT: nested too deep');
      return null;
    }
    throw error;
  }
}

/** The grammar lists everything that it would have taken; what it found says more. */
function firstSentence(error: GiftSyntaxError): string {
  return error.found === null
    ? 'the file ends inside a question'
    : `unexpected ${JSON.stringify(error.found)}`;
}
