import { RollupRebuild } from '../../../src/domain/analytics/rollups/rollup-rebuild';
import { activity, insertActivity } from '../../support/activity-rows';
import { person, type Person } from '../../support/people';
import { earlierRowsRead, settleEverything } from '../../support/settled-activity';
import { testApp, type TestApp } from '../../support/test-app';

const PATH = '/admin/analytics/retention';

/** Who signed up when, and when they did something. */
const PEOPLE: readonly (readonly [string, readonly string[]])[] = [
  [
    '2026-01-05T00:00:00Z',
    ['2026-01-05T00:00:00Z', '2026-01-12T10:00:00Z', '2026-01-18T23:59:59Z'],
  ],
  ['2026-01-07T12:00:00Z', ['2026-01-07T12:00:00Z', '2026-01-19T00:00:00Z']],
  ['2026-01-11T23:59:59Z', []],
  ['2026-01-12T00:00:00Z', ['2026-01-06T12:00:00Z', '2026-01-13T00:00:00Z']],
  ['2026-01-22T00:00:00Z', ['2026-01-26T00:00:00Z']],
];

describe('Learning: retention', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    await earlierRowsRead(app);
    admin = await person(app, 'PLATFORM_ADMIN');
    for (const [index, [signedUp, moments]] of PEOPLE.entries()) {
      const [row] = await app.database.query<{ id: number }>(
        `INSERT INTO users (email, username, full_name, password_hash, created_at)
         VALUES ($1::text, $1::text, 'Ada', '-', $2) RETURNING id`,
        [`cohort-${index}@example.com`, signedUp],
      );
      const userId = row?.id ?? 0;
      await insertActivity(
        app.database,
        moments.map((moment) => {
          const occurredAt = new Date(moment);
          return activity({ key: moment, userId, kind: 'content.viewed', occurredAt });
        }),
      );
      // What happens to somebody retains nobody.
      const occurredAt = new Date('2026-01-27T00:00:00Z');
      await insertActivity(app.database, [
        activity({ key: `${index}`, userId, kind: 'lab.scored', isOwn: false, occurredAt }),
      ]);
    }
  });
  afterAll(() => app.stop());

  const ask = (query = '') => app.learning.get(`${PATH}${query}`, admin);

  /** Size and users by week of each cohort. */
  async function cohorts(query: string): Promise<unknown[]> {
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    return body.cohorts.map(
      (cohort: { starts_on: string; size: number; retained: { users: number }[] }) => [
        cohort.starts_on,
        cohort.size,
        cohort.retained.map(({ users }) => users),
      ],
    );
  }

  const IN_UTC = [
    ['2026-01-05', 3, [2, 1, 1, 0]],
    ['2026-01-12', 1, [1, 0, 0, 0]],
    ['2026-01-19', 1, [0, 1, 0, 0]],
    ['2026-01-26', 0, [0, 0, 0, 0]],
  ];

  it('counts who of a week’s newcomers came back in which week', async () => {
    expect(await cohorts('?from_week=2026-01-05&weeks=4')).toEqual(IN_UTC);
    const { body } = await ask('?from_week=2026-01-08&weeks=2');
    expect(body).toEqual({
      cohorts: [
        {
          starts_on: '2026-01-05',
          size: 3,
          retained: [
            { week: 0, starts_on: '2026-01-05', users: 2, rate: 0.6667 },
            { week: 1, starts_on: '2026-01-12', users: 1, rate: 0.3333 },
          ],
        },
        {
          starts_on: '2026-01-12',
          size: 1,
          retained: [
            { week: 0, starts_on: '2026-01-12', users: 1, rate: 1 },
            { week: 1, starts_on: '2026-01-19', users: 0, rate: 0 },
          ],
        },
      ],
      reporting_time_zone: 'UTC',
      as_of: expect.any(String),
    });
  });

  it('says the same once activity is rolled up', async () => {
    await settleEverything(app);
    expect(await cohorts('?from_week=2026-01-05&weeks=4')).toEqual(IN_UTC);
  });

  it('ends with the week that is going on', async () => {
    const { body } = await ask();
    expect(body.cohorts).toHaveLength(12);
    // The admin of this test, who signed in; Monday may have begun meanwhile.
    const fresh = body.cohorts.slice(-2).filter(({ size }: { size: number }) => size > 0);
    expect(fresh).toMatchObject([{ size: 1 }]);
    expect(fresh[0].retained[0]).toMatchObject({ week: 0, users: 1, rate: 1 });
    expect(body.cohorts[0].retained).toHaveLength(12);
    expect(body.cohorts.map(({ retained }: { retained: object[] }) => retained.length)).toEqual([
      12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  it('can be downloaded', async () => {
    const reply = await app.learning.get(`${PATH}.csv?from_week=2026-01-05&weeks=2`, admin);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="retention.csv"');
    expect(reply.text).toBe(
      [
        'cohort_starts_on,size,week,starts_on,users,rate',
        '2026-01-05,3,0,2026-01-05,2,0.6667',
        '2026-01-05,3,1,2026-01-12,1,0.3333',
        '2026-01-12,1,0,2026-01-12,1,1',
        '2026-01-12,1,1,2026-01-19,0,0',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    'from_week=2026-02-30',
    'from_week=2999-01-01',
    'from_week=1999-12-31',
    'from_week=2026-W01',
    'weeks=0',
    'weeks=54',
    'course_id=1',
  ])('refuses %s', async (query) => {
    const { status, body } = await ask(`?${query}`);
    expect(status).toBe(422);
    expect(body.detail).toMatchObject([{ loc: ['query', query.split('=')[0]] }]);
  });

  it('leaves no trace, and is for platform admins only', async () => {
    const entries = () => app.database.query('SELECT id FROM audit_entries');
    const before = await entries();
    await ask();
    expect(await entries()).toHaveLength(before.length);
    const { token } = await person(app, 'INSTRUCTOR', 'COACH');
    for (const path of [PATH, `${PATH}.csv`]) {
      expect((await app.learning.get(path)).status).toBe(401);
      expect((await app.learning.get(path, { token })).status).toBe(403);
    }
  });

  it('cuts weeks in the reporting time zone', async () => {
    const settings = { reporting_time_zone: 'America/New_York' };
    const changed = await app.coaching.put(
      '/admin/settings',
      { category: 'general', settings },
      admin,
    );
    expect(changed.status).toBe(200);
    await app.trellis.app.get(RollupRebuild).rebuild();
    expect(await cohorts('?from_week=2025-12-29&weeks=4')).toEqual([
      ['2025-12-29', 1, [1, 0, 1, 0]],
      ['2026-01-05', 3, [2, 2, 0, 0]],
      ['2026-01-12', 0, [0, 0, 0, 0]],
      ['2026-01-19', 1, [1, 0, 0, 0]],
    ]);
  });
});
