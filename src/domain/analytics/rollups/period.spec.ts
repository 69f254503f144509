import { periodsOf, startOfPeriod } from './period';

describe('Periods', () => {
  it('begin with the day, the Monday, or the first of the month', () => {
    expect(startOfPeriod('day', '2026-11-22')).toBe('2026-11-22');
    expect(startOfPeriod('week', '2026-11-22')).toBe('2026-11-16');
    expect(startOfPeriod('week', '2026-11-23')).toBe('2026-11-23');
    expect(startOfPeriod('week', '2027-01-01')).toBe('2026-12-28');
    expect(startOfPeriod('month', '2024-02-29')).toBe('2024-02-01');
  });

  it('are all of those that have days in the range', () => {
    expect(periodsOf('day', { from: '2024-02-28', to: '2024-03-01' })).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
    expect(periodsOf('week', { from: '2026-12-27', to: '2027-01-04' })).toEqual([
      '2026-12-21',
      '2026-12-28',
      '2027-01-04',
    ]);
    expect(periodsOf('month', { from: '2026-12-31', to: '2027-03-01' })).toEqual([
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ]);
  });

  it('are one where the range is a day', () => {
    const range = { from: '2026-02-28', to: '2026-02-28' };
    expect(periodsOf('week', range)).toEqual(['2026-02-23']);
    expect(periodsOf('month', range)).toEqual(['2026-02-01']);
  });
});
