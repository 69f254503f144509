import { postgresTimeZone } from './postgres-time-zone';

describe('a time zone in the words of PostgreSQL', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['UTC', 'UTC'],
    ['+05:30', '-05:30'],
    ['-03:00', '+03:00'],
    // PostgreSQL knows no PNT, and takes PST for a fixed offset.
    ['PNT', 'America/Phoenix'],
    ['PST', 'America/Los_Angeles'],
  ])('%s is %s', (name, words) => {
    expect(postgresTimeZone(name)).toBe(words);
  });
});
