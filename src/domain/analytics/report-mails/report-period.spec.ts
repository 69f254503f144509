import type { MailFrequency } from './report-mail';
import { nextMailOn, periodJustOver } from './report-period';

describe('The period just over', () => {
  it.each<[MailFrequency, string, string, string, string]>([
    // A Monday.
    ['daily', '2026-11-23T06:00:00Z', 'UTC', '2026-11-22', '2026-11-22'],
    ['daily', '2026-11-23T05:59:59Z', 'UTC', '2026-11-21', '2026-11-21'],
    ['daily', '2026-11-23T00:00:00Z', 'UTC', '2026-11-21', '2026-11-21'],
    ['weekly', '2026-11-23T06:00:00Z', 'UTC', '2026-11-16', '2026-11-22'],
    ['weekly', '2026-11-23T05:59:59Z', 'UTC', '2026-11-09', '2026-11-15'],
    ['weekly', '2026-11-29T23:00:00Z', 'UTC', '2026-11-16', '2026-11-22'],
    ['monthly', '2026-03-01T06:00:00Z', 'UTC', '2026-02-01', '2026-02-28'],
    ['monthly', '2026-03-01T05:00:00Z', 'UTC', '2026-01-01', '2026-01-31'],
    ['monthly', '2028-03-15T12:00:00Z', 'UTC', '2028-02-01', '2028-02-29'],
    ['monthly', '2026-01-31T12:00:00Z', 'UTC', '2025-12-01', '2025-12-31'],
    // Six o'clock stands at another place on the day on which the clocks change.
    ['daily', '2026-03-29T04:00:00Z', 'Europe/Berlin', '2026-03-28', '2026-03-28'],
    ['daily', '2026-03-29T03:59:59Z', 'Europe/Berlin', '2026-03-27', '2026-03-27'],
    ['daily', '2026-10-25T05:00:00Z', 'Europe/Berlin', '2026-10-24', '2026-10-24'],
    ['daily', '2026-10-25T04:59:59Z', 'Europe/Berlin', '2026-10-23', '2026-10-23'],
    ['weekly', '2026-11-23T00:30:00Z', 'Asia/Kolkata', '2026-11-16', '2026-11-22'],
    ['weekly', '2026-11-23T00:29:59Z', 'Asia/Kolkata', '2026-11-09', '2026-11-15'],
    ['weekly', '2026-11-23T00:30:00Z', '+05:30', '2026-11-16', '2026-11-22'],
    ['daily', '2026-11-23T09:29:59Z', 'America/St_Johns', '2026-11-21', '2026-11-21'],
    ['daily', '2026-11-23T09:30:00Z', 'America/St_Johns', '2026-11-22', '2026-11-22'],
  ])('%s at %s in %s is from %s to %s', (frequency, now, zone, from, to) => {
    expect(periodJustOver(frequency, new Date(now), zone)).toEqual({ from, to });
  });

  it('is followed by the day of the next mail', () => {
    expect(nextMailOn('daily', '2026-11-22')).toBe('2026-11-24');
    expect(nextMailOn('weekly', '2026-11-22')).toBe('2026-11-30');
    expect(nextMailOn('monthly', '2026-12-31')).toBe('2027-02-01');
    expect(nextMailOn('monthly', '2028-01-31')).toBe('2028-03-01');
  });

  it.each<MailFrequency>(['daily', 'weekly', 'monthly'])(
    'changes on exactly the day that was told: %s',
    (frequency) => {
      let over = periodJustOver(frequency, new Date('2026-01-01T12:00:00Z'), 'UTC');
      for (let day = 2; day < 400; day += 1) {
        const noon = new Date(Date.UTC(2026, 0, day, 12));
        const now = periodJustOver(frequency, noon, 'UTC');
        const isNext = noon.toISOString().startsWith(nextMailOn(frequency, over.to));
        expect([noon, now.to !== over.to]).toEqual([noon, isNext]);
        if (isNext) expect(Date.parse(now.from) - Date.parse(over.to)).toBe(86_400_000);
        over = now;
      }
    },
  );
});
