import { Client } from 'pg';
import { ActivityLog } from '../../../../src/domain/analytics/activity/activity-log';
import type { ActivityEvent } from '../../../../src/domain/analytics/activity/activity-event';
import { RollupRebuild } from '../../../../src/domain/analytics/rollups/rollup-rebuild';
import { RollupSettling } from '../../../../src/domain/analytics/rollups/rollup-settling';
import { type ActivityCast, activityCast } from '../../../support/activity-cast';
import { Chance } from '../../../support/activity-chance';
import { inBatches, RandomActivity } from '../../../support/activity-random';
import { activity, insertActivity } from '../../../support/activity-rows';
import { writeThings } from '../../../support/activity-writings';
import { type Person, person } from '../../../support/people';
import { earlierRowsRead, settleEverything } from '../../../support/settled-activity';
import { testApp, type TestApp } from '../../../support/test-app';
import { type Range, Verification } from './verification';

/** The clock goes back in Berlin on 31 October, in St. John's one minute after 7 November began. */
const FROM = new Date('2010-10-18T00:00:00Z');
const DAYS = 42;
const BUSY = ['2010-10-31T01:00:00Z', '2010-11-07T02:31:00Z', '2010-11-01T00:00:00Z'].map(
  (time) => new Date(time),
);
const BATCHES = 8;

