import { type Person, person } from '../../support/people';
import { type School, school } from '../../support/school';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

const THREAD = { title: 'Why sorted?', body: 'I tried `[3, 1, 2]` and it *sometimes* works.\n' };

describe('Learning: discussions', () => {
  let app: TestApp;
  let home: School;
  let ada: Person;
  let ben: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    ada = await home.student();
    ben = await home.student();
  });
  afterAll(() => app.stop());

  const usernameOf = async (who: Person): Promise<string> =>
    (
      await app.database.query<{ username: string }>(`SELECT username FROM users WHERE id = $1`, [
        who.id,
      ])
    )[0]?.username ?? '';
  const place = (): string => `/courses/${home.courseId}/discussions`;
  const open = async (who: Person, more: object = {}): Promise<number> =>
    (await app.learning.post(place(), { ...THREAD, ...more }, who)).body.id;
  const get = (who: Person, id: number) => app.learning.get(`/discussions/${id}`, who);
  const post = (who: Person, id: number, body: unknown, more: object = {}) =>
    app.learning.post(`/discussions/${id}/posts`, { body, ...more }, who);
  const postsOf = async (who: Person, id: number, query = '') =>
    (await app.learning.get(`/discussions/${id}/posts${query}`, who)).body;

  it('are opened by a student and seen by another, to the letter and under a username', async () => {
    const opened = await app.learning.post(
      place(),
      { ...THREAD, content_item_id: home.lessons[0] },
      ada,
    );
    expect(opened.status).toBe(201);
    const seen = await get(ben, opened.body.id);
    expect(seen.body).toEqual({
      id: opened.body.id,
      course_id: home.courseId,
      content_item_id: home.lessons[0],
      ...THREAD,
      author_username: await usernameOf(ada),
      is_own: false,
      is_pinned: false,
      is_locked: false,
      post_count: 0,
      last_post_at: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(opened.body).toEqual({ ...seen.body, is_own: true });
    const answer = await post(ben, opened.body.id, 'Because it drops a half.');
    expect(answer.status).toBe(201);
    const [read] = await postsOf(ada, opened.body.id);
    expect(read).toEqual({
      id: answer.body.id,
      thread_id: opened.body.id,
      parent_post_id: null,
      body: 'Because it drops a half.',
      author_username: await usernameOf(ben),
      is_own: false,
      is_deleted: false,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const all = JSON.stringify([seen.body, read, (await app.learning.get(place(), ben)).body]);
    for (const who of [ada, ben]) {
      expect(all).not.toContain(who.email);
      expect(all).not.toContain(who.uuid);
    }
    expect(all).not.toMatch(/Person \d|user_id|author_id|full_name/);
  });

  it('are listed pinned ones first, then where something happened last, and by item', async () => {
    const room = await school(app);
    const student = await room.student();
    const path = `/courses/${room.courseId}/discussions`;
    const ids: number[] = [];
    for (const about of [{}, { content_item_id: room.lessons[0] }, {}]) {
      ids.push((await app.learning.post(path, { ...THREAD, ...about }, student)).body.id);
    }
    const [first, second, third] = ids as [number, number, number];
    await app.learning.put(`/discussions/${second}`, { is_pinned: true }, room.instructor);
    const written = await post(student, first, 'One more thing.');
    const list = (query = '') => app.learning.get(`${path}${query}`, student);
    const idsOf = async (query = ''): Promise<number[]> =>
      (await list(query)).body.map(({ id }: { id: number }) => id);
    expect(await idsOf()).toEqual([second, first, third]);
    expect((await list()).body[1]).toMatchObject({
      post_count: 1,
      last_post_at: written.body.created_at,
    });
    expect(await idsOf('?skip=1&limit=1')).toEqual([first]);
    expect(await idsOf(`?content_item_id=${room.lessons[0]}`)).toEqual([second]);
  });

  it('take as many statements to list however many there are', async () => {
    const id = await open(ada);
    for (const who of [ada, ben, home.instructor]) {
      await open(who);
      await post(who, id, 'Hello');
    }
    const counter = new StatementCounter();
    try {
      for (const path of [place(), `/discussions/${id}/posts`]) {
        const read = async (limit: number): Promise<void> => {
          const { body } = await app.learning.get(`${path}?limit=${limit}`, ada);
          if (body.length > limit || body.length === 0) throw new Error('Not what was asked for.');
        };
        const one = await counter.least(() => read(1));
        expect(one).toBeGreaterThan(0);
        expect(await counter.least(() => read(100))).toBe(one);
      }
    } finally {
      counter.remove();
    }
  });

  it('are for those who take the course or look after it; for others there are none', async () => {
    const id = await open(ada);
    const said = (await post(ben, id, 'Hello')).body.id;
    for (const who of [home.instructor, home.admin]) {
      expect((await get(who, id)).status).toBe(200);
      expect((await post(who, id, 'Well asked.')).status).toBe(201);
    }
    const dropper = await person(app);
    const { body } = await app.learning.post(
      '/enrollments/',
      { course_offering_id: home.offeringId },
      dropper,
    );
    expect((await get(dropper, id)).status).toBe(200);
    await app.learning.put(`/enrollments/${body.id}`, { status: 'DROPPED' }, dropper);
    for (const who of [dropper, await person(app), home.foreignInstructor]) {
      const replies = [
        await app.learning.get(place(), who),
        await app.learning.post(place(), THREAD, who),
        await get(who, id),
        await app.learning.put(`/discussions/${id}`, { title: 'Mine' }, who),
        await app.learning.delete(`/discussions/${id}`, who),
        await app.learning.get(`/discussions/${id}/posts`, who),
        await post(who, id, 'Hello'),
        await app.learning.post(`/discussions/${id}/report`, { reason: 'Why' }, who),
        await app.learning.put(`/discussions/posts/${said}`, { body: 'x' }, who),
        await app.learning.delete(`/discussions/posts/${said}`, who),
        await app.learning.post(`/discussions/posts/${said}/report`, { reason: 'Why' }, who),
      ];
      expect(replies.map(({ status }) => status)).toEqual(Array(11).fill(404));
    }
    expect((await app.learning.get(place())).status).toBe(401);
    const taught = await person(app);
    await app.database.query(
      `INSERT INTO offering_instructors (course_offering_id, user_id) VALUES ($1, $2)`,
      [home.offeringId, taught.id],
    );
    expect((await get(taught, id)).status).toBe(200);
  });

  it('keep answers flat: an answer to an answer stands beside it', async () => {
    const id = await open(ada);
    const top = (await post(ben, id, 'First')).body.id;
    const answer = await post(ada, id, 'Second', { parent_post_id: top });
    expect(answer.body.parent_post_id).toBe(top);
    const deeper = await post(ben, id, 'Third', { parent_post_id: answer.body.id });
    expect(deeper.body.parent_post_id).toBe(top);
    const elsewhere = await post(ada, await open(ada), 'x', { parent_post_id: top });
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.body.detail[0].loc).toEqual(['body', 'parent_post_id']);
    expect((await postsOf(ada, id, '?skip=1&limit=1'))[0].id).toBe(answer.body.id);
  });

  it('let people change and take back their own words only; a place is kept', async () => {
    const id = await open(ada);
    const kept = await post(ada, id, 'Kept');
    const said = (await post(ben, id, 'Said too much')).body.id;
    const path = `/discussions/posts/${said}`;
    expect((await app.learning.put(path, { body: 'Yours' }, ada)).status).toBe(403);
    expect((await app.learning.put(path, { body: 'Yours' }, home.instructor)).status).toBe(403);
    expect((await app.learning.delete(path, ada)).status).toBe(403);
    expect((await app.learning.put(path, { body: 'Said' }, ben)).body.body).toBe('Said');
    expect((await app.learning.delete(path, ben)).status).toBe(204);
    expect((await postsOf(ada, id))[1]).toMatchObject({ id: said, body: null, is_deleted: true });
    expect((await get(ada, id)).body).toMatchObject({
      post_count: 1,
      last_post_at: kept.body.created_at,
    });
    expect((await app.learning.delete(path, ben)).status).toBe(404);
    expect((await app.learning.put(path, { body: 'Again' }, ben)).status).toBe(404);
  });

  it('are moderated by those who look after the course', async () => {
    const id = await open(ada);
    const path = `/discussions/${id}`;
    const said = (await post(ben, id, 'Rude')).body.id;
    expect((await app.learning.put(path, { is_locked: true }, ada)).status).toBe(403);
    expect((await app.learning.put(path, { is_pinned: true }, ben)).status).toBe(403);
    expect((await app.learning.put(path, { title: 'Mine' }, ben)).status).toBe(403);
    expect((await app.learning.put(path, { title: 'Mine' }, home.instructor)).status).toBe(403);
    const locked = await app.learning.put(path, { is_locked: true }, home.instructor);
    expect(locked.body).toMatchObject({ is_locked: true, is_pinned: false, title: THREAD.title });
    expect((await post(ben, id, 'One more')).status).toBe(409);
    expect((await app.learning.put(path, { body: 'Changed' }, ada)).status).toBe(409);
    const edit = await app.learning.put(`/discussions/posts/${said}`, { body: 'Nice' }, ben);
    expect(edit.status).toBe(409);
    expect((await post(home.instructor, id, 'Closed now.')).status).toBe(201);
    const deleted = await app.learning.delete(`/discussions/posts/${said}`, home.instructor);
    expect(deleted.status).toBe(204);
    const traces = await app.database.query<{ action: string }>(
      `SELECT action FROM audit_entries WHERE actor_id = $1 ORDER BY id DESC LIMIT 2`,
      [home.instructor.id],
    );
    expect(traces.map(({ action }) => action)).toEqual([
      'discussion.post.delete',
      'discussion.moderate',
    ]);
  });

  it('go with their author while nobody answered, later with a moderator only', async () => {
    const lonely = await open(ada);
    await post(ada, lonely, 'Never mind.');
    expect((await app.learning.delete(`/discussions/${lonely}`, ben)).status).toBe(403);
    expect((await app.learning.delete(`/discussions/${lonely}`, ada)).status).toBe(204);
    expect((await get(ada, lonely)).status).toBe(404);
    const busy = await open(ada);
    await post(ben, busy, 'I think so too.');
    expect((await app.learning.delete(`/discussions/${busy}`, ada)).status).toBe(409);
    expect((await app.learning.delete(`/discussions/${busy}`, home.admin)).status).toBe(204);
  });

  it('count every post, however many are written and taken back at once', async () => {
    const id = await open(ada);
    const writers = Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? ada : ben));
    const written = await Promise.all(writers.map((who) => post(who, id, 'At once')));
    expect(written.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect((await get(ada, id)).body.post_count).toBe(6);
    const path = `/discussions/posts/${written[0]?.body.id}`;
    const gone = await Promise.all([1, 2, 3].map(() => app.learning.delete(path, ada)));
    expect(gone.map(({ status }) => status).toSorted()).toEqual([204, 404, 404]);
    expect((await get(ada, id)).body.post_count).toBe(5);
  });

  describe('reports', () => {
    const report = (who: Person, path: string, reason = 'This is mean.') =>
      app.learning.post(`/discussions/${path}/report`, { reason }, who);
    const list = (who: Person, query = '') => app.learning.get(`/discussions/reports${query}`, who);

    it('are made once a person and reach those who look after the course, words kept', async () => {
      const id = await open(ada);
      const said = (await post(ben, id, 'You are stupid.')).body.id;
      const sent = await Promise.all([1, 2, 3].map(() => report(ada, `posts/${said}`)));
      expect(sent.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
      const made = sent.find(({ status }) => status === 201)?.body;
      expect(made).toEqual({
        id: expect.any(Number),
        thread_id: id,
        post_id: said,
        reason: 'This is mean.',
        created_at: expect.stringMatching(/Z$/),
      });
      expect((await report(ben, `posts/${said}`)).status).toBe(409);
      await app.learning.delete(`/discussions/posts/${said}`, ben);
      expect((await report(await home.student(), `posts/${said}`)).status).toBe(404);
      const seen = await list(home.instructor, '?status=OPEN&limit=1');
      expect(seen.body).toEqual([
        {
          ...made,
          subject: 'POST',
          course_id: home.courseId,
          reported_text: 'You are stupid.',
          reporter: { id: ada.id, username: await usernameOf(ada) },
          author: { id: ben.id, username: await usernameOf(ben) },
          status: 'OPEN',
          note: null,
          resolved_at: null,
        },
      ]);
      const [trace] = await app.database.query<{ action: string; subject_ids: string[] }>(
        `SELECT action, subject_ids FROM audit_entries WHERE actor_id = $1
         ORDER BY id DESC LIMIT 1`,
        [home.instructor.id],
      );
      expect(trace).toEqual({
        action: 'discussion.report.list',
        subject_ids: [String(ada.id), String(ben.id)],
      });
    });

    it('about a discussion outlive it, and are resolved by who looks after the course', async () => {
      const id = await open(ben);
      await post(ben, id, 'And more of it.');
      const { body } = await report(ada, String(id));
      expect(body).toMatchObject({ thread_id: id, post_id: null });
      expect((await report(ada, String(id))).status).toBe(409);
      expect((await app.learning.delete(`/discussions/${id}`, ben)).status).toBe(204);
      const path = `/discussions/reports/${body.id}`;
      const resolved = await app.learning.patch(
        path,
        { status: 'RESOLVED', note: 'Talked to both.' },
        home.instructor,
      );
      expect(resolved.status).toBe(200);
      expect(resolved.body).toMatchObject({
        subject: 'THREAD',
        thread_id: null,
        status: 'RESOLVED',
        note: 'Talked to both.',
        resolved_at: expect.stringMatching(/Z$/),
      });
      expect(resolved.body.reported_text).toContain(THREAD.body);
      const reopened = await app.learning.patch(path, { status: 'OPEN' }, home.admin);
      expect(reopened.body).toMatchObject({ note: 'Talked to both.', resolved_at: null });
      expect((await app.learning.patch(path, { status: 'DONE' }, home.admin)).status).toBe(422);
    });

    it('are nothing for students or for instructors of elsewhere', async () => {
      const id = await open(ben);
      const { body } = await report(ada, String(id));
      const path = `/discussions/reports/${body.id}`;
      for (const who of [ada, ben]) {
        expect((await list(who)).status).toBe(403);
        expect((await app.learning.patch(path, { status: 'DISMISSED' }, who)).status).toBe(403);
      }
      const foreign = home.foreignInstructor;
      expect((await list(foreign)).body).toEqual([]);
      expect((await app.learning.patch(path, { status: 'DISMISSED' }, foreign)).status).toBe(404);
      expect((await list(home.admin)).body[0]).toMatchObject({ id: body.id, status: 'OPEN' });
    });
  });

  it('are refused when something is wrong with them', async () => {
    for (const [wrong, field] of [
      [{ body: 'x' }, 'title'],
      [{ title: '  ', body: 'x' }, 'title'],
      [{ title: 'x'.repeat(201), body: 'x' }, 'title'],
      [{ title: 'x' }, 'body'],
      [{ title: 'x', body: '\n' }, 'body'],
      [{ title: 'x', body: 'x'.repeat(10_001) }, 'body'],
      [{ title: 'x', body: 'x', content_item_id: 2_000_000_000 }, 'content_item_id'],
      [{ title: 'x', body: 'x', is_pinned: true }, 'is_pinned'],
    ] as const) {
      const reply = await app.learning.post(place(), wrong, ada);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    }
    const id = await open(ada);
    for (const wrong of ['', ' ', 7, null, 'x'.repeat(10_001)]) {
      expect((await post(ada, id, wrong)).status).toBe(422);
    }
    expect((await post(ada, id, 'x'.repeat(10_000))).status).toBe(201);
    expect((await app.learning.put(`/discussions/${id}`, { is_locked: 'yes' }, ada)).status).toBe(
      422,
    );
    expect((await app.learning.get('/discussions/none', ada)).status).toBe(422);
    expect((await app.learning.get('/discussions/2147483647', ada)).status).toBe(404);
  });
});
