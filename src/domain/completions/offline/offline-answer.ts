import type { Passage } from '../../chat/offline/passages';

/** A passage and the lesson that it stands in. */
export interface FoundPassage {
  readonly lessonTitle: string;
  readonly courseTitle: string;
  readonly passage: Passage;
}

const WHO_ANSWERS =
  'This is the built-in model of Trellis: no language model is connected here, so it writes nothing ' +
  'of its own and only quotes published lessons.';

/** Says who answers, then quotes the passages; without any it says that there are none. */
export function offlineAnswer(found: readonly FoundPassage[]): string {
  if (found.length === 0) {
    return `${WHO_ANSWERS}\n\nIn the lessons that you may read it found nothing about this.`;
  }
  return [WHO_ANSWERS, ...found.map(quoted)].join('\n\n');
}

/** A reply as its limits leave it. */
export interface CutText {
  readonly text: string;
  readonly reason: 'stop' | 'length';
}

/** English text has about four characters to a token. */
const CHARACTERS_PER_TOKEN = 4;

/** Ends a text before the first of the stop sequences, and after so many tokens at the latest. */
export function cutText(
  text: string,
  maxOutputTokens: number,
  stopSequences: readonly string[],
): CutText {
  const stops = stopSequences.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  const stopped = text.slice(0, Math.min(text.length, ...stops));
  const longest = maxOutputTokens * CHARACTERS_PER_TOKEN;
  return stopped.length <= longest
    ? { text: stopped, reason: 'stop' }
    : { text: wellFormed(stopped.slice(0, longest)), reason: 'length' };
}

/** A cut never leaves half of a surrogate pair. */
function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1);
}

function quoted({ lessonTitle, courseTitle, passage }: FoundPassage): string {
  const heading = passage.heading === null ? '' : `, ${passage.heading}`;
  const lines = passage.text.split('\n').map((line) => `> ${line}`);
  return `From "${lessonTitle}"${heading} (${courseTitle}):\n\n${lines.join('\n')}`;
}
