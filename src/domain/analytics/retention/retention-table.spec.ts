import { mondayOf, mondaysFrom, retentionTable } from './retention-table';

describe('Retention', () => {
  it('cuts weeks on Mondays', () => {
    expect(['2026-11-16', '2026-11-22', '2026-11-23', '2027-01-01'].map(mondayOf)).toEqual([
      '2026-11-16',
      '2026-11-16',
      '2026-11-23',
      '2026-12-28',
    ]);
    expect(mondaysFrom('2026-11-02', 5, '2026-11-16')).toEqual([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ]);
  });

  it('shows each cohort up to the week that is going on, nobody where nobody was', () => {
    const mondays = ['2026-11-02', '2026-11-09', '2026-11-16'];
    const sizes = new Map([
      ['2026-11-02', 3],
      ['2026-11-16', 1],
    ]);
    const active = [
      // Imported activity may lie before the sign-up; it belongs to no week after it.
      { cohort: '2026-11-02', week: '2026-10-26', users: 3 },
      { cohort: '2026-11-02', week: '2026-11-02', users: 3 },
      { cohort: '2026-11-02', week: '2026-11-16', users: 2 },
      { cohort: '2026-11-16', week: '2026-11-16', users: 2 },
    ];
    expect(retentionTable(mondays, 3, '2026-11-16', sizes, active)).toEqual([
      {
        startsOn: '2026-11-02',
        size: 3,
        retained: [
          { week: 0, startsOn: '2026-11-02', users: 3, rate: 1 },
          { week: 1, startsOn: '2026-11-09', users: 0, rate: 0 },
          { week: 2, startsOn: '2026-11-16', users: 2, rate: 0.6667 },
        ],
      },
      {
        startsOn: '2026-11-09',
        size: 0,
        retained: [
          { week: 0, startsOn: '2026-11-09', users: 0, rate: null },
          { week: 1, startsOn: '2026-11-16', users: 0, rate: null },
        ],
      },
      {
        startsOn: '2026-11-16',
        size: 1,
        retained: [{ week: 0, startsOn: '2026-11-16', users: 2, rate: 1 }],
      },
    ]);
  });

  it('has as many weeks of each cohort as were asked for', () => {
    const [cohort] = retentionTable(['2026-01-05'], 2, '2026-11-16', new Map(), []);
    expect(cohort?.retained.map(({ startsOn }) => startsOn)).toEqual(['2026-01-05', '2026-01-12']);
  });
});
