import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const WISH = {
  title: 'Dark mode support',
  description: 'Add a dark mode toggle to the settings page for better readability at night.',
};
const REVIEW = { status: 'under_review', admin_notes: 'Discussing with the design team.' };
const STATUSES = ['pending', 'under_review', 'planned', 'completed', 'declined'];

describe('Feature requests', () => {
  let app: TestApp;
  let student: Person;
  let other: Person;
  let instructor: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    student = await person(app);
    other = await person(app);
    instructor = await person(app, 'INSTRUCTOR');
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  afterAll(() => app.stop());

  const as = ({ token }: Person) => ({ token });
  const submit = async (who: Person, wish: object = WISH): Promise<any> => {
    const reply = await app.learning.post('/feature-requests/', wish, as(who));
    expect(reply.status).toBe(201);
    return reply.body;
  };
  const review = (who: Person, id: number, changes: unknown) =>
    app.learning.patch(`/feature-requests/${id}`, changes, as(who));
  const historyOf = (id: number) =>
    app.database.query<{ from_status: string; to_status: string; changed_by: number }>(
      `SELECT from_status, to_status, changed_by FROM feature_request_changes
       WHERE feature_request_id = $1 ORDER BY id`,
      [id],
    );

  it('are submitted as documented, with or without the slash', async () => {
    const reply = await app.learning.post('/feature-requests/', WISH, as(student));
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      id: expect.any(Number),
      user_id: student.id,
      ...WISH,
      status: 'pending',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect((await app.learning.post('/feature-requests', WISH, as(student))).status).toBe(201);
  });

  it.each<[string, unknown]>([
    ['without a description', { title: 'x' }],
    ['without a title', { description: 'x' }],
    ['with a blank title', { ...WISH, title: '   ' }],
    ['with a long title', { ...WISH, title: 'x'.repeat(201) }],
    ['with a long description', { ...WISH, description: 'x'.repeat(5_001) }],
    ['with a number for a title', { ...WISH, title: 7 }],
    ['with a status', { ...WISH, status: 'completed' }],
    ['with a user', { ...WISH, user_id: 1 }],
    ['as a list', [WISH]],
  ])('are refused %s', async (_how, body) => {
    const reply = await app.learning.post('/feature-requests/', body, as(student));
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc[0]).toBe('body');
  });

  it('list only my own, newest first, page by page', async () => {
    const me = await person(app);
    const ids: number[] = [];
    for (let count = 0; count < 22; count += 1) ids.push((await submit(me)).id);
    const newestFirst = ids.toReversed();

    const first = await app.learning.get('/feature-requests/', as(me));
    expect(first.status).toBe(200);
    expect(Object.keys(first.body).toSorted()).toEqual(['data', 'total']);
    expect(first.body.total).toBe(22);
    expect(first.body.data.map(({ id }: any) => id)).toEqual(newestFirst.slice(0, 20));
    const last = await app.learning.get('/feature-requests/?skip=20&limit=100', as(me));
    expect(last.body.data.map(({ id }: any) => id)).toEqual(newestFirst.slice(20));
    const beyond = await app.learning.get('/feature-requests/?skip=500', as(me));
    expect(beyond.body).toEqual({ data: [], total: 22 });
    for (const query of ['limit=0', 'limit=101', 'skip=-1', 'limit=', 'user_id=1']) {
      expect((await app.learning.get(`/feature-requests/?${query}`, as(me))).status).toBe(422);
    }
  });

  it('show an instructor everybody, with names, and say so in the audit trail', async () => {
    const wish = await submit(other);
    const reply = await app.learning.get('/feature-requests/all?limit=100', as(instructor));
    expect(reply.status).toBe(200);
    expect(reply.body.data.find(({ id }: any) => id === wish.id)).toEqual({
      ...wish,
      admin_notes: null,
      user_email: other.email,
      user_name: expect.stringContaining('Person'),
    });
    const entries = await app.database.query<{ subject_ids: string[]; subject_type: string }>(
      `SELECT subject_type, subject_ids FROM audit_entries
       WHERE actor_id = $1 AND action = 'feature_request.list'`,
      [instructor.id],
    );
    const shown = new Set<string>(reply.body.data.map(({ user_id }: any) => String(user_id)));
    expect(entries).toHaveLength(1);
    expect(entries[0]?.subject_type).toBe('user');
    expect(entries[0]?.subject_ids.toSorted()).toEqual([...shown].toSorted());
  });

  it('can be filtered by status and by user, and counted so', async () => {
    const asker = await person(app);
    const [first, second] = [await submit(asker), await submit(asker)];
    expect((await review(admin, second.id, { status: 'declined' })).status).toBe(200);
    const list = async (query: string) =>
      (await app.learning.get(`/feature-requests/all?${query}`, as(admin))).body;

    const all = await list(`user_id=${asker.id}`);
    expect(all).toMatchObject({ total: 2, data: [{ id: second.id }, { id: first.id }] });
    const declined = await list(`user_id=${asker.id}&status=declined`);
    expect(declined).toMatchObject({ total: 1, data: [{ id: second.id }] });
    expect(await list(`user_id=${asker.id}&status=planned`)).toEqual({ data: [], total: 0 });
    expect((await list('status=declined&limit=100')).data).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: second.id, status: 'declined' })]),
    );
    for (const query of ['status=done', 'status=', 'user_id=x', 'status=pending&status=planned']) {
      const reply = await app.learning.get(`/feature-requests/all?${query}`, as(admin));
      expect([query, reply.status]).toEqual([query, 422]);
    }
  });

  it('are reviewed as documented, in part too; who asked never sees the notes', async () => {
    const wish = await submit(student);
    const reviewed = await review(instructor, wish.id, REVIEW);
    expect(reviewed.status).toBe(200);
    expect(reviewed.body).toEqual({ ...wish, ...REVIEW, updated_at: expect.any(String) });
    expect(reviewed.body.updated_at > wish.updated_at).toBe(true);

    expect((await review(admin, wish.id, { status: 'planned' })).body).toMatchObject({
      status: 'planned',
      admin_notes: REVIEW.admin_notes,
    });
    expect((await review(admin, wish.id, { admin_notes: null })).body).toMatchObject({
      status: 'planned',
      admin_notes: null,
    });
    await review(admin, wish.id, { admin_notes: 'Between us.' });

    const mine = await app.learning.get('/feature-requests/', as(student));
    expect(mine.body.data[0]).toMatchObject({ id: wish.id, status: 'planned' });
    expect(mine.text).not.toContain('admin_notes');
    expect(mine.text).not.toContain('Between us.');
  });

  it('keep who moved them from where to where; notes and repetitions leave no line', async () => {
    const { id } = await submit(student);
    await review(instructor, id, { status: 'pending' });
    await review(instructor, id, { status: 'under_review' });
    await review(instructor, id, { admin_notes: 'Nice.' });
    await review(admin, id, { status: 'completed' });
    expect(await historyOf(id)).toEqual([
      { from_status: 'pending', to_status: 'under_review', changed_by: instructor.id },
      { from_status: 'under_review', to_status: 'completed', changed_by: admin.id },
    ]);
  });

  it('have a history without gaps when several people move them at once', async () => {
    const { id } = await submit(student);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        review(index % 2 === 0 ? instructor : admin, id, { status: STATUSES[index % 5] }),
      ),
    );
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    const history = await historyOf(id);
    let status = 'pending';
    for (const change of history) {
      expect(change.from_status).toBe(status);
      status = change.to_status;
    }
    const reply = await app.learning.get('/feature-requests/?limit=1', as(student));
    expect(reply.body.data[0]).toMatchObject({ id, status });
  });

  it('have a history that nobody changes; it goes only with the request', async () => {
    const asker = await person(app);
    const { id } = await submit(asker);
    await review(instructor, id, { status: 'declined' });
    const attempts = [
      'UPDATE feature_request_changes SET to_status = from_status || $2 WHERE feature_request_id = $1',
      'DELETE FROM feature_request_changes WHERE feature_request_id = $1 AND $2 <> $3',
    ];
    await expect(app.database.query(attempts[0] ?? '', [id, 'x'])).rejects.toThrow('never changed');
    await expect(app.database.query(attempts[1] ?? '', [id, 'x', 'y'])).rejects.toThrow(
      'only with',
    );
    expect(await historyOf(id)).toHaveLength(1);
    await app.database.query('DELETE FROM feature_requests WHERE id = $1', [id]);
    expect(await historyOf(id)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no status', { status: null }],
    ['an unknown status', { status: 'done' }],
    ['a status in capitals', { status: 'PLANNED' }],
    ['a number for notes', { admin_notes: 7 }],
    ['empty notes', { admin_notes: '' }],
    ['long notes', { admin_notes: 'x'.repeat(5_001) }],
    ['another title', { status: 'planned', title: 'x' }],
  ])('are not changed by %s', async (_what, changes) => {
    const wish = await submit(student);
    const reply = await review(admin, wish.id, changes);
    expect(reply.status).toBe(422);
    const list = await app.learning.get(`/feature-requests/all?user_id=${student.id}`, as(admin));
    expect(list.body.data[0]).toMatchObject({ ...wish, admin_notes: null });
  });

  it('stay as they are when a review names neither field: both are optional', async () => {
    const wish = await submit(student);
    for (const nothing of [{}, undefined]) {
      const reply = await review(admin, wish.id, nothing);
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({ ...wish, admin_notes: null });
    }
    expect((await review(admin, 2_147_483_647, {})).status).toBe(404);
  });

  it('that do not exist cannot be changed', async () => {
    expect((await review(admin, 2_147_483_647, REVIEW)).status).toBe(404);
    for (const id of ['0', '-1', 'x', '2147483648']) {
      const reply = await app.learning.patch(`/feature-requests/${id}`, REVIEW, as(admin));
      expect([id, reply.status]).toEqual([id, 422]);
    }
  });

  it('are for people who signed in; those of others and their fate are for the staff', async () => {
    const { id } = await submit(other);
    const routes: [string, string, unknown][] = [
      ['POST', '/feature-requests/', WISH],
      ['GET', '/feature-requests/', undefined],
      ['GET', '/feature-requests/all', undefined],
      ['PATCH', `/feature-requests/${id}`, REVIEW],
    ];
    const statuses = async (who: Person | null) =>
      Promise.all(
        routes.map(async ([method, path, body]) => {
          const options = who === null ? {} : as(who);
          if (method === 'GET') return (await app.learning.get(path, options)).status;
          if (method === 'POST') return (await app.learning.post(path, body, options)).status;
          return (await app.learning.patch(path, body, options)).status;
        }),
      );
    const coach = await person(app, 'COACH');
    expect(await statuses(null)).toEqual([401, 401, 401, 401]);
    expect(await statuses(student)).toEqual([201, 200, 403, 403]);
    expect(await statuses(other)).toEqual([201, 200, 403, 403]);
    expect(await statuses(coach)).toEqual([201, 200, 403, 403]);
    expect(await historyOf(id)).toEqual([]);
    expect(await statuses(instructor)).toEqual([201, 200, 200, 200]);
    expect(await statuses(admin)).toEqual([201, 200, 200, 200]);
  });
});
