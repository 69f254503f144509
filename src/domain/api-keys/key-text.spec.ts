import { crc32 } from 'node:zlib';
import { isKeyText, mentionsKey, newKeyText, shownPartsOf } from './key-text';

/** Written apart from the code under test: base62 with the digits first. */
function base62(value: number): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return value === 0 ? '' : base62(Math.floor(value / 62)) + alphabet.charAt(value % 62);
}

describe('The text of a key', () => {
  it('is trl_live_, 30 random characters, and the CRC-32 of both', () => {
    for (let count = 0; count < 200; count += 1) {
      const text = newKeyText();
      expect(text).toMatch(/^trl_live_[0-9A-Za-z]{36}$/);
      expect(text.slice(39)).toBe(base62(crc32(text.slice(0, 39))).padStart(6, '0'));
      expect(isKeyText(text)).toBe(true);
    }
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 1_000 }, newKeyText)).size).toBe(1_000);
  });

  it('is told from one with any single character changed', () => {
    const text = newKeyText();
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'x' ? 'y' : 'x';
      expect(isKeyText(text.slice(0, at) + other + text.slice(at + 1))).toBe(false);
    }
  });

  it('is told from what is shorter, longer, or has two neighbours swapped', () => {
    const text = newKeyText();
    const wrong = [text.slice(0, -1), `${text}0`, ` ${text}`, `${text}\n`, '', 'trl_live_'];
    expect(wrong.filter(isKeyText)).toEqual([]);
    const at = [...text].findIndex((one, index) => index > 8 && one !== text[index + 1]);
    const swapped = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
    expect(isKeyText(swapped)).toBe(false);
  });

  it('is recognised by its begin and its end', () => {
    const text = newKeyText();
    const { prefix, lastFour } = shownPartsOf(text);
    expect(text.startsWith(prefix)).toBe(true);
    expect(text.endsWith(lastFour)).toBe(true);
    expect([prefix.length, lastFour.length]).toEqual([13, 4]);
  });

  it('is noticed within other text, whole or not', () => {
    expect(['see trl_live_abc', `x${newKeyText()}y`, 'TRL_LIVE_'].every(mentionsKey)).toBe(true);
    expect(['', 'live', 'trl-live-1'].some(mentionsKey)).toBe(false);
  });
});
