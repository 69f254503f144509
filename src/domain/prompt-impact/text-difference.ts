import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * Lines of difference that are looked for: 170 ms with the longest texts, and the time grows with
 * the square.
 */
const MOST_CHANGED_LINES = 500;

/** A text and what to call it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * What became of a text, as a unified diff with three lines around each change; empty when nothing
 * did. Texts that differ too much are shown as one leaving and the other coming whole.
 */
export function textDifference(before: NamedText, after: NamedText): string {
  if (before.text === after.text) return '';
  const patch = createTwoFilesPatch(
    before.name,
    after.name,
    before.text,
    after.text,
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: MOST_CHANGED_LINES },
  );
  return patch ?? exchange(before, after);
}

function exchange(before: NamedText, after: NamedText): string {
  const gone = linesOf(before.text);
  const come = linesOf(after.text);
  return [
    `--- ${before.name}`,
    `+++ ${after.name}`,
    `@@ -${rangeOf(gone)} +${rangeOf(come)} @@`,
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    '',
  ].join('\n');
}

/** Lines as a patch shows them; an end without a line break is noted behind the last one. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const rest = lines.pop();
  return rest === undefined || rest === ''
    ? lines
    : [...lines, `${rest}\n\\ No newline at end of file`];
}

/** Where a run of lines from the first on stands; none begin before the first. */
function rangeOf(lines: readonly string[]): string {
  return `${lines.length === 0 ? 0 : 1},${lines.length}`;
}
