import { calendarDate, currentStreak } from './streak';

describe('streak', () => {
  const now = new Date('2026-03-10T03:30:00Z');

  it('cuts the day in the time zone of the user', () => {
    expect(calendarDate(now, 'UTC')).toBe('2026-03-10');
    expect(calendarDate(now, 'America/New_York')).toBe('2026-03-09');
    expect(calendarDate(now, 'Pacific/Kiritimati')).toBe('2026-03-10');
  });

  it('begins a new day at its first moment', () => {
    const dateAt = (time: string) => calendarDate(new Date(time), 'America/New_York');
    expect(dateAt('2026-03-10T03:59:59.999Z')).toBe('2026-03-09');
    expect(dateAt('2026-03-10T04:00:00Z')).toBe('2026-03-10');
    expect(dateAt('2026-03-10T03:59:59.999Z')).toBe('2026-03-09');
  });

  it('counts while the last active day is today or yesterday', () => {
    expect(currentStreak(5, '2026-03-10', 'UTC', now)).toBe(5);
    expect(currentStreak(5, '2026-03-09', 'UTC', now)).toBe(5);
    expect(currentStreak(5, '2026-03-08', 'America/New_York', now)).toBe(5);
  });

  it('is over after a whole day without activity, and was never there before the first', () => {
    expect(currentStreak(5, '2026-03-08', 'UTC', now)).toBe(0);
    expect(currentStreak(0, null, 'UTC', now)).toBe(0);
  });
});
