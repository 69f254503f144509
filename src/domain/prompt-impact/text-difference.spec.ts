import { applyPatch } from 'diff';
import { textDifference } from './text-difference';

const difference = (before: string, after: string) =>
  textDifference({ name: 'before', text: before }, { name: 'after', text: after });

describe('the difference between two texts', () => {
  it('is empty when there is none', () => {
    expect(difference('same\n', 'same\n')).toBe('');
  });

  it('shows what goes and what comes, with three lines around', () => {
    const before = 'one\ntwo\nthree\nfour\nfive\nsix\n';
    expect(difference(before, before.replace('six', 'seven'))).toBe(
      '--- before\n+++ after\n@@ -3,4 +3,4 @@\n three\n four\n five\n-six\n+seven\n',
    );
  });

  it('shows a new text as coming whole', () => {
    const patch = difference('', 'one\ntwo\n');
    expect(patch).toContain('+one\n+two\n');
    expect(applyPatch('', patch)).toBe('one\ntwo\n');
  });

  it.each([
    ['', ''],
    ['\n', ''],
    ['', '\n'],
    ['\n', '\n'],
  ])('is right where everything differs, with %j and %j at the end', (end, newEnd) => {
    const lines = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word} ${at}`);
    const before = lines('before').join('\n') + end;
    const after = lines('after').join('\n') + newEnd;
    const patch = difference(before, after);
    expect(patch).toContain('@@ -1,2000 +1,2000 @@\n-before 0\n');
    expect(applyPatch(before, patch) === after).toBe(true);
  });

  it('takes a text away whole', () => {
    const before = Array.from({ length: 5_000 }, (_, at) => `line ${at}\n`).join('');
    expect(applyPatch(before, difference(before, ''))).toBe('');
    expect(applyPatch('', difference('', before)) === before).toBe(true);
  });
});
