import { type School, school } from '../../support/school';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: users', () => {
  let app: TestApp;
  let home: School;
  let student: Person;
  let stranger: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await home.student();
    stranger = await person(app);
  });
  afterAll(() => app.stop());

  const traces = (actor: Person, action: string) =>
    app.database.query<{ subject_ids: string[] }>(
      `SELECT subject_ids FROM audit_entries WHERE actor_id = $1 AND action = $2 ORDER BY id`,
      [actor.id, action],
    );

  describe('looking people up', () => {
    it('finds oneself, without a trace', async () => {
      const reply = await app.learning.get(`/users/${student.id}`, student);
      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({ id: student.id, email: student.email });
      const listed = await app.learning.get('/users/?skip=0&limit=100', student);
      expect(listed.body.map(({ id }: any) => id)).toEqual([student.id]);
      expect(await traces(student, 'user.read')).toEqual([]);
      expect(await traces(student, 'user.list')).toEqual([]);
    });

    it('finds nobody else for a student, and nobody foreign for an instructor', async () => {
      for (const [reader, id] of [
        [student, stranger.id],
        [home.instructor, stranger.id],
        [home.foreignInstructor, student.id],
        [student, 2_147_483_647],
      ] as const) {
        expect((await app.learning.get(`/users/${id}`, reader)).status).toBe(404);
      }
      expect((await app.learning.get('/users/0', student)).status).toBe(422);
      expect((await app.learning.get('/users/?limit=101', student)).status).toBe(422);
    });

    it('finds the students of their offerings for an instructor, each reading recorded', async () => {
      expect((await app.learning.get(`/users/${student.id}`, home.instructor)).status).toBe(200);
      expect(await traces(home.instructor, 'user.read')).toEqual([
        { subject_ids: [String(student.id)] },
      ]);
      const second = await home.student();
      const { body } = await app.learning.get('/users/', home.instructor);
      expect(body.map(({ id }: any) => id)).toEqual([home.instructor.id, student.id, second.id]);
      expect(await traces(home.instructor, 'user.list')).toEqual([
        { subject_ids: [String(student.id), String(second.id)] },
      ]);
    });

    it('ends for an instructor when the student drops out', async () => {
      const third = await home.student();
      const [{ id }] = (await app.learning.get('/enrollments/my-enrollments', third)).body;
      await app.learning.put(`/enrollments/${id}`, { status: 'DROPPED' }, third);
      expect((await app.learning.get(`/users/${third.id}`, home.instructor)).status).toBe(404);
    });

    it('finds everybody for a platform admin, in slices', async () => {
      expect((await app.learning.get(`/users/${stranger.id}`, home.admin)).status).toBe(200);
      const all = (await app.learning.get('/users/', home.admin)).body.map(({ id }: any) => id);
      const slice = await app.learning.get('/users/?skip=1&limit=2', home.admin);
      expect(slice.body.map(({ id }: any) => id)).toEqual(all.slice(1, 3));
    });
  });

  describe('a profile', () => {
    it('keeps what it is told and nothing else', async () => {
      expect((await app.learning.get('/users/me/profile', stranger)).body).toEqual({
        date_of_birth: null,
        learning_goal: null,
        study_level: null,
        grade: null,
      });
      const documented = {
        date_of_birth: '2000-01-01',
        learning_goal: 'CAREER_ADVANCEMENT',
        study_level: 'UNDERGRADUATE',
        grade: 'SOPHOMORE',
      };
      const reply = await app.learning.put('/users/me/profile', documented, stranger);
      expect(reply.body).toEqual(documented);
      const changed = await app.learning.put('/users/me/profile', { grade: null }, stranger);
      expect(changed.body).toEqual({ ...documented, grade: null });
    });

    it('refuses a child under 13', async () => {
      const born = `${new Date().getUTCFullYear() - 5}-01-01`;
      const reply = await app.learning.put('/users/me/profile', { date_of_birth: born }, stranger);
      expect(reply.status).toBe(403);
    });

    it('replaces the chosen subjects, all or none', async () => {
      const choose = (subject_preferences: unknown) =>
        app.learning.put('/users/me/subject-preferences', { subject_preferences }, stranger);
      expect((await choose([1, 2])).body.map(({ id }: any) => id).toSorted()).toEqual([1, 2]);
      const refused = await choose([3, 2_147_483_647]);
      expect(refused.status).toBe(422);
      expect(refused.body.detail[0].loc).toEqual(['body', 'subject_preferences', 1]);
      expect((await choose([2, 2])).status).toBe(422);
      expect((await choose([3])).body).toEqual([{ id: 3, name: 'Physics' }]);
      expect((await app.learning.get('/users/me/subject-preferences', stranger)).body).toEqual([
        { id: 3, name: 'Physics' },
      ]);
      expect((await choose([])).body).toEqual([]);
    });
  });

  describe('roles', () => {
    const place = (who: Person): string => `/users/${who.id}/roles`;

    it('are given per university and taken away, by platform admins, with a trace', async () => {
      const someone = await person(app);
      const given = await app.learning.post(
        place(someone),
        { role: 'INSTRUCTOR', university_id: home.universityId },
        home.admin,
      );
      expect(given.status).toBe(201);
      expect(given.body).toMatchObject({ role: 'INSTRUCTOR', university_id: home.universityId });
      const again = await app.learning.post(
        place(someone),
        { role: 'INSTRUCTOR', university_id: home.universityId },
        home.admin,
      );
      expect(again.body.id).toBe(given.body.id);
      const listed = await app.learning.get(place(someone), home.admin);
      expect(listed.body.map(({ role }: any) => role)).toEqual(['STUDENT', 'INSTRUCTOR']);
      const taken = `${place(someone)}/${given.body.id}`;
      expect((await app.learning.delete(taken, home.admin)).status).toBe(204);
      expect((await app.learning.delete(taken, home.admin)).status).toBe(404);
      expect(await traces(home.admin, 'role.taken')).toEqual([
        { subject_ids: [String(someone.id)] },
      ]);
    });

    it.each([
      [{ role: 'EMPEROR' }, 'role'],
      [{ role: 'PLATFORM_ADMIN', university_id: 1 }, 'university_id'],
      [{ role: 'INSTRUCTOR', university_id: 2_147_483_647 }, 'university_id'],
    ])('are not given as %j', async (wrong, field) => {
      const reply = await app.learning.post(place(student), wrong, home.admin);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    });

    it('are no business of anybody else', async () => {
      expect((await app.learning.get(place(student), student)).status).toBe(403);
      const claim = { role: 'PLATFORM_ADMIN' };
      expect((await app.learning.post(place(student), claim, student)).status).toBe(403);
      expect((await app.learning.post(place(student), claim, home.instructor)).status).toBe(403);
    });

    it('leave one platform admin at least, whoever goes at the same moment', async () => {
      const admins = await app.database.query<{ user_id: number; id: number }>(
        `SELECT user_id, id FROM role_grants WHERE role = 'PLATFORM_ADMIN' ORDER BY id`,
      );
      const second = await person(app, 'PLATFORM_ADMIN');
      const [grant] = await app.database.query<{ id: number }>(
        `SELECT id FROM role_grants WHERE user_id = $1 AND role = 'PLATFORM_ADMIN'`,
        [second.id],
      );
      const first = admins.find(({ user_id }) => user_id === home.admin.id);
      const replies = await Promise.all([
        app.learning.delete(`${place(home.admin)}/${first?.id}`, second),
        app.learning.delete(`${place(second)}/${grant?.id}`, home.admin),
      ]);
      expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    });
  });
});
