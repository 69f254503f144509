import type { ActivityEvent } from '../../../src/domain/analytics/activity/activity-event';
import { ScoreTrends } from '../../../src/domain/analytics/at-risk/score-trends.service';
import { RollupRebuild } from '../../../src/domain/analytics/rollups/rollup-rebuild';
import { AtRiskWorld, type Seat } from '../../support/at-risk-world';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { earlierRowsRead, settleEverything } from '../../support/settled-activity';
import { testApp, type TestApp } from '../../support/test-app';

const PATH = '/admin/analytics/at-risk';
const DAY_MS = 86_400_000;
/** Ten minutes in days: far from any limit for as long as a test runs. */
const A_LITTLE = 10 / (24 * 60);

interface Reason {
  readonly code: string;
  readonly course_id: number;
  readonly course_title: string;
  readonly days_inactive: number | null;
  readonly last_active_at: string | null;
  readonly recent_average: number | null;
  readonly earlier_average: number | null;
  readonly fall_points: number | null;
  readonly last_scored_at: string | null;
}

const isGoingOn = (seat: Seat): boolean =>
  (seat.status ?? 'ACTIVE') === 'ACTIVE' &&
  (seat.startsDaysAgo ?? 999) >= 0 &&
  (seat.endsDaysAgo ?? -999) < 0;

/** Who takes which course now, each once. */
function pairsOf({ seats }: AtRiskWorld): (readonly [number, number])[] {
  const pairs = seats
    .filter(isGoingOn)
    .map(({ userId, courseId }) => [`${userId} ${courseId}`, [userId, courseId]] as const);
  return [...new Map(pairs).values()];
}

