import { Invalid } from '../../../kernel/errors';
import { daysOf, previousRange, reportRange } from './report-range';

const TODAY = '2026-11-22';
const FIRST = '2026-01-05';

function rulesOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Invalid) {
      return error.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`);
    }
    throw error;
  }
  return [];
}

describe('the days of a report', () => {
  it.each([
    [{}, { from: FIRST, to: TODAY }],
    [{ to: '2026-02-01' }, { from: FIRST, to: '2026-02-01' }],
    [{ from: '2026-03-01' }, { from: '2026-03-01', to: TODAY }],
    [
      { from: '2020-02-29', to: '2020-02-29' },
      { from: '2020-02-29', to: '2020-02-29' },
    ],
    [{ from: TODAY }, { from: TODAY, to: TODAY }],
    // Before anything is known of: that day alone.
    [{ to: '2025-12-31' }, { from: '2025-12-31', to: '2025-12-31' }],
  ])('%j are %j', (named, range) => {
    expect(reportRange(named, TODAY, FIRST)).toEqual(range);
  });

  it('begin five years before their end when more is known', () => {
    expect(reportRange({}, TODAY, '2011-01-01')).toEqual({ from: '2021-11-22', to: TODAY });
    expect(daysOf({ from: '2021-11-22', to: TODAY })).toHaveLength(1_827);
    expect(reportRange({ to: '2001-01-01' }, TODAY, '1998-01-01').from).toBe('2000-01-01');
  });

  it.each([
    [{ from: '2026-02-30' }, ['query.date_from date']],
    [{ from: '2026-2-3', to: 'today' }, ['query.date_from date', 'query.date_to date']],
    [{ from: '' }, ['query.date_from date']],
    [{ from: '2026-02-03T00:00:00Z' }, ['query.date_from date']],
    [{ from: '1999-12-31' }, ['query.date_from date']],
    [
      { from: '2026-11-23', to: '2026-11-24' },
      ['query.date_from date_in_future', 'query.date_to date_in_future'],
    ],
    [{ from: '2026-02-02', to: '2026-02-01' }, ['query.date_to date_range']],
    [{ from: '2021-11-21' }, ['query.date_from date_range']],
    [{ from: '2000-01-01', to: '2026-01-01' }, ['query.date_from date_range']],
  ])('%j are refused: %j', (named, rules) => {
    expect(rulesOf(() => reportRange(named, TODAY, FIRST))).toEqual(rules);
  });

  it('may be five years, to the day', () => {
    expect(reportRange({ from: '2021-11-22' }, TODAY, FIRST).from).toBe('2021-11-22');
  });
});

describe('the previous period', () => {
  it.each([
    [
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-01-29', to: '2026-02-28' },
    ],
    [
      { from: '2026-03-01', to: '2026-03-01' },
      { from: '2026-02-28', to: '2026-02-28' },
    ],
    [
      { from: '2024-03-01', to: '2024-03-07' },
      { from: '2024-02-23', to: '2024-02-29' },
    ],
  ])('of %j is %j', (range, previous) => {
    expect(previousRange(range)).toEqual(previous);
    expect(daysOf(previous)).toHaveLength(daysOf(range).length);
    expect([...daysOf(previous), ...daysOf(range)]).toEqual(
      daysOf({ from: previous.from, to: range.to }),
    );
  });
});
