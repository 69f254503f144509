import { MOST_TRIES, pauseAfter, retryAfterOf } from './retry-schedule';

const steady = () => 0.5;

describe('The schedule of retries', () => {
  it('waits longer and longer, and gives up after nine attempts', () => {
    const pauses = Array.from({ length: 9 }, (_, index) => pauseAfter(index + 1, null, steady));
    expect(pauses).toEqual([5, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, null]);
    expect(MOST_TRIES).toBe(9);
  });

  it('is spread by a fifth', () => {
    expect([0, 0.9999].map((chance) => pauseAfter(2, null, () => chance))).toEqual([48, 72]);
  });

  it('waits as long as the endpoint asks, but no longer than a day', () => {
    expect(pauseAfter(1, 120, steady)).toBe(120);
    expect(pauseAfter(3, 120, steady)).toBe(300);
    expect(pauseAfter(1, 999_999_999, steady)).toBe(86_400);
    expect(pauseAfter(9, 120, steady)).toBeNull();
  });
});

describe('A Retry-After header', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  it.each([
    ['120', 120],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
  ])('of %j asks for %p seconds', (header, seconds) => {
    expect(retryAfterOf(header, now)).toBe(seconds);
  });

  it('is no matter when it is missing', () => expect(retryAfterOf(undefined, now)).toBeNull());
});