describe('Reports over random events', () => {
  let app: TestApp;
  let admin: Person;
  let cast: ActivityCast;
  let reports: Verification;
  let events: RandomActivity;
  const chance = new Chance('random events');
  let batches: ActivityEvent[][];

  beforeAll(async () => {
    app = await testApp();
    await earlierRowsRead(app);
    admin = await person(app, 'PLATFORM_ADMIN');
    cast = await activityCast(app.database, { people: 14, courses: 3 });
    await signUpOverTime();
    await writeThings(app.database, cast, chance, { from: FROM, days: DAYS });
    reports = new Verification(app, admin);
    events = new RandomActivity(chance, cast, { from: FROM, days: DAYS, busyMoments: BUSY });
    batches = inBatches(chance, events.bursts(420), BATCHES);
  });
  afterAll(() => app.stop());

  async function signUpOverTime(): Promise<void> {
    for (const userId of cast.people) {
      await app.database.query(`UPDATE users SET created_at = $2 WHERE id = $1`, [
        userId,
        new Date(FROM.getTime() + chance.whole(-3 * 24, 20 * 24) * 3_600_000),
      ]);
    }
  }

  const append = (batch: readonly ActivityEvent[]): Promise<number> =>
    app.trellis.app.get(ActivityLog).append(batch);
  const settleOnce = (): Promise<unknown> => app.trellis.app.get(RollupSettling).settle();
  const rebuild = (): Promise<unknown> => app.trellis.app.get(RollupRebuild).rebuild();

  async function reportIn(zone: string): Promise<void> {
    const reply = await app.coaching.put(
      '/admin/settings',
      { category: 'general', settings: { reporting_time_zone: zone } },
      { token: admin.token },
    );
    expect(reply.status).toBe(200);
    await rebuild();
  }

  const day = (number: number): string =>
    new Date(FROM.getTime() + number * 86_400_000).toISOString().slice(0, 10);

  /** Ranges inside, across the edges, of one day, around the clock changes; some of a course. */
  function someRanges(): Range[] {
    const range = (): Range => {
      const first = chance.whole(-4, DAYS + 2);
      return { from: day(first), to: day(first + chance.pick([0, 0, 1, 6, 9, 20])) };
    };
    const courseId = (): { courseId: number } => ({
      courseId: chance.pick(cast.courses.slice(0, 2)),
    });
    return [{ from: day(-10), to: day(DAYS + 10) }, { ...range(), ...courseId() }, range()];
  }

  /** Everything that is rolled up, as it stands. */
  const stored = (): Promise<unknown[]> =>
    app.database.query(
      `SELECT 'daily' AS place, course_id, measure, day::text, NULL AS previous_day, value
       FROM activity_daily JOIN activity_rollup_state USING (generation)
       UNION ALL
       SELECT 'recurrence', course_id, kind, day::text, previous_day::text, value
       FROM activity_recurrences JOIN activity_rollup_state USING (generation)
       ORDER BY 1, 2, 3, 4, 5`,
    );

  it.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'])(
    'are right while events come late, twice and in no order, in %s',
    async (zone) => {
      await reportIn(zone);
      for (const batch of batches.splice(0, BATCHES / 4)) {
        const half = Math.floor(batch.length / 2);
        await append(batch.slice(0, half));
        if (chance.of(0.5)) await settleOnce();
        await append(batch.slice(half));
        expect(await reports.differences(someRanges(), zone)).toEqual([]);
        if (chance.of(0.7)) await settleOnce();
      }
    },
  );

  it('are the same for days that are cut half an hour off', async () => {
    await reportIn('+05:45');
    expect(await reports.differences(someRanges(), '+05:45')).toEqual([]);
    await reportIn('America/St_Johns');
  });

  it('tell every day by itself', async () => {
    const days = ['2010-10-30', '2010-10-31', '2010-11-01', '2010-11-06', '2010-11-07'];
    const ranges = days.map((date) => ({ from: date, to: date }));
    expect(await reports.differences(ranges, 'America/St_Johns')).toEqual([]);
  });

  it('tell who came back in the weeks after the sign-up', async () => {
    const wrong = await reports.differencesOfRetention('2010-10-13', 7, 'America/St_Johns');
    expect(wrong).toEqual([]);
  });

  it('go on telling of a course that is gone', async () => {
    const zone = 'America/St_Johns';
    await app.database.query('DELETE FROM courses WHERE id = $1', [cast.courses[2]]);
    expect(await reports.differences([{ from: day(0), to: day(DAYS) }], zone)).toEqual([]);
  });

  it('call a course interrupted after 14 days', async () => {
    const [ada, ben] = cast.people as [number, number];
    const [courseId, offeringId] = [cast.courses[0] as number, cast.offerings[0] as number];
    const before = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
    const limit = 14 * 24 * 60;
    await app.database.query(
      `INSERT INTO enrollments (user_id, course_offering_id, status, enrolled_at)
       VALUES ($1, $3, 'ACTIVE', $4), ($2, $3, 'ACTIVE', $4)
       ON CONFLICT (user_id, course_offering_id) DO UPDATE SET status = 'ACTIVE', enrolled_at = $4`,
      [ada, ben, offeringId, before(limit + 60)],
    );
    const viewed = { kind: 'content.viewed', courseId } as const;
    await append([
      activity({ ...viewed, key: 'ada', userId: ada, occurredAt: before(limit + 30) }),
      activity({ ...viewed, key: 'ben', userId: ben, occurredAt: before(limit - 30) }),
    ]);
    const date = (moment: Date): string => moment.toISOString().slice(0, 10);
    const range = { from: date(before(limit + 2880)), to: date(before(2880)), courseId };
    expect((await reports.read('progress', range))['course_interruptions']).toBe(1);
    expect(await reports.differences([range], 'America/St_Johns')).toEqual([]);
    await settleEverything(app);
    expect(await reports.differences([range], 'America/St_Johns')).toEqual([]);
  });

  it('count what a transaction wrote that was open while later ones were rolled up', async () => {
    const zone = 'America/St_Johns';
    const slow = new Client({ connectionString: app.database.url });
    await slow.connect();
    try {
      await append(events.bursts(3));
      await slow.query('BEGIN');
      await insertActivity(slow, events.bursts(6));
      await append(events.bursts(6));
      await settleOnce();
      expect(await reports.differences(someRanges(), zone)).toEqual([]);
      await slow.query('COMMIT');
    } finally {
      await slow.end();
    }
    expect(await reports.differences(someRanges(), zone)).toEqual([]);
    await settleEverything(app);
    expect(await reports.differences(someRanges(), zone)).toEqual([]);
  });

  it('are right whoever writes, rolls up and computes anew at the same time', async () => {
    const several = [1, 2, 3, 4].map(() => append(events.bursts(5)));
    await Promise.all([...several, settleOnce(), rebuild(), settleOnce()]);
    expect(await reports.differences(someRanges(), 'America/St_Johns')).toEqual([]);
    await settleEverything(app);
    expect(await reports.differences(someRanges(), 'America/St_Johns')).toEqual([]);
  });

  it('change by nothing when everything is told once more', async () => {
    const again = events.bursts(5);
    expect(await append(again)).toBe(again.length);
    expect(await append(again)).toBe(0);
    expect(await reports.differences(someRanges(), 'America/St_Johns')).toEqual([]);
  });

  it('are rolled up to the same rows when all is computed anew', async () => {
    await settleEverything(app);
    const before = await stored();
    expect(before.length).toBeGreaterThan(1000);
    await rebuild();
    expect(await stored()).toEqual(before);
    expect(await reports.differences(someRanges(), 'America/St_Johns')).toEqual([]);
  });

  it('forget a person who is erased, before and after all is computed anew', async () => {
    const [gone] = cast.people;
    await app.database.query('DELETE FROM users WHERE id = $1', [gone]);
    const ranges = [...someRanges(), ...someRanges()];
    expect(await reports.differences(ranges, 'America/St_Johns')).toEqual([]);
    await rebuild();
    expect(await reports.differences(ranges, 'America/St_Johns')).toEqual([]);
    await append(events.bursts(10));
    expect(await reports.differences(ranges, 'America/St_Johns')).toEqual([]);
    await settleEverything(app);
    expect(await reports.differences(ranges, 'America/St_Johns')).toEqual([]);
  });
});
