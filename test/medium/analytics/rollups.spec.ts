import { Client } from 'pg';
import { ActivityCollector } from '../../../src/domain/analytics/activity/activity-collector';
import { ActivityLog } from '../../../src/domain/analytics/activity/activity-log';
import type { ActivityEvent } from '../../../src/domain/analytics/activity/activity-event';
import { RollupReader, type Rollups } from '../../../src/domain/analytics/rollups/rollup-reader';
import { RollupRebuild } from '../../../src/domain/analytics/rollups/rollup-rebuild';
import { RollupSettling } from '../../../src/domain/analytics/rollups/rollup-settling';
import { type ActivityCast, activityCast } from '../../support/activity-cast';
import { Chance } from '../../support/activity-chance';
import { inBatches, RandomActivity } from '../../support/activity-random';
import { activity, insertActivity } from '../../support/activity-rows';
import { type Person, person } from '../../support/people';
import { earlierRowsRead, settleEverything } from '../../support/settled-activity';
import { testApp, type TestApp } from '../../support/test-app';
import { createTestDatabase } from '../../support/test-database';
import { figuresOf, rollupRows } from './rollup-rows';

/** Clocks go back in Berlin on 31 October, over midnight in St. John's on 7 November. */
const FROM = new Date('2010-10-18T00:00:00Z');
const DAYS = 35;
const BUSY = ['2010-10-31T01:00:00Z', '2010-11-07T02:31:00Z'].map((time) => new Date(time));
const RANGES = [
  { from: '2010-10-01', to: '2010-12-31' },
  { from: '2010-10-30', to: '2010-11-06' },
  { from: '2010-11-07', to: '2010-11-20' },
];
const EVER = { from: '2010-01-01', to: '2010-12-31' };

