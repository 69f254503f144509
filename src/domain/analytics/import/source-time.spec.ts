import { SourceClock } from './source-time';

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const utc = new SourceClock('UTC', 'day-first');
const berlin = new SourceClock('Europe/Berlin', 'day-first');

describe('The times of a source', () => {
  it.each([
    ['2019-09-09T14:08:01', '2019-09-09T14:08:01.000Z'],
    ['2019-09-09 14:08', '2019-09-09T14:08:00.000Z'],
    ['2020-07-15T06:36:01.917775+00:00', '2020-07-15T06:36:01.917Z'],
    ['2016-11-15T10:15:00.000Z', '2016-11-15T10:15:00.000Z'],
    ['2016-11-15T10:15:00+0530', '2016-11-15T04:45:00.000Z'],
    ['2016-11-15T10:15:00-03:30', '2016-11-15T13:45:00.000Z'],
    ['9/12/19, 14:08', '2019-12-09T14:08:00.000Z'],
    ['09.12.2019 14:08:59', '2019-12-09T14:08:59.000Z'],
    ['9/12/2019, 12:08 AM', '2019-12-09T00:08:00.000Z'],
    ['9/12/2019, 2:08:07 p.m.', '2019-12-09T14:08:07.000Z'],
    ['1568038081', '2019-09-09T14:08:01.000Z'],
    ['1568038081123', '2019-09-09T14:08:01.123Z'],
  ])('reads %s', (text, expected) => {
    expect(iso(utc.read(text))).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2019-02-29T10:00:00',
    '2019-13-01T10:00:00',
    '2019-09-09T24:00:00',
    '2019-09-09T10:60:00',
    '2019-09-09T10:00:00+25:00',
    '2019-09-09',
    '13/13/2019, 10:00',
    '9/12/2019, 13:08 PM',
    '0000-01-01T00:00:00Z',
  ])('has no time for %j', (text) => {
    expect(utc.read(text)).toBeNull();
  });

  it('takes the month first where the source does', () => {
    expect(iso(new SourceClock('UTC', 'month-first').read('9/12/19, 14:08'))).toBe(
      '2019-09-12T14:08:00.000Z',
    );
  });

  it('reads local times in their zone, the first of those that came twice', () => {
    expect(iso(berlin.read('2019-07-01T12:00:00'))).toBe('2019-07-01T10:00:00.000Z');
    expect(iso(berlin.read('2019-12-01T12:00:00'))).toBe('2019-12-01T11:00:00.000Z');
    expect(iso(berlin.read('2019-10-27T01:59:59'))).toBe('2019-10-26T23:59:59.000Z');
    expect(iso(berlin.read('2019-10-27T02:30:00'))).toBe('2019-10-27T00:30:00.000Z');
    expect(iso(berlin.read('2019-10-27T03:00:00'))).toBe('2019-10-27T02:00:00.000Z');
    expect(iso(berlin.read('2019-10-27T02:30:00+01:00'))).toBe('2019-10-27T01:30:00.000Z');
    const india = new SourceClock('+05:30', 'day-first');
    expect(iso(india.read('2019-07-01T12:00:00'))).toBe('2019-07-01T06:30:00.000Z');
  });

  it('has none for local times that the clock jumped over', () => {
    expect(berlin.read('2019-03-31T02:30:00')).toBeNull();
    expect(iso(berlin.read('2019-03-31T03:00:00'))).toBe('2019-03-31T01:00:00.000Z');
  });

  it('refuses time zones that do not exist', () => {
    expect(() => new SourceClock('Mars/Olympus', 'day-first')).toThrow(RangeError);
  });
});
