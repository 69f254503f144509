import { publicId } from '../../../src/kernel/public-id';
import { type Developer, developer } from '../../support/developers';
import { person } from '../../support/people';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';

const TASK_ID = /^tsk_[0-9A-Za-z]{22}$/;
const UNKNOWN_ID = publicId('task', '123e4567-e89b-12d3-a456-426614174000');
const INVALID = { success: false, error: { code: 'invalid_request' } };

describe('Tasks', () => {
  let app: TestApp;
  let dev: Developer;

  beforeAll(async () => {
    app = await testApp();
  });
  beforeEach(async () => {
    dev = await developer(app);
  });
  afterAll(() => app.stop());

  const create = (body: object = {}, by: Developer = dev, headers = {}) =>
    app.developer.post('/tasks', { title: 'Read a chapter', ...body }, { token: by.key, headers });
  const list = (query = '', by: Developer = dev) =>
    app.developer.get(`/tasks${query}`, { token: by.key });
  const get = (id: string, by: Developer = dev) =>
    app.developer.get(`/tasks/${id}`, { token: by.key });
  const change = (id: string, body: object, by: Developer = dev) =>
    app.developer.patch(`/tasks/${id}`, body, { token: by.key });
  const submit = (id: string, body: object = {}, by: Developer = dev, headers = {}) =>
    app.developer.post(`/tasks/${id}/submit`, body, { token: by.key, headers });
  const withdraw = (id: string, body?: object, by: Developer = dev) =>
    app.developer.post(`/tasks/${id}/withdraw`, body, { token: by.key });

  async function made(body: object = {}, by: Developer = dev): Promise<string> {
    const reply = await create(body, by);
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    return reply.body.data.id;
  }

  /** A task that a coach of the student gave. */
  async function given(body: object = {}): Promise<{ id: string; uuid: string; coach: string }> {
    const coach = await coachOf(app, dev.person);
    const reply = await app.coaching.post(
      `/coach/students/${dev.person.uuid}/tasks`,
      { title: 'Write a draft', ...body },
      { token: coach.token },
    );
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    const [task] = (await list('?source=coach')).body.data;
    return { id: task.id, uuid: reply.body.id, coach: coach.token };
  }

  it('are made, read and listed', async () => {
    const reply = await create({
      title: 'Finish week 1',
      description: 'Both quizzes, then the lab.',
      priority: 'high',
      due_on: '2026-12-01',
      estimated_hours: 3,
    });
    expect(reply.status).toBe(200);
    const task = {
      id: expect.stringMatching(TASK_ID),
      title: 'Finish week 1',
      description: 'Both quizzes, then the lab.',
      status: 'open',
      priority: 'high',
      source: 'self',
      verification: 'self',
      due_on: '2026-12-01',
      estimated_hours: 3,
      reward_points: 0,
      course: null,
      completed_at: null,
      version: 1,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    };
    expect(reply.body).toEqual({ success: true, data: { ...task, submissions: [] } });
    expect((await get(reply.body.data.id)).body).toEqual(reply.body);
    expect((await list()).body).toEqual({
      success: true,
      data: [task],
      meta: { pagination: { total: 1, per_page: 10, current_page: 1, last_page: 1 } },
    });
  });

  it('pay nothing when the student made them, whatever the request says', async () => {
    const reply = await create({ reward_points: 100 });
    expect(reply.status).toBe(400);
    expect(reply.body.error.details).toEqual([expect.stringContaining('reward_points')]);
    for (const field of ['source', 'verification', 'status', 'user_id', 'completed_at']) {
      expect((await create({ [field]: 'review' })).status).toBe(400);
    }
    const id = await made();
    const done = await submit(id, { note: 'Read it.' });
    expect(done.body.data).toMatchObject({ status: 'done', reward_points: 0 });
    const earned = await app.database.query(
      `SELECT 1 FROM point_accounts WHERE owner_id = $1 AND earned_total > 0`,
      [dev.person.id],
    );
    expect(earned).toEqual([]);
  });

  describe('by permission', () => {
    it('are read with read:tasks and written with write:tasks, and neither with the other', async () => {
      const id = await made();
      const reader = await developer(app, { person: dev.person, permissions: ['read:tasks'] });
      const writer = await developer(app, { person: dev.person, permissions: ['write:tasks'] });
      const other = await developer(app, {
        person: dev.person,
        permissions: ['read:user', 'read:staking', 'write:staking', 'use:ai'],
      });
      const routes: ((by: Developer) => Promise<{ status: number }>)[] = [
        (by) => list('', by),
        (by) => get(id, by),
        (by) => create({}, by),
        (by) => change(id, { priority: 'low' }, by),
        (by) => submit(id, {}, by),
        (by) => withdraw(id, {}, by),
      ];
      const statuses = async (by: Developer) => {
        const found: number[] = [];
        for (const route of routes) found.push((await route(by)).status);
        return found;
      };
      expect(await statuses(reader)).toEqual([200, 200, 403, 403, 403, 403]);
      expect(await statuses(other)).toEqual([403, 403, 403, 403, 403, 403]);
      expect(await statuses(writer)).toEqual([403, 403, 200, 200, 200, 409]);
    });

    it("are nobody else's: they look like tasks that do not exist", async () => {
      const id = await made();
      const stranger = await developer(app);
      const expected = (await get(UNKNOWN_ID)).body;
      expect(expected.error.code).toBe('not_found');
      for (const reply of [
        await get(id, stranger),
        await change(id, { title: 'Mine' }, stranger),
        await submit(id, {}, stranger),
        await withdraw(id, {}, stranger),
      ]) {
        expect(reply.status).toBe(404);
        expect(reply.body).toEqual(expected);
      }
      expect((await list('', stranger)).body.data).toEqual([]);
      expect((await get(id)).body.data.title).toBe('Read a chapter');
    });

    it('serve keys only', async () => {
      expect((await app.developer.get('/tasks', { token: dev.person.token })).status).toBe(401);
      expect((await app.developer.get('/tasks')).status).toBe(401);
    });

    it.each(['', 'tsk_', 'tsk_!', 'usr_0000000000000000000000', '1', `${UNKNOWN_ID}0`])(
      'know no task called "%s"',
      async (id) => {
        expect((await get(`${encodeURIComponent(id)}/submit`)).status).toBeGreaterThanOrEqual(404);
        if (id !== '') expect((await get(encodeURIComponent(id))).status).toBe(404);
      },
    );
  });

  describe('in lists', () => {
    beforeEach(async () => {
      await made({ title: 'Essay 100% done', priority: 'low', due_on: '2026-12-24' });
      await made({ title: 'Call_the school', priority: 'high', due_on: '2026-12-01' });
      await made({ title: 'Mathe', description: 'A \\ B, see the essay', priority: 'medium' });
      await submit(await made({ title: 'Old' }));
    });
    const titles = async (query: string) =>
      (await list(query)).body.data.map(({ title }: { title: string }) => title);

    it.each([
      ['?status=done', ['Old']],
      ['?status=open&sort=due_on', ['Call_the school', 'Essay 100% done', 'Mathe']],
      ['?status=open&sort=-due_on', ['Essay 100% done', 'Call_the school', 'Mathe']],
      ['?status=open&sort=priority', ['Call_the school', 'Mathe', 'Essay 100% done']],
      ['?sort=created_at', ['Essay 100% done', 'Call_the school', 'Mathe', 'Old']],
      ['', ['Old', 'Mathe', 'Call_the school', 'Essay 100% done']],
      ['?priority=high', ['Call_the school']],
      ['?source=coach', []],
      ['?due_before=2026-12-01', ['Call_the school']],
      ['?due_after=2026-12-02', ['Essay 100% done']],
      ['?due_after=2026-12-02&due_before=2026-12-23', []],
      ['?q=ESSAY', ['Mathe', 'Essay 100% done']],
      ['?q=%25', ['Essay 100% done']],
      ['?q=_', ['Call_the school']],
      ['?q=%5C', ['Mathe']],
      ["?q='%20OR%20true--", []],
      ['?course_id=1', []],
    ])('are found by %s', async (query, found) => {
      expect(await titles(query)).toEqual(found);
    });

    it('come in pages', async () => {
      const page = await list('?per_page=3&page=2&sort=created_at');
      expect(page.body.data).toHaveLength(1);
      expect(page.body.meta.pagination).toEqual({
        total: 4,
        per_page: 3,
        current_page: 2,
        last_page: 2,
      });
      expect((await list('?page=99')).body.data).toEqual([]);
    });

    it.each([
      'status=finished',
      'status=',
      'source=me',
      'priority=urgent',
      'sort=title',
      'sort=created_at;drop',
      'due_before=2026-02-30',
      'due_after=yesterday',
      'course_id=0',
      'course_id=2147483648',
      'page=0',
      'per_page=101',
      'per_page=1e2',
      'q=',
      'q=%00',
      'status=open&status=done',
      'order=title',
    ])('refuse ?%s', async (query) => {
      const reply = await list(`?${query}`);
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject(INVALID);
    });
  });

  describe('with bad input', () => {
    it.each([
      [{ title: '' }],
      [{ title: '   ' }],

      [{ title: 5 }],
      [{ title: null }],

      [{ description: 'nul \u0000' }],
      [{ priority: 'urgent' }],
      [{ due_on: '2026-02-30' }],
      [{ due_on: '2026-2-3' }],
      [{ due_on: 20260203 }],
      [{ estimated_hours: 0 }],
      [{ estimated_hours: 1.5 }],
      [{ estimated_hours: '3' }],
      [{ content_item_id: 0 }],
      [{ content_item_id: 2 ** 31 }],
      [{ content_item_id: 999_999 }],
      [{ module_id: 999_999 }],
      [{ content_item_id: 1, module_id: 1 }],
    ])('are not made: %j', async (body) => {
      const reply = await create(body);
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject(INVALID);
      expect((await list()).body.data).toEqual([]);
    });

    it.each([
      [{ note: 5 }],
      [{ links: 'https://example.com' }],
      [{ links: ['http://example.com'] }],
      [{ links: ['javascript:alert(1)'] }],
      [{ links: ['https://user:secret@example.com'] }],
      [{ links: [' https://example.com'] }],
      [{ links: ['https://example.com/a\tb'] }],
      [{ links: ['https://'] }],

      [{ links: Array.from({ length: 11 }, () => 'https://example.com') }],
      [{ links: [null] }],
      [{ document_ids: ['1'] }],
      [{ document_ids: ['123e4567-e89b-12d3-a456-426614174000'] }],
      [{ document_ids: [5] }],
      [{ version: 0 }],
      [{ version: '1' }],
      [{ verdict: 'accepted' }],
    ])('are not handed in: %j', async (body) => {
      const id = await made();
      const reply = await submit(id, body);
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject(INVALID);
      expect((await get(id)).body.data).toMatchObject({ status: 'open', submissions: [] });
    });

    it('are not made, found or handed in with texts that are too long', async () => {
      const long = 'x'.repeat(5_001);
      const id = await made();
      const replies = [
        await create({ title: long.slice(0, 501) }),
        await create({ description: long }),
        await list(`?q=${long.slice(0, 201)}`),
        await submit(id, { note: long }),
        await submit(id, { links: [`https://example.com/${long.slice(0, 2_000)}`] }),
      ];
      expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
      const longest = { title: long.slice(0, 500), description: long.slice(0, 5_000) };
      expect((await create(longest)).body.data).toMatchObject(longest);
    });

    it('keep text as text', async () => {
      const title = `<script>alert('1')</script> {{constructor}} \${1} %s`;
      const id = await made({ title });
      expect((await get(id)).body.data.title).toBe(title);
    });
  });

  describe("that are one's own", () => {
    it('are 500 at most that are unfinished or of the last day', async () => {
      const busy = await developer(app);
      await app.database.query(
        `INSERT INTO tasks (user_id, title, source, source_key, status, created_at)
         SELECT $1, 'T', 'self', number,
           CASE WHEN number > 250 THEN 'cancelled' ELSE 'open' END,
           CASE WHEN number > 500 THEN now() - interval '2 days' ELSE now() END
         FROM generate_series(1, 600) AS number`,
        [busy.person.id],
      );
      const another = () => app.developer.post('/tasks', { title: 'T' }, { token: busy.key });
      expect((await another()).status).toBe(409);
      await app.database.query(
        `UPDATE tasks SET created_at = now() - interval '2 days'
         WHERE user_id = $1 AND source_key = '500'`,
        [busy.person.id],
      );
      expect((await another()).status).toBe(200);
    });

    it('change, each change raising the version', async () => {
      const id = await made({ due_on: '2026-12-01' });
      const changed = await change(id, { title: 'Read two', due_on: null, version: 1 });
      expect(changed.status).toBe(200);
      expect(changed.body.data).toMatchObject({ title: 'Read two', due_on: null, version: 2 });
      const stale = await change(id, { title: 'Read three', version: 1 });
      expect(stale.status).toBe(409);
      expect(stale.body.error.code).toBe('task_changed_meanwhile');
      expect((await get(id)).body.data).toMatchObject({ title: 'Read two', version: 2 });
    });

    it('change by one of twenty who have read the same version', async () => {
      const id = await made();
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, index) => change(id, { title: `T${index}`, version: 1 })),
      );
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    });

    it('are given up by withdrawing them, and then neither change nor are handed in', async () => {
      const id = await made();
      expect((await withdraw(id)).body.data.status).toBe('cancelled');
      expect((await withdraw(id)).status).toBe(409);
      expect((await submit(id)).status).toBe(409);
      expect((await change(id, { title: 'Again' })).status).toBe(409);
    });

    it('are done when handed in, with what was handed in kept', async () => {
      const id = await made();
      const reply = await submit(id, { note: 'Done.', links: ['https://example.com/notes'] });
      expect(reply.body.data).toMatchObject({
        status: 'done',
        completed_at: expect.any(String),
        submissions: [
          {
            number: 1,
            note: 'Done.',
            links: ['https://example.com/notes'],
            document_ids: [],
            verdict: 'accepted',
            comment: null,
          },
        ],
      });
      expect((await submit(id)).status).toBe(409);
      expect((await withdraw(id)).status).toBe(409);
    });
  });

  describe('that a coach gave', () => {
    it('wait for a review when handed in, and can be taken back', async () => {
      const { id } = await given({ reward_points: 25 });
      const sent = await submit(id, { note: 'Here.' });
      expect(sent.body.data).toMatchObject({
        status: 'submitted',
        source: 'coach',
        verification: 'review',
        reward_points: 25,
        completed_at: null,
      });
      expect((await submit(id)).status).toBe(409);
      const back = await withdraw(id);
      expect(back.body.data).toMatchObject({
        status: 'open',
        submissions: [{ note: 'Here.', verdict: 'withdrawn' }],
      });
      expect((await withdraw(id)).status).toBe(409);
      expect((await submit(id)).body.data.submissions).toHaveLength(2);
    });

    it('are given up only when no coach is left', async () => {
      const { id } = await given();
      const kept = await withdraw(id);
      expect(kept.status).toBe(409);
      expect(kept.body.error.message).toContain('not yours to give up');
      await app.database.query(`UPDATE coach_students SET status = 'ended' WHERE student_id = $1`, [
        dev.person.id,
      ]);
      expect((await withdraw(id)).body.data.status).toBe('cancelled');
    });

    it("are the coach's words: the student sets the priority only", async () => {
      const { id } = await given();
      for (const body of [
        { title: 'Mine' },
        { description: 'Mine' },
        { due_on: '2030-01-01' },
        { due_on: null },
        { estimated_hours: 1 },
        { priority: 'low', title: 'Mine' },
      ]) {
        const reply = await change(id, body);
        expect(reply.status).toBe(403);
        expect(reply.body.error.code).toBe('forbidden');
      }
      const reply = await change(id, { priority: 'low' });
      expect(reply.body.data).toMatchObject({ title: 'Write a draft', priority: 'low' });
    });
  });

  describe('named with documents', () => {
    async function document(ownerId: number, deleted = false): Promise<string> {
      const [row] = await app.database.query<{ id: string }>(
        `INSERT INTO documents (id, owner_id, kind, title, current_version_id, deleted_at)
         VALUES (gen_random_uuid(), $1, 'essay', 'Draft', gen_random_uuid(),
           CASE WHEN $2::boolean THEN now() END) RETURNING id`,
        [ownerId, deleted],
      );
      return (row as { id: string }).id;
    }

    it("take the student's own that are not deleted, and no other", async () => {
      const { id } = await given();
      const own = await document(dev.person.id);
      const gone = await document(dev.person.id, true);
      const foreign = await document((await person(app)).id);
      for (const wrong of [gone, foreign]) {
        const reply = await submit(id, { document_ids: [own, wrong] });
        expect(reply.status).toBe(400);
        expect(reply.body.error.details).toEqual([
          'document_ids.1: you have no document with this id',
        ]);
      }
      const twice = await submit(id, { document_ids: [own, own.toUpperCase()] });
      expect(twice.status).toBe(400);
      const reply = await submit(id, { document_ids: [own.toUpperCase()] });
      expect(reply.body.data.submissions).toMatchObject([{ document_ids: [own] }]);
    });
  });

  describe('repeated with an Idempotency-Key', () => {
    it('are made once, twenty at once', async () => {
      const headers = { 'idempotency-key': 'make-one' };
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => create({ title: 'Once' }, dev, headers)),
      );
      expect(replies.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
      expect((await list()).body.meta.pagination.total).toBe(1);
      expect((await create({ title: 'Once' }, dev, headers)).status).toBe(200);
      expect((await list()).body.meta.pagination.total).toBe(1);
    });

    it('are handed in once', async () => {
      const { id } = await given();
      const headers = { 'idempotency-key': 'hand-in' };
      const first = await submit(id, { note: 'Once' }, dev, headers);
      const again = await submit(id, { note: 'Once' }, dev, headers);
      expect(again.status).toBe(200);
      expect(again.body).toEqual(first.body);
      expect((await get(id)).body.data.submissions).toHaveLength(1);
    });
  });

  it('count in the profile when they are done', async () => {
    await submit(await made());
    await submit(await made());
    await withdraw(await made());
    await made();
    const profile = await app.developer.get('/user/profile', { token: dev.key });
    expect(profile.body.data.stats.tasks_completed).toBe(2);
  });

  it('handed in by twenty at once are handed in once', async () => {
    const { id } = await given();
    const replies = await Promise.all(Array.from({ length: 20 }, () => submit(id)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    expect((await get(id)).body.data.submissions).toHaveLength(1);
  });
});
