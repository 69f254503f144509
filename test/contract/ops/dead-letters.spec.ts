import { randomUUID } from 'node:crypto';
import { SEND_INVITATION } from '../../../src/domain/coach/coach.jobs';
import { DeadLetters } from '../../../src/domain/dead-letters/dead-letters.service';
import { JobWorker } from '../../../src/platform/queue/job-worker';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { testApp, type TestApp } from '../../support/test-app';

const PATIENCE_MS = 30_000;
const WORDS = 'I feel so alone tonight';
/** More digits than a moment in milliseconds has, so that no moment and no id holds it. */
const NUMBER = 471_147_114_711_471;

const BACKENDS = [
  { name: 'PostgreSQL', isThere: true },
  { name: 'Redis', isThere: REDIS_PROGRAM !== undefined },
].filter(({ isThere }) => isThere);

describe.each(BACKENDS)('Jobs that failed for good, on $name', ({ name }) => {
  let redis: RedisServer | null = null;
  let app: TestApp;
  let admin: Person;
  let student: Person;

  beforeAll(async () => {
    if (name === 'Redis') redis = await RedisServer.start(REDIS_PROGRAM ?? '');
    app = await testApp({
      environment: redis === null ? {} : { REDIS_URL: redis.url, RATE_LIMITS: 'memory' },
    });
    admin = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
    // What registration set going is done before a test counts jobs.
    await eventually(openJobs, (count) => count === 0, PATIENCE_MS);
  });
  afterAll(async () => {
    await app.stop();
    await redis?.stop();
  });

  const queue = () => app.trellis.app.get(JobWorker, { strict: false }).queue('fast');

  async function openJobs(): Promise<number> {
    const { waiting = 0, active = 0 } = await (await queue()).getJobCounts('waiting', 'active');
    const [row] = await app.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM outbox WHERE kind = 'job'`,
    );
    return waiting + active + (row?.count ?? 0);
  }

  /** A job that can only fail: its payload is not what its feature declares. */
  async function addBroken(): Promise<string> {
    const job = await (
      await queue()
    ).add('health.canary', { nonce: WORDS, studentId: NUMBER }, { attempts: 1 });
    await eventually(() => job.isFailed(), Boolean, PATIENCE_MS);
    return job.id ?? '';
  }

  const list = async (query = '') =>
    (await app.coaching.get(`/admin/dead-letters${query}`, { token: admin.token })).body;

  async function audited(action: string): Promise<readonly unknown[]> {
    return app.database.query(
      `SELECT actor_id, subject_ids, details FROM audit_entries WHERE action = $1 ORDER BY id`,
      [action],
    );
  }

  it('are listed with why they failed and without what they were given', async () => {
    const id = await addBroken();
    const page = await list();
    expect(page.total).toBe(1);
    expect(page.dead_letters).toEqual([
      expect.objectContaining({
        queue: 'fast',
        id,
        job: 'health.canary',
        reason: expect.stringContaining('ZodError'),
        payload: { nonce: 'text', studentId: 'number' },
        attempts: 1,
        request_id: null,
      }),
    ]);
    expect(JSON.stringify(page)).not.toMatch(new RegExp(`alone|${NUMBER}`));
    const path = `/admin/dead-letters/fast/${id}`;
    expect((await app.coaching.get(path, { token: admin.token })).body).toEqual(
      page.dead_letters[0],
    );
  });

  it('are nobody’s but the admins’', async () => {
    const { token } = student;
    const [letter] = (await list()).dead_letters;
    const path = `/admin/dead-letters/fast/${letter.id}`;
    const replies = [
      await app.coaching.get('/admin/dead-letters', { token }),
      await app.coaching.get(path, { token }),
      await app.coaching.post(`${path}/replay`, undefined, { token }),
      await app.coaching.delete(path, { token }),
      await app.coaching.post('/admin/dead-letters/purge', {}, { token }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    const actor = { userId: 1, userUuid: '', roles: [], grants: [], sessionId: null };
    const letters = app.trellis.app.get(DeadLetters, { strict: false });
    expect(() =>
      letters.list(actor as never, { queue: null, name: null }, { skip: 0, limit: 1 }),
    ).toThrow('platform admins');
  });

  it('are not found when they are not there', async () => {
    const { token } = admin;
    const replies = [
      await app.coaching.get('/admin/dead-letters/fast/nothing', { token }),
      await app.coaching.post('/admin/dead-letters/slow/nothing/replay', undefined, { token }),
      await app.coaching.delete('/admin/dead-letters/fast/nothing', { token }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
    const wrong = await app.coaching.get('/admin/dead-letters/none/nothing', { token });
    expect(wrong.status).toBe(400);
  });

  it('fail again when what was wrong still is', async () => {
    const [letter] = (await list()).dead_letters;
    const path = `/admin/dead-letters/fast/${letter.id}`;
    const replayed = await app.coaching.post(`${path}/replay`, undefined, { token: admin.token });
    expect([replayed.status, replayed.body]).toEqual([200, { count: 1 }]);
    const again = await eventually(
      async () => (await list()).dead_letters[0],
      (found) => found !== undefined && found.failed_at > letter.failed_at,
      PATIENCE_MS,
    );
    expect(again.id).toBe(letter.id);
    expect(await audited('dead_letter.replay')).toEqual([
      {
        actor_id: admin.id,
        subject_ids: [`fast/${letter.id}`],
        details: { queue: 'fast', job: 'health.canary' },
      },
    ]);
  });

  it('are done when what was wrong is mended', async () => {
    await app.database.query('ALTER TABLE coach_invitations RENAME TO mislaid');
    const store = await queue();
    const job = await store.add(
      SEND_INVITATION.name,
      { invitationId: randomUUID() },
      { attempts: 1 },
    );
    await eventually(() => job.isFailed(), Boolean, PATIENCE_MS);
    const { dead_letters: letters } = await list(`?job=${SEND_INVITATION.name}`);
    expect(letters).toHaveLength(1);
    expect(letters[0].reason).toContain('42P01');
    await app.database.query('ALTER TABLE mislaid RENAME TO coach_invitations');
    const replayed = await app.coaching.post(
      '/admin/dead-letters/replay',
      { job: SEND_INVITATION.name },
      { token: admin.token },
    );
    expect(replayed.body).toEqual({ count: 1 });
    await eventually(() => job.isCompleted(), Boolean, PATIENCE_MS);
    expect((await list(`?job=${SEND_INVITATION.name}`)).total).toBe(0);
  });

  it('come in pages, by queue and by name', async () => {
    await addBroken();
    await addBroken();
    const first = await list('?per_page=2&page=1');
    const second = await list('?per_page=2&page=2');
    expect([first.total, first.dead_letters.length, second.dead_letters.length]).toEqual([3, 2, 1]);
    const ids = [...first.dead_letters, ...second.dead_letters].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect((await list('?queue=slow')).total).toBe(0);
    expect((await list('?queue=fast&job=health.canary')).total).toBe(3);
    expect((await list('?job=nothing.like-it')).total).toBe(0);
  });

  it('are given up one by one or together, and each deed is on record', async () => {
    const { token } = admin;
    const [letter] = (await list()).dead_letters;
    const path = `/admin/dead-letters/fast/${letter.id}`;
    expect((await app.coaching.delete(path, { token })).status).toBe(204);
    expect((await app.coaching.get(path, { token })).status).toBe(404);
    const rest = await app.coaching.post('/admin/dead-letters/purge', { queue: 'fast' }, { token });
    expect(rest.body).toEqual({ count: 2 });
    expect((await list()).total).toBe(0);
    const rows = await audited('dead_letter.purge');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('alone');
  });

  it('are dealt with from the command line by nobody in particular', async () => {
    await addBroken();
    const letters = app.trellis.app.get(DeadLetters, { strict: false });
    expect(await letters.purgeAll(null, { queue: null, name: null })).toBe(1);
    expect((await audited('dead_letter.purge')).at(-1)).toMatchObject({
      actor_id: null,
      details: { by: 'command line' },
    });
  });
});
