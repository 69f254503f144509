import { Client } from 'pg';
import { ActivityBackfill } from '../../../src/domain/analytics/activity/activity-backfill';
import { ActivityCollector } from '../../../src/domain/analytics/activity/activity-collector';
import { ActivityLog } from '../../../src/domain/analytics/activity/activity-log';
import { ActivityPartitions } from '../../../src/domain/analytics/activity/activity-partitions';
import { Database } from '../../../src/platform/database/database';
import { activity } from '../../support/activity-rows';
import { ActivityWeek } from '../../support/activity-week';
import { ChatStudent } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const LONG_AGO = new Date('2017-05-04T03:02:01.123Z');

describe('Activity', () => {
  let app: TestApp;
  let log: ActivityLog;
  let collector: ActivityCollector;
  let backfill: ActivityBackfill;
  let week: ActivityWeek;

  beforeAll(async () => {
    app = await testApp();
    log = app.trellis.app.get(ActivityLog);
    collector = app.trellis.app.get(ActivityCollector);
    backfill = app.trellis.app.get(ActivityBackfill);
    week = await ActivityWeek.prepare(app);
    for (const day of ['first', 'second', 'third', 'fourth', 'fifth'] as const) await week[day]();
    await everythingTold();
  }, 240_000);
  afterAll(() => app.stop());

  async function everythingTold(): Promise<void> {
    await eventually(
      () =>
        app.database.query<{ count: string }>(
          `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM deferred_events) AS count`,
        ),
      ([row]) => row?.count === '0',
      60_000,
    );
    await collector.collect();
  }

  /** How often each kind happened, their own and what happened to them. */
  async function kinds(): Promise<Record<string, [own: number, other: number]>> {
    const rows = await app.database.query<{ kind: string; own: number; other: number }>(
      `SELECT kind, count(*) FILTER (WHERE is_own)::integer AS own,
              count(*) FILTER (WHERE NOT is_own)::integer AS other
       FROM activity_events WHERE occurred_at > now() - interval '1 day' AND kind NOT LIKE 'sign_in%'
       GROUP BY kind ORDER BY kind`,
    );
    return Object.fromEntries(rows.map(({ kind, own, other }) => [kind, [own, other]]));
  }

  async function count(condition: string, ...parameters: unknown[]): Promise<number> {
    const [row] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM activity_events WHERE ${condition}`,
      parameters,
    );
    return row?.count ?? 0;
  }

  it('is what people did, apart from what happened to them', async () => {
    expect(await kinds()).toEqual({
      'chat.diverged': [0, 1],
      'chat.opened': [2, 0],
      'chat.reply': [0, 5],
      'chat.turn': [3, 0],
      // Ada by herself: 40, 100 and 100 percent; Ben by the quiz he passed; the reviews of an
      // essay and a lab were somebody else's doing.
      'content.completed': [3, 2],
      'content.progressed': [4, 2],
      'course.rated': [2, 0],
      'discussion.post.created': [1, 0],
      'discussion.thread.created': [1, 0],
      'enrollment.completed': [0, 1],
      'enrollment.created': [3, 0],
      'enrollment.dropped': [1, 0],
      'flashcard.created': [1, 0],
      'flashcard.reviewed': [2, 0],
      'lab.scored': [0, 1],
      'lab.submitted': [1, 0],
      'note.created': [1, 0],
      'quiz.scored': [0, 3],
      'quiz.started': [3, 0],
      'quiz.submitted': [3, 0],
    });
    expect(
      await count(`course_id IS DISTINCT FROM $1 AND kind NOT LIKE 'sign_in%'`, week.home.courseId),
    ).toBe(0);
  });

  it('of sign-ins is one that began for everybody who signed in', async () => {
    const [row] = await app.database.query<{ people: number }>(
      'SELECT count(DISTINCT user_id)::integer AS people FROM sign_ins',
    );
    expect(await count(`kind = 'sign_in.created'`)).toBe(row?.people);
  });

  it('says who did it: not the person whom staff enrols, nor whose time runs out', async () => {
    const { admin, offeringId } = week.home;
    const student = await person(app);
    const enrolled = await app.learning.post(
      '/enrollments/',
      { course_offering_id: offeringId, user_id: student.id },
      admin,
    );
    expect(enrolled.status).toBe(201);
    const [quiz] = await app.database.query<{ id: number }>(
      'SELECT content_item_id AS id FROM quiz_attempts LIMIT 1',
    );
    const attempt = await app.learning.post(
      '/assessments/quiz-attempts',
      { content_item_id: quiz?.id },
      student,
    );
    expect(attempt.status).toBe(201);
    await app.database.query(
      `UPDATE quiz_attempts SET started_at = now() - interval '3 hours',
         expires_at = now() - interval '2 hours' WHERE id = $1`,
      [attempt.body.id],
    );
    await app.learning.get(`/assessments/quiz-attempts/${attempt.body.id}`, student);
    await everythingTold();
    const rows = await app.database.query(
      `SELECT kind, is_own AS "isOwn" FROM activity_events
       WHERE user_id = $1 AND kind NOT LIKE 'sign_in%' ORDER BY kind`,
      [student.id],
    );
    expect(rows).toEqual([
      { kind: 'enrollment.created', isOwn: false },
      { kind: 'quiz.scored', isOwn: false },
      { kind: 'quiz.started', isOwn: true },
      { kind: 'quiz.submitted', isOwn: false },
    ]);
    await app.database.query('DELETE FROM users WHERE id = $1', [student.id]);
  });

  it('dates every score at the submission and knows when it came', async () => {
    const rows = await app.database.query(
      `SELECT DISTINCT event.occurred_at = date_trunc('milliseconds', attempt.submitted_at) AS "atSubmission",
              event.known_at >= event.occurred_at AS "knownLater"
       FROM activity_events event JOIN quiz_attempts attempt ON attempt.id = event.object_id
       WHERE event.kind = 'quiz.scored'`,
    );
    expect(rows).toEqual([{ atSubmission: true, knownLater: true }]);
  });

  it('says which replies came from the tree', async () => {
    const rows = await app.database.query(
      `SELECT outcome, count(*)::integer AS count, count(duration_ms)::integer AS timed
       FROM activity_events WHERE kind = 'chat.reply' GROUP BY outcome ORDER BY outcome`,
    );
    expect(rows).toEqual([
      { outcome: 'hit', count: 2, timed: 2 },
      { outcome: 'miss', count: 3, timed: 3 },
    ]);
  });

  it('is the same once collected again from the beginning', async () => {
    const before = await kinds();
    await app.database.query('DELETE FROM activity_collections');
    await collector.collect();
    await collector.check();
    await collector.check();
    expect(await kinds()).toEqual(before);
  });

  it('tells that a conversation lost its place when the tree was pruned under it', async () => {
    const student = await person(app);
    const [lesson] = await app.database.query<{ id: number }>(
      'SELECT content_item_id AS id FROM chat_sessions LIMIT 1',
    );
    const chat = await ChatStudent.open(app, lesson?.id ?? 0, student);
    await eventually(
      async () => {
        await collector.collect();
        return app.database.query<{ done: boolean }>(
          `SELECT collected_to >= $1 AS done FROM activity_collections WHERE name = 'chat sessions'`,
          [chat.sessionId],
        );
      },
      ([row]) => row?.done === true,
      60_000,
    );
    await app.database.query(`UPDATE chat_sessions SET cache_state = 'DIVERGED' WHERE id = $1`, [
      chat.sessionId,
    ]);
    await collector.collect();
    expect(await count(`kind = 'chat.diverged' AND object_id = $1`, chat.sessionId)).toBe(0);
    await collector.check();
    await collector.check();
    expect(await count(`kind = 'chat.diverged' AND object_id = $1`, chat.sessionId)).toBe(1);
  });

  it('misses nothing that is committed after what has a greater number', async () => {
    const [signIn] = await app.database.query<{ id: string }>('SELECT id FROM sign_ins LIMIT 1');
    const issue = `INSERT INTO refresh_tokens (sign_in_id, token_hash, parent_id)
      VALUES ($1, sha256(random()::text::bytea), (SELECT min(id) FROM refresh_tokens)) RETURNING id`;
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    try {
      await client.query('BEGIN');
      const late = (await client.query(issue, [signIn?.id])).rows[0] as { id: number };
      const [early] = await app.database.query<{ id: number }>(issue, [signIn?.id]);
      expect(early?.id).toBeGreaterThan(late.id);
      const isThere = (id: number | undefined) =>
        count(`kind = 'sign_in.renewed' AND key = md5('sign_in.renewed:' || $1)::uuid`, id);
      await collector.collect();
      await collector.collect();
      expect([await isThere(early?.id), await isThere(late.id)]).toEqual([1, 0]);
      await client.query('COMMIT');
      await collector.collect();
      expect(await isThere(late.id)).toBe(1);
    } finally {
      await client.end();
    }
  });

  it('is read once by the job, which waits for the short transactions of the moment', async () => {
    const collected = async () => {
      await app.database.query('DELETE FROM activity_collections');
      await collector.collectAll();
      return app.database.query<{ isRead: boolean }>(
        `SELECT collected_to = (SELECT max(id) FROM chat_messages) AND seen_to IS NULL AS "isRead"
         FROM activity_collections WHERE name = 'chat messages'`,
      );
    };
    await eventually(collected, ([mark]) => mark?.isRead === true, 60_000);
  });

  it('has one partition for a month that two transactions open at once', async () => {
    const open = `SELECT ensure_activity_partition('2003-03-05T00:00:00Z')`;
    const [one, other] = [0, 1].map(() => new Client({ connectionString: app.database.url })) as [
      Client,
      Client,
    ];
    await Promise.all([one.connect(), other.connect()]);
    try {
      await one.query('BEGIN');
      await one.query(open);
      const second = other.query(open);
      const waits = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND objid = hashtext('activity_partitions')::oid
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      await eventually(
        () => app.database.query(waits),
        (rows) => rows.length > 0,
        20_000,
      );
      await one.query('COMMIT');
      await expect(second).resolves.toBeDefined();
    } finally {
      await Promise.all([one.end(), other.end()]);
    }
    const attached = `SELECT FROM pg_inherits WHERE inhrelid = 'activity_events_200303'::regclass`;
    expect(await app.database.query(attached)).toHaveLength(1);
  });

  it('is collected by many at once, each row once', async () => {
    const before = await kinds();
    await app.database.query('DELETE FROM activity_collections');
    await Promise.all(Array.from({ length: 8 }, () => collector.collect()));
    await Promise.all([collector.collectAll(), collector.collectAll()]);
    expect(await kinds()).toEqual(before);
  });

  it('is made from the rows of earlier releases, and again to no effect', async () => {
    await everythingTold();
    const before = await kinds();
    // In the order in which the job locks them.
    await app.database.query('TRUNCATE activity_collections, activity_events');
    expect(await backfill.run()).toBeGreaterThan(0);
    await collector.collect();
    const after = await kinds();
    expect(after).toEqual({
      ...before,
      // Of a lesson the rows know the beginning and the end, of leaving a course not whose doing.
      'content.progressed': [3, 2],
      'enrollment.dropped': [0, 1],
    });
    expect(await backfill.run()).toBe(0);
    expect(await count(`source = 'backfill' AND kind LIKE 'chat.%'`)).toBe(0);
  });

  it('is made from those rows twice by the clock: at first, and a day later', async () => {
    const pasts = ['NULL', 'now()', `now() - interval '2 days'`, `now() - interval '2 days'`];
    const added = [];
    for (const past of pasts) {
      await app.database.query(`UPDATE activity_rollup_state SET backfilled_at = ${past}`);
      await app.database.query(`ALTER TABLE activity_events DISABLE TRIGGER USER`);
      await app.database.query(`DELETE FROM activity_events WHERE kind = 'course.rated'`);
      await app.database.query(`ALTER TABLE activity_events ENABLE TRIGGER USER`);
      await app.database.query(`UPDATE course_ratings SET updated_at = now() - interval '1 hour'`);
      await backfill.runWhenDue();
      added.push(await count(`kind = 'course.rated'`));
    }
    expect(added).toEqual([2, 0, 2, 0]);
    await backfill.run();
  });

  it('is not made twice from rows whose event is still on its way', async () => {
    const note = { body: 'On its way.', course_id: week.home.courseId };
    const student = await person(app);
    const reply = await app.learning.post('/notes/', note, student);
    expect(reply.status).toBe(201);
    await everythingTold();
    const { id: noteId } = reply.body;
    const notes = () => count(`kind = 'note.created' AND object_id = $1`, noteId);
    expect(await notes()).toBe(1);
    await app.database.query(`ALTER TABLE activity_events DISABLE TRIGGER USER`);
    await app.database.query(`DELETE FROM activity_events WHERE user_id = $1`, [student.id]);
    await app.database.query(`ALTER TABLE activity_events ENABLE TRIGGER USER`);
    await app.database.query(
      `INSERT INTO deferred_events (event_id, sink, name, payload, occurred_at, due_at)
       SELECT gen_random_uuid(), 'activity', 'note.created', $1, created_at,
              now() + interval '1 day'
       FROM notes WHERE id = $2`,
      [JSON.stringify({ noteId, userId: student.id, courseId: week.home.courseId }), noteId],
    );
    await backfill.run();
    expect(await notes()).toBe(0);
    await app.database.query(`UPDATE deferred_events SET due_at = now()`);
    await eventually(notes, (found) => found > 0, 60_000);
    await backfill.run();
    expect(await notes()).toBe(1);
  });

  it('comes again under the same key at the same moment to no effect', async () => {
    const { id: userId } = await person(app);
    const event = activity({
      key: 'a-test:1',
      occurredAt: LONG_AGO,
      userId,
      kind: 'content.viewed',
    });
    const later = { ...event, occurredAt: new Date(LONG_AGO.getTime() + 1) };
    expect(await log.append([event, event, later])).toBe(2);
    expect(await log.append([later, event, { ...event, key: 'a-test:2' }])).toBe(1);
    expect(await count('user_id = $1', userId)).toBe(3);
  });

  it('of nobody whom we know is left out, and nothing else with it', async () => {
    const { id: userId } = await person(app);
    const event = activity({ key: 'a-test:3', occurredAt: LONG_AGO, userId, kind: 'chat.turn' });
    expect(await log.append([{ ...event, userId: 2_000_000_000 }, event])).toBe(1);
  });

  it('in a month of its own finds its partition, also after a transaction that failed', async () => {
    const { id: userId } = await person(app);
    const event = activity({
      key: 'a-test:4',
      occurredAt: new Date('2011-11-11T11:11:11.111Z'),
      userId,
      kind: 'content.viewed',
    });
    const database = app.trellis.app.get(Database);
    const failing = database.transaction(async () => {
      expect(await log.append([event])).toBe(1);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await count('user_id = $1', userId)).toBe(0);
    expect(await log.append([event])).toBe(1);
    expect(await count('user_id = $1', userId)).toBe(1);
  });

  it('finds the partitions of the months to come there already', async () => {
    const partitions = () =>
      app.database.query<{ months: number }>(
        `SELECT count(*)::integer AS months
         FROM generate_series(0, 3) ahead, to_regclass('activity_events_' || to_char(
           date_trunc('month', now() AT TIME ZONE 'UTC') + ahead * interval '1 month', 'YYYYMM')) name
         WHERE name IS NOT NULL`,
      );
    const prepared = async () => {
      await app.trellis.app.get(ActivityPartitions).prepare();
      return partitions();
    };
    // A month may begin in between.
    await eventually(prepared, ([row]) => row?.months === 4, 20_000);
    await app.trellis.app.get(ActivityPartitions).prepare();
  });

  it('is never changed, and goes only with its person, who has sums made anew', async () => {
    const { id: userId } = await person(app);
    const event = activity({ key: 'a-test:5', occurredAt: LONG_AGO, userId, kind: 'chat.turn' });
    await log.append([event]);
    const change = app.database.query('UPDATE activity_events SET is_own = false');
    await expect(change).rejects.toThrow('never changed');
    const loss = app.database.query('DELETE FROM activity_events WHERE user_id = $1', [userId]);
    await expect(loss).rejects.toThrow('only with their person');
    await app.database.query('DELETE FROM users WHERE id = $1', [userId]);
    expect(await count('user_id = $1', userId)).toBe(0);
    expect(await log.append([event])).toBe(0);
  });
});