/** A generator of the same numbers each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('Learning: students who may be about to leave', () => {
  let app: TestApp;
  let admin: Person;
  let world: AtRiskWorld;

  beforeAll(async () => {
    app = await testApp();
    await earlierRowsRead(app);
    admin = await person(app, 'PLATFORM_ADMIN');
    world = new AtRiskWorld(app.database);
  });
  afterAll(() => app.stop());

  const ask = (query = '') => app.learning.get(`${PATH}${query}`, admin);
  const inCourse = async (courseId: number, more = '') =>
    (await ask(`?course_id=${courseId}${more}`)).body;
  const idsOf = (body: { data: { user_id: number }[] }) => body.data.map(({ user_id: id }) => id);

  it('are those who did nothing in their course for fourteen days, and how long', async () => {
    const courseId = await world.course('Silence');
    const silent = await world.student('Grace Hopper');
    await world.sit({ userId: silent, courseId, enrolledDaysAgo: 40 });
    await world.did(silent, courseId, 14 + A_LITTLE);
    const heard = await world.student();
    await world.sit({ userId: heard, courseId, enrolledDaysAgo: 40 });
    await world.did(heard, courseId, 14 - A_LITTLE);
    const never = await world.student();
    await world.sit({ userId: never, courseId, enrolledDaysAgo: 20.5 });
    const body = await inCourse(courseId);
    expect(body).toMatchObject({ total: 2, course_id: courseId, inactive_days: 14 });
    expect(idsOf(body)).toEqual([never, silent]);
    expect(body.data[1]).toEqual({
      user_id: silent,
      full_name: 'Grace Hopper',
      email: expect.stringContaining('@example.com'),
      reasons: [
        {
          code: 'inactivity',
          course_id: courseId,
          course_title: 'Silence',
          days_inactive: 14,
          last_active_at: world.ago(14 + A_LITTLE).toISOString(),
          recent_average: null,
          earlier_average: null,
          fall_points: null,
          last_scored_at: null,
        },
      ],
    });
    expect(body.data[0].reasons).toMatchObject([{ days_inactive: 20, last_active_at: null }]);
    expect(idsOf(await inCourse(courseId, '&inactive_days=20'))).toEqual([never]);
    expect(idsOf(await inCourse(courseId, '&inactive_days=21'))).toEqual([]);
    expect(idsOf(await inCourse(courseId, '&inactive_days=13'))).toEqual([never, silent, heard]);
  });

  it('are not those whose enrollment, offering or account waits or is over', async () => {
    const courseId = await world.course('Over');
    const sit = async (seat: object, isActive = true): Promise<number> => {
      const userId = await world.student('Somebody', isActive);
      await world.sit({ userId, courseId, enrolledDaysAgo: 50, ...seat });
      return userId;
    };
    await sit({ status: 'COMPLETED' });
    await sit({ status: 'DROPPED' });
    await sit({ endsDaysAgo: 1 });
    await sit({ startsDaysAgo: -1 });
    await sit({ startsDaysAgo: 3 });
    await sit({}, false);
    const silent = await sit({ startsDaysAgo: 30.5, endsDaysAgo: -30 });
    const body = await inCourse(courseId);
    expect(idsOf(body)).toEqual([silent]);
    expect(body.data[0].reasons[0].days_inactive).toBe(30);
  });

  it('are not woken by what others do to them, nor by what they do elsewhere', async () => {
    const [courseId, other] = [await world.course('Here'), await world.course('There')];
    const userId = await world.student();
    await world.sit({ userId, courseId, enrolledDaysAgo: 40.5 });
    await world.did(userId, courseId, 1, false);
    await world.did(userId, other, 1);
    expect((await inCourse(courseId)).data[0].reasons[0].days_inactive).toBe(40);
    await world.did(userId, courseId, 1);
    expect((await inCourse(courseId)).data).toEqual([]);
  });

  it('are those whose latest three scores lie 15 points below the three before', async () => {
    const courseId = await world.course('Falling');
    const falling = await world.student();
    const level = await world.student();
    const fresh = await world.student();
    for (const userId of [falling, level, fresh]) {
      await world.sit({ userId, courseId, enrolledDaysAgo: 40 });
      await world.did(userId, courseId, 1);
    }
    const scores = [99, 80, 90, 85, 70, 70, 70];
    for (const [index, score] of scores.entries()) {
      const daysAgo = 20 - index;
      await world.scored(falling, courseId, daysAgo, score, {
        kind: index % 2 === 0 ? 'quiz.scored' : 'lab.scored',
      });
      // One point more in all, and the fall is a third of a point too small.
      await world.scored(level, courseId, daysAgo, index === 6 ? score + 1 : score);
      if (index > 1) await world.scored(fresh, courseId, daysAgo, score);
    }
    const body = await inCourse(courseId);
    expect(idsOf(body)).toEqual([falling]);
    expect(body.data[0].reasons).toEqual([
      {
        code: 'falling_scores',
        course_id: courseId,
        course_title: 'Falling',
        days_inactive: null,
        last_active_at: null,
        recent_average: 70,
        earlier_average: 85,
        fall_points: 15,
        last_scored_at: world.ago(14).toISOString(),
      },
    ]);
  });

  it('are judged by the score that counts: the one that was known last', async () => {
    const courseId = await world.course('Corrected');
    const userId = await world.student();
    await world.sit({ userId, courseId, enrolledDaysAgo: 40 });
    await world.did(userId, courseId, 1);
    for (const daysAgo of [10, 9, 8, 7, 6]) await world.scored(userId, courseId, daysAgo, 90);
    const objectId = 1_000_000;
    await world.scored(userId, courseId, 5, 10, { objectId, knownAt: world.ago(5) });
    expect(idsOf(await inCourse(courseId))).toEqual([userId]);
    await world.scored(userId, courseId, 5, 80, { objectId, knownAt: world.ago(3) });
    await world.scored(userId, courseId, 5, 0, { objectId, knownAt: world.ago(4) });
    expect(idsOf(await inCourse(courseId))).toEqual([]);
  });

  it('come first with both reasons, and can be asked for by one', async () => {
    const courseId = await world.course('Both');
    const [both, falling, silent] = [
      await world.student(),
      await world.student(),
      await world.student(),
    ];
    for (const userId of [both, falling, silent]) {
      await world.sit({ userId, courseId, enrolledDaysAgo: 60 });
    }
    await world.did(falling, courseId, 1);
    await world.did(both, courseId, 15.5);
    for (const userId of [both, falling]) {
      for (const [index, score] of [90, 90, 90, 50, 50, 50].entries()) {
        await world.scored(userId, courseId, 30 - index, score);
      }
    }
    const body = await inCourse(courseId);
    expect(idsOf(body)).toEqual([both, silent, falling]);
    expect(body.data[0].reasons.map(({ code }: { code: string }) => code)).toEqual([
      'inactivity',
      'falling_scores',
    ]);
    await app.trellis.app.get(ScoreTrends).settle();
    expect((await inCourse(courseId)).data).toEqual(body.data);
    const byReason = async (reason: string) => idsOf(await inCourse(courseId, `&reason=${reason}`));
    expect(await byReason('inactivity')).toEqual([both, silent]);
    expect(await byReason('falling_scores')).toEqual([both, falling]);
    expect(idsOf(await inCourse(courseId, '&skip=1&limit=1'))).toEqual([silent]);
    expect((await inCourse(courseId, '&skip=50')).total).toBe(3);
  });

  it('equal what looking at every row gives, before and after activity is rolled up', async () => {
    await randomStudents();
    const everything = async () => (await ask('?limit=100')).body;
    const before = await everything();
    expect(before.data).toEqual(recomputed());
    expect(before.total).toBe(before.data.length);
    expect(before.data.length).toBeGreaterThan(20);
    await settleEverything(app);
    await app.trellis.app.get(ScoreTrends).settle();
    expect((await everything()).data).toEqual(before.data);
    for (const [index, [userId, courseId]] of pairsOf(world).entries()) {
      if (index % 3 === 0) await world.did(userId, courseId, 0.5);
      if (index % 3 === 1) await world.scored(userId, courseId, 0.25, (index * 37) % 100);
      // Handed in long ago, scored only now.
      if (index % 7 === 0) await world.scored(userId, courseId, 12.5, (index * 53) % 100);
    }
    const after = await everything();
    expect(after.data).not.toEqual(before.data);
    expect(after.data).toEqual(recomputed());
    await app.trellis.app.get(ScoreTrends).settle();
    await app.trellis.app.get(ScoreTrends).settle();
    expect((await everything()).data).toEqual(after.data);
    await app.trellis.app.get(RollupRebuild).rebuild();
    expect((await everything()).data).toEqual(after.data);
    await app.trellis.app.get(ScoreTrends).settle();
    expect((await everything()).data).toEqual(after.data);
  });

  it('may be erased while their scores are settled, which waits and leaves them out', async () => {
    const courseId = await world.course('Erased');
    const [stays, goes] = [await world.student(), await world.student()];
    // The job's own turn must not come before one of them is gone.
    await app.database.query(`SELECT pg_advisory_lock(hashtext('score_trends'))`);
    for (const userId of [stays, goes]) {
      for (const [index, score] of [90, 90, 90, 50, 50, 50].entries()) {
        await world.scored(userId, courseId, 30 - index, score);
      }
    }
    await app.database.query('BEGIN');
    await app.database.query('DELETE FROM users WHERE id = $1', [goes]);
    await app.database.query(`SELECT pg_advisory_unlock(hashtext('score_trends'))`);
    const settling = app.trellis.app.get(ScoreTrends).settle();
    await eventually(
      () =>
        app.database.query(
          'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
        ),
      (waiting) => waiting.length > 0,
      20_000,
    );
    await app.database.query('COMMIT');
    await settling;
    // Where the job was at it already, that was not this one's turn.
    const settled = await eventually(
      () => app.database.query('SELECT user_id FROM score_trends WHERE course_id = $1', [courseId]),
      (rows) => rows.length > 0,
      20_000,
    );
    expect(settled).toEqual([{ user_id: stays }]);
  });

  it('leave one row in the audit trail each time somebody reads of them', async () => {
    const trail = () =>
      app.database.query<{ action: string; subject_ids: string[] }>(
        `SELECT action, subject_ids FROM audit_entries
         WHERE action LIKE 'student_at_risk%' ORDER BY id DESC LIMIT 1`,
      );
    const { body } = await ask('?limit=3');
    expect(await trail()).toEqual([
      { action: 'student_at_risk.list', subject_ids: idsOf(body).map(String) },
    ]);
    expect(body.data).toHaveLength(3);
    await ask('?skip=1000');
    expect(await trail()).toEqual([{ action: 'student_at_risk.list', subject_ids: [] }]);
    await app.learning.get(`${PATH}.csv?reason=falling_scores`, admin);
    const [entry] = await trail();
    expect(entry?.action).toBe('student_at_risk.export');
    expect(entry?.subject_ids.length).toBeGreaterThan(0);
  });

  it('can be downloaded, a row for each reason, and nothing in it is calculated', async () => {
    const courseId = await world.course('=1+1');
    const userId = await world.student('=HYPERLINK("x")');
    await world.sit({ userId, courseId, enrolledDaysAgo: 20.5 });
    const reply = await app.learning.get(`${PATH}.csv?course_id=${courseId}`, admin);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="at-risk.csv"');
    const [header, row, end] = reply.text.split('\r\n');
    expect(header).toBe(
      'user_id,full_name,email,code,course_id,course_title,days_inactive,last_active_at,' +
        'recent_average,earlier_average,fall_points,last_scored_at',
    );
    expect(row).toMatch(
      new RegExp(
        `^${userId},"'=HYPERLINK\\(""x""\\)",student-\\d+@example\\.com,inactivity,${courseId},'=1\\+1,20,,,,,$`,
      ),
    );
    expect(end).toBe('');
  });

  it.each([
    'inactive_days=0',
    'inactive_days=366',
    'inactive_days=1e1',
    'reason=laziness',
    'course_id=x',
    'limit=101',
    'since=2026-01-01',
  ])('refuses %s', async (query) => {
    expect((await ask(`?${query}`)).status).toBe(422);
  });

  it('does not know of courses that are not there', async () => {
    expect((await ask('?course_id=999999')).status).toBe(404);
    expect((await app.learning.get(`${PATH}.csv?course_id=999999`, admin)).status).toBe(404);
  });

  it('is for platform admins only', async () => {
    const { token } = await person(app, 'INSTRUCTOR', 'COACH');
    for (const path of [PATH, `${PATH}.csv`]) {
      expect((await app.learning.get(path)).status).toBe(401);
      expect((await app.learning.get(path, { token })).status).toBe(403);
    }
  });

  async function randomStudents(): Promise<void> {
    const random = seeded(8);
    const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
    const courses = [await world.course('One'), await world.course('Two')];
    for (let index = 0; index < 30; index += 1) {
      const userId = await world.student(`Student ${index}`);
      for (const courseId of courses.filter(() => random() < 0.8)) {
        await world.sit({ userId, courseId, enrolledDaysAgo: whole(10, 60) + 0.5 });
        for (let event = whole(0, 3); event > 0; event -= 1) {
          await world.did(userId, courseId, whole(0, 40) + 0.25, random() < 0.8);
        }
        const trend = whole(-12, 4);
        for (let score = whole(0, 9); score > 0; score -= 1) {
          const percent = Math.max(0, Math.min(100, 60 - trend * score + whole(-8, 8)));
          const daysAgo = score * 10 + random() + (random() < 0.05 ? 180 : 0);
          const kind = random() < 0.5 ? 'quiz.scored' : 'lab.scored';
          const objectId = 2_000_000 + index * 1_000 + courseId * 20 + score;
          await world.scored(userId, courseId, daysAgo, percent, { kind, objectId });
          if (random() < 0.2) {
            await world.scored(userId, courseId, daysAgo, whole(0, 100), {
              kind,
              objectId,
              knownAt: world.ago(random()),
            });
          }
        }
      }
    }
  }

  /** The whole list, computed by looking at every row for every reason. */
  function recomputed(): object[] {
    const students = new Map<number, object[]>();
    const weights: { userId: number; codes: number; days: number; fall: number }[] = [];
    const people = [...new Set(world.seats.map(({ userId }) => userId))];
    for (const userId of people.filter((id) => !world.disabled.has(id))) {
      const reasons = pairsOf(world)
        .filter(([id]) => id === userId)
        .flatMap(([, courseId]) => reasonsOf(userId, courseId));
      if (reasons.length === 0) continue;
      const byDays = (reason: Reason) => reason.days_inactive ?? -1;
      reasons.sort(
        (a, b) =>
          b.code.localeCompare(a.code) || byDays(b) - byDays(a) || a.course_id - b.course_id,
      );
      students.set(userId, reasons);
      weights.push({
        userId,
        codes: new Set(reasons.map(({ code }) => code)).size,
        days: Math.max(...reasons.map(byDays)),
        fall: Math.max(...reasons.map((reason) => reason.fall_points ?? -1)),
      });
    }
    weights.sort(
      (a, b) => b.codes - a.codes || b.days - a.days || b.fall - a.fall || a.userId - b.userId,
    );
    return weights.map(({ userId }) => ({
      user_id: userId,
      full_name: expect.any(String),
      email: expect.any(String),
      reasons: students.get(userId),
    }));
  }

  function reasonsOf(userId: number, courseId: number): Reason[] {
    const now = world.now.getTime();
    const none = {
      days_inactive: null,
      last_active_at: null,
      recent_average: null,
      earlier_average: null,
      fall_points: null,
      last_scored_at: null,
    };
    const where = { course_id: courseId, course_title: world.titles.get(courseId) ?? '' };
    const own = world.events.filter(
      (event) => event.userId === userId && event.courseId === courseId && event.isOwn,
    );
    const last = Math.max(...own.map(({ occurredAt }) => occurredAt.getTime()));
    const begun = world.seats
      .filter((seat) => seat.userId === userId && seat.courseId === courseId && isGoingOn(seat))
      .map((seat) => now - Math.min(seat.enrolledDaysAgo, seat.startsDaysAgo ?? 999) * DAY_MS);
    const days = Math.floor((now + 60_000 - Math.max(last, ...begun)) / DAY_MS);
    const reasons: Reason[] = [];
    if (days >= 14) {
      const at = own.length === 0 ? null : new Date(last).toISOString();
      reasons.push({
        ...none,
        code: 'inactivity',
        ...where,
        days_inactive: days,
        last_active_at: at,
      });
    }
    const scores = countedScores(userId, courseId);
    const [recent, earlier] = [scores.slice(0, 3), scores.slice(3, 6)];
    const newest = recent[0]?.occurredAt ?? world.ago(999);
    const oldest = earlier[2]?.occurredAt ?? world.ago(999);
    const isOfToday = newest > world.ago(180) && oldest.getTime() > newest.getTime() - 180 * DAY_MS;
    const sum = (some: ActivityEvent[]) =>
      some.reduce((total, { score }) => total + (score ?? 0), 0);
    const fall = sum(earlier) - sum(recent);
    if (earlier.length === 3 && isOfToday && fall >= 4_500) {
      const mean = (hundredths: number) => Math.round(hundredths / 3) / 100;
      reasons.push({
        ...none,
        code: 'falling_scores',
        ...where,
        recent_average: mean(sum(recent)),
        earlier_average: mean(sum(earlier)),
        fall_points: mean(fall),
        last_scored_at: recent[0]?.occurredAt.toISOString() ?? null,
      });
    }
    return reasons;
  }

  /** The latest first. */
  function countedScores(userId: number, courseId: number): ActivityEvent[] {
    const scores = world.events.filter(
      (event) =>
        event.kind.endsWith('.scored') && event.userId === userId && event.courseId === courseId,
    );
    return scores
      .filter((event) =>
        scores.every(
          (other) =>
            other.objectId !== event.objectId ||
            other.kind !== event.kind ||
            other.knownAt <= event.knownAt,
        ),
      )
      .toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());
  }
});
