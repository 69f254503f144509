import { isMoment, toMoment } from './moment-field';

describe('a moment', () => {
  it.each(['2026-01-15T00:00:00Z', '2026-01-15T00:00Z', '2024-02-29T23:59:59.123+05:30'])(
    '%p is one',
    (text) => expect(isMoment(text)).toBe(true),
  );

  it.each([
    '2026-01-15',
    '2026-01-15T00:00:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-15T25:00:00Z',
    '0000-01-01T00:00:00Z',
    '1768435200000',
    1_768_435_200_000,
    null,
    ['2026-01-15T00:00:00Z'],
  ])('%p is none', (value) => expect(isMoment(value)).toBe(false));

  it('becomes a Date; what is absent stays absent', () => {
    expect(toMoment('2026-01-15T02:00:00+02:00')).toEqual(new Date('2026-01-15T00:00:00Z'));
    expect(toMoment(null)).toBeNull();
    expect(toMoment(undefined)).toBeUndefined();
  });
});
