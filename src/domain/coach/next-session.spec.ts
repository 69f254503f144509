import { nextSessionOn } from './next-session';

const calm = { heldOn: '2025-01-10', openBands: [], readiness: 0.78, deadlines: [] };

describe('the recommended next session', () => {
  it('is two weeks later when nothing presses, as the contract shows', () => {
    expect(nextSessionOn(calm)).toBe('2025-01-24');
    expect(nextSessionOn({ ...calm, readiness: null })).toBe('2025-01-24');
    expect(nextSessionOn({ ...calm, openBands: ['low', 'moderate'] })).toBe('2025-01-24');
    expect(nextSessionOn({ ...calm, readiness: 0.5 })).toBe('2025-01-24');
  });

  it.each([[['high']], [['low', 'imminent']]])('is one week later with alerts %p', (openBands) => {
    expect(nextSessionOn({ ...calm, openBands })).toBe('2025-01-17');
  });

  it('is one week later with a readiness below a half', () => {
    expect(nextSessionOn({ ...calm, readiness: 0.499 })).toBe('2025-01-17');
    expect(nextSessionOn({ ...calm, readiness: 0 })).toBe('2025-01-17');
  });

  it.each([
    ['2025-01-24', '2025-01-22'],
    ['2025-01-20', '2025-01-18'],
    ['2025-01-13', '2025-01-11'],
    ['2025-01-12', '2025-01-11'],
    ['2025-01-11', '2025-01-11'],
    ['2025-01-25', '2025-01-24'],
    ['2025-01-10', '2025-01-24'],
    ['2024-12-31', '2025-01-24'],
  ])('with a deadline on %s it is on %s', (deadline, expected) => {
    expect(nextSessionOn({ ...calm, deadlines: ['2026-01-01', deadline] })).toBe(expected);
  });

  it('takes the nearest of many deadlines', () => {
    const deadlines = ['2025-01-23', '2025-01-16', '2025-01-20'];
    expect(nextSessionOn({ ...calm, deadlines })).toBe('2025-01-14');
  });

  it('agrees with a count of days across months and leap years', () => {
    for (let offset = 0; offset < 800; offset += 1) {
      const held = new Date(2023, 11, 1 + offset, 12);
      const later = new Date(2023, 11, 1 + offset + 14, 12);
      const text = (day: Date): string =>
        [day.getFullYear(), day.getMonth() + 1, day.getDate()]
          .map((part) => String(part).padStart(2, '0'))
          .join('-');
      expect(nextSessionOn({ ...calm, heldOn: text(held) })).toBe(text(later));
    }
  });
});
