import { isTimeZone } from './time-zone';

describe('isTimeZone', () => {
  it.each([
    'Europe/Berlin',
    'europe/berlin',
    'Asia/Kolkata',
    'UTC',
    'GMT',
    'EST5EDT',
    'Etc/GMT-14',
  ])('knows %s', (name) => expect(isTimeZone(name)).toBe(true));

  it.each(['', 'Mars/Olympus', '+05:30', '-08', 'PNT', 'ist', 'AET', 'SystemV/PST8', 'UTC; DROP'])(
    'does not know %p',
    (name) => expect(isTimeZone(name)).toBe(false),
  );
});