describe('Rollups', () => {
  let app: TestApp;
  let admin: Person;
  let cast: ActivityCast;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    await earlierRowsRead(app);
    // The admin's sign-in must not come in while rows are compared.
    await app.trellis.app.get(ActivityCollector).collectAll();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    cast = await activityCast(app.database, { people: 8, courses: 2 });
  });

  const append = (events: readonly ActivityEvent[]): Promise<number> =>
    app.trellis.app.get(ActivityLog).append(events);
  const settleOnce = (): Promise<void> => app.trellis.app.get(RollupSettling).settle();
  const settle = (): Promise<void> => settleEverything(app);
  const rebuild = (): Promise<unknown> => app.trellis.app.get(RollupRebuild).rebuild();
  const rows = (): Promise<string[]> => rollupRows(app.database);
  const read = <Result>(work: (rollups: Rollups) => Promise<Result>): Promise<Result> =>
    app.trellis.app.get(RollupReader).read(work);
  const figures = (): Promise<unknown[]> =>
    read((rollups) => figuresOf(rollups, RANGES, cast.courses));
  const countOf = (name: 'quiz_passed' | 'events' | 'mastered_topics'): Promise<number> =>
    read(async (rollups) => (await rollups.sums([name], EVER, cast.courses[0] ?? 0))[name]);

  async function reportIn(zone: string): Promise<void> {
    const { status } = await app.coaching.put(
      '/admin/settings',
      { category: 'general', settings: { reporting_time_zone: zone } },
      { token: admin.token },
    );
    expect(status).toBe(200);
  }

  function random(seed: string): RandomActivity {
    return new RandomActivity(new Chance(seed), cast, {
      from: FROM,
      days: DAYS,
      busyMoments: BUSY,
    });
  }

  /** Settled rows and figures are those of a rebuild. */
  async function expectRebuildToChangeNothing(): Promise<void> {
    await settle();
    const [settled, known] = [await rows(), await figures()];
    await rebuild();
    expect(await rows()).toEqual(settled);
    expect(await figures()).toEqual(known);
  }

  it.each(['America/St_Johns', 'Europe/Berlin', '+05:45'])(
    'settled step by step are row by row what a rebuild gives, in %s',
    async (zone) => {
      await reportIn(zone);
      await rebuild();
      const seed = `steps in ${zone}`;
      const batches = inBatches(new Chance(seed), random(seed).bursts(150), 16);
      for (const [position, batch] of batches.entries()) {
        await append(batch);
        if (position % 4 !== 3) continue;
        const live = await figures();
        await settle();
        expect(await figures()).toEqual(live);
      }
      await expectRebuildToChangeNothing();
      expect((await rows()).length).toBeGreaterThan(1_000);
    },
    240_000,
  );

  it('hold what several processes settled at the same time, once', async () => {
    for (const batch of inBatches(new Chance('together'), random('together').bursts(60), 5)) {
      await Promise.all([append(batch), settleOnce(), settleOnce(), figures(), settleOnce()]);
    }
    await expectRebuildToChangeNothing();
  });

  it('take in what a transaction wrote that ended after later ones were settled', async () => {
    const slow = new Client({ connectionString: app.database.url });
    await slow.connect();
    try {
      const events = random('slow');
      await append(events.bursts(4));
      await slow.query('BEGIN');
      await insertActivity(slow, events.bursts(10));
      await append(events.bursts(10));
      await settleOnce();
      const before = await rows();
      await slow.query('COMMIT');
      const live = await figures();
      await settle();
      expect(await rows()).not.toEqual(before);
      expect(await figures()).toEqual(live);
    } finally {
      await slow.end();
    }
    await expectRebuildToChangeNothing();
  });

  it('do not wait for a transaction of another database of the server', async () => {
    const other = await createTestDatabase();
    try {
      await other.query('BEGIN');
      await other.query('SELECT pg_current_xact_id()');
      await append(random('beside another database').bursts(4));
      await settle();
    } finally {
      await other.drop();
    }
  });

  it('correct the day on which a score counted, whenever the later one is dated', async () => {
    const attempt = {
      userId: cast.people[0] ?? 0,
      courseId: cast.courses[0] ?? 0,
      topicId: 7,
      objectId: 70,
      kind: 'quiz.scored',
      isOwn: false,
    } as const;
    const on = (day: number): Date => new Date(`2010-03-0${day}T10:00:00Z`);
    await append([
      activity({ ...attempt, key: 'first', occurredAt: on(1), score: 8_000, outcome: 'passed' }),
    ]);
    await settle();
    expect([await countOf('quiz_passed'), await countOf('mastered_topics')]).toEqual([1, 1]);
    await append([
      activity({ ...attempt, key: 'later', occurredAt: on(8), score: 1_000, outcome: 'failed' }),
    ]);
    expect([await countOf('quiz_passed'), await countOf('mastered_topics')]).toEqual([0, 0]);
    await append([
      activity({ ...attempt, key: 'other', objectId: 71, occurredAt: on(4), outcome: 'passed' }),
    ]);
    await expectRebuildToChangeNothing();
    expect([await countOf('quiz_passed'), await countOf('mastered_topics')]).toEqual([1, 1]);
  });

  it('follow a new time zone at once, and settle in it', async () => {
    await append(random('zones').bursts(20));
    await reportIn('Pacific/Auckland');
    const zone = await read((rollups) => Promise.resolve(rollups.timeZone));
    expect(zone).toBe('Pacific/Auckland');
    const live = await figures();
    await settle();
    expect(await figures()).toEqual(live);
    await expectRebuildToChangeNothing();
  });

  it('forget who is erased', async () => {
    await append(random('erased').bursts(30));
    await settle();
    const before = await countOf('events');
    const [one] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM activity_events
       WHERE user_id = $1 AND course_id = $2`,
      [cast.people[0], cast.courses[0]],
    );
    await app.database.query(`DELETE FROM users WHERE id = $1`, [cast.people[0]]);
    expect(one?.count).toBeGreaterThan(0);
    expect(await countOf('events')).toBe(before - (one?.count ?? 0));
    await settle();
    expect(await countOf('events')).toBe(before - (one?.count ?? 0));
    const [state] = await app.database.query(
      `SELECT rebuild_wanted_at AS wanted FROM activity_rollup_state`,
    );
    expect(state).toEqual({ wanted: null });
    await expectRebuildToChangeNothing();
  });

  it('of a restored dump are made anew, with transactions of this database', async () => {
    await append(random('restored').bursts(20));
    await settle();
    const known = await figures();
    // What comes from another server has ids that this one reaches in a long time, or had long ago.
    // At once, and not while the job is settling.
    await app.database.query(
      `SELECT pg_advisory_xact_lock(hashtext('activity_rollups'));
       UPDATE activity_events SET recorded_in = '9000000000';
       UPDATE activity_rollup_state SET database_identifier = '1', settled_before = '9100000000'`,
    );
    expect(await figures()).toEqual(known);
    await append(random('after the restoring').bursts(5));
    const live = await figures();
    await settle();
    expect(await figures()).toEqual(live);
    await append(random('long after it').bursts(5));
    await expectRebuildToChangeNothing();
  });

  it('let nobody change what happened, but for which transaction wrote it down', async () => {
    await append(random('unchanged').bursts(1));
    await expect(
      app.database.query(`UPDATE activity_events SET kind = 'chat.turn'`),
    ).rejects.toThrow();
  });
});
