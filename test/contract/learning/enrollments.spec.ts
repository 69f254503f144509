import { type School, school } from '../../support/school';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

describe('Learning: offerings and enrollments', () => {
  let app: TestApp;
  let home: School;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await person(app);
  });
  afterAll(() => app.stop());

  const enroll = (who: Person, course_offering_id: number) =>
    app.learning.post('/enrollments/', { course_offering_id }, who);
  const move = (who: Person, id: number, status: string) =>
    app.learning.put(`/enrollments/${id}`, { status }, who);

  describe('an offering', () => {
    it('is opened as documented, by who writes the course, and is listed for students', async () => {
      const documented = {
        term_name: 'Spring 2026',
        starts_at: '2026-01-15T00:00:00Z',
        ends_at: '2026-05-15T00:00:00Z',
        enrollment_start: '2025-12-01T00:00:00Z',
        enrollment_end: '2026-01-31T00:00:00Z',
        visibility: 'PUBLIC',
      };
      const place = `/courses/${home.courseId}/offerings`;
      const created = await app.learning.post(place, documented, home.instructor);
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        course_id: home.courseId,
        term_name: 'Spring 2026',
        starts_at: '2026-01-15T00:00:00.000Z',
        enrollment_end: '2026-01-31T00:00:00.000Z',
        visibility: 'PUBLIC',
        capacity: null,
      });
      const listed = await app.learning.get(place, student);
      expect(listed.body.map(({ id }: { id: number }) => id)).toContain(created.body.id);
      expect((await app.learning.get(`${place}/`, student)).status).toBe(200);
      expect((await app.learning.post(place, documented, student)).status).toBe(403);
      expect((await app.learning.post(place, documented, home.foreignInstructor)).status).toBe(403);
      expect((await app.learning.get(`${place}/${created.body.id}`, student)).status).toBe(200);
      expect(
        (await app.learning.delete(`${place}/${created.body.id}`, home.instructor)).status,
      ).toBe(204);
      expect((await app.learning.get(`${place}/${created.body.id}`, student)).status).toBe(404);
    });

    it.each([
      [{ ends_at: '2026-01-01T00:00:00Z', starts_at: '2026-01-01T00:00:00Z' }, 'ends_at'],
      [
        { enrollment_end: '2026-01-01T00:00:00Z', enrollment_start: '2026-01-02T00:00:00Z' },
        'enrollment_end',
      ],
      [{ starts_at: '2026-02-30T00:00:00Z' }, 'starts_at'],
      [{ starts_at: '2026-02-01' }, 'starts_at'],
      [{ visibility: 'SECRET' }, 'visibility'],
      [{ capacity: 0 }, 'capacity'],
      [{ term_name: '' }, 'term_name'],
    ])('is refused as %j', async (wrong, field) => {
      const reply = await app.learning.post(
        `/courses/${home.courseId}/offerings`,
        { term_name: 'Spring 2026', ...wrong },
        home.instructor,
      );
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    });

    it('belongs to its course: under another it is not there', async () => {
      const reply = await app.learning.get(
        `/courses/${home.courseId + 1}/offerings/${home.offeringId}`,
        home.admin,
      );
      expect(reply.status).toBe(404);
    });

    it('changes what is named, and never to fewer places than are taken', async () => {
      const id = await home.offer({ capacity: 3 });
      await enroll(await person(app), id);
      await enroll(await person(app), id);
      const place = `/courses/${home.courseId}/offerings/${id}`;
      const tooSmall = await app.learning.put(place, { capacity: 1 }, home.instructor);
      expect(tooSmall.status).toBe(409);
      const changed = await app.learning.put(
        place,
        { capacity: 2, term_name: 'Autumn' },
        home.instructor,
      );
      expect(changed.body).toMatchObject({
        capacity: 2,
        term_name: 'Autumn',
        visibility: 'PUBLIC',
      });
    });

    it('is seen by who may: unlisted by its id, private by who belongs to it', async () => {
      const unlisted = await home.offer({ visibility: 'UNLISTED' });
      const hidden = await home.offer({ visibility: 'PRIVATE' });
      const place = `/courses/${home.courseId}/offerings`;
      const ids = (await app.learning.get(place, student)).body.map(({ id }: any) => id);
      expect(ids).not.toContain(unlisted);
      expect(ids).not.toContain(hidden);
      expect((await app.learning.get(`${place}/${unlisted}`, student)).status).toBe(200);
      expect((await app.learning.get(`${place}/${hidden}`, student)).status).toBe(404);
      const refused = await enroll(student, hidden);
      expect(refused.status).toBe(422);
      expect(refused.body.detail[0].loc).toEqual(['body', 'course_offering_id']);
      const invited = await app.learning.post(
        '/enrollments/',
        { course_offering_id: hidden, user_id: student.id },
        home.admin,
      );
      expect(invited.status).toBe(201);
      expect((await app.learning.get(`${place}/${hidden}`, student)).status).toBe(200);
    });

    it('is taught by instructors of the university only', async () => {
      const place = `/courses/${home.courseId}/offerings/${home.offeringId}/instructors`;
      expect((await app.learning.put(`${place}/${student.id}`, undefined, home.admin)).status).toBe(
        422,
      );
      const added = `${place}/${home.instructor.id}`;
      expect((await app.learning.put(added, undefined, home.admin)).status).toBe(204);
      expect((await app.learning.put(added, undefined, student)).status).toBe(403);
    });
  });

  describe('enrolling', () => {
    it('is done as documented and listed with its term and course', async () => {
      const someone = await person(app);
      const reply = await app.learning.post(
        '/enrollments/',
        { course_offering_id: home.offeringId },
        someone,
      );
      expect(reply.status).toBe(201);
      const mine = await app.learning.get('/enrollments/my-enrollments', someone);
      expect(mine.status).toBe(200);
      expect(mine.body).toEqual([
        {
          id: reply.body.id,
          user_id: someone.id,
          course_offering_id: home.offeringId,
          status: 'ACTIVE',
          progress_percent: 0,
          enrolled_at: expect.stringMatching(/^\d{4}-.*Z$/),
          completed_at: null,
          course_offering: {
            id: home.offeringId,
            term_name: 'Spring 2026',
            starts_at: null,
            ends_at: null,
            course: { id: home.courseId, title: 'Algorithms', code: expect.any(String) },
          },
        },
      ]);
      const again = await enroll(someone, home.offeringId);
      expect(again.status).toBe(409);
    });

    it('keeps to the window and to the places', async () => {
      const early = await enroll(student, await home.offer({ enrollment_start: inDays(1) }));
      expect(early.status).toBe(409);
      expect(early.body.detail).toContain('opens on');
      const late = await enroll(student, await home.offer({ enrollment_end: inDays(-1) }));
      expect(late.body.detail).toContain('closed');
      const over = await home.offer({ starts_at: inDays(-9), ends_at: inDays(-1) });
      expect((await enroll(student, over)).status).toBe(409);
      const small = await home.offer({ capacity: 2 });
      const people = await Promise.all(Array.from({ length: 6 }, () => person(app)));
      const replies = await Promise.all(people.map((one) => enroll(one, small)));
      const statuses = replies.map(({ status }) => status).toSorted();
      expect(statuses).toEqual([201, 201, 409, 409, 409, 409]);
    });

    it('happens once, however often it is asked for at once', async () => {
      const someone = await person(app);
      const replies = await Promise.all(
        Array.from({ length: 8 }, () => enroll(someone, home.offeringId)),
      );
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(replies.filter(({ status }) => status === 409)).toHaveLength(7);
    });

    it('of somebody else is for those who teach both there and them', async () => {
      const someone = await home.student();
      const hidden = await home.offer({ visibility: 'PRIVATE' });
      const body = { course_offering_id: hidden, user_id: someone.id };
      expect((await app.learning.post('/enrollments/', body, student)).status).toBe(422);
      expect((await app.learning.post('/enrollments/', body, home.foreignInstructor)).status).toBe(
        422,
      );
      const open = { ...body, course_offering_id: home.offeringId };
      expect((await app.learning.post('/enrollments/', open, student)).status).toBe(403);
      expect((await app.learning.post('/enrollments/', body, home.instructor)).status).toBe(201);
      for (const id of [(await person(app)).id, 2_147_483_647]) {
        const reply = await app.learning.post(
          '/enrollments/',
          { ...body, user_id: id },
          home.instructor,
        );
        expect(reply.status).toBe(422);
        expect(reply.body.detail[0].msg).toBe('you teach nobody with this id');
      }
    });
  });

  describe('its status', () => {
    it('moves as documented, and only along the allowed ways', async () => {
      const someone = await home.student();
      const [{ id }] = (await app.learning.get('/enrollments/my-enrollments', someone)).body;
      const dropped = await move(someone, id, 'DROPPED');
      expect(dropped.body).toMatchObject({ status: 'DROPPED', completed_at: null });
      expect((await move(someone, id, 'COMPLETED')).status).toBe(409);
      expect((await enroll(someone, home.offeringId)).body.id).toBe(id);
      const completed = await app.learning.put(
        `/enrollments/${id}`,
        { status: 'COMPLETED' },
        someone,
      );
      expect(completed.status).toBe(200);
      expect(completed.body).toMatchObject({
        status: 'COMPLETED',
        completed_at: expect.any(String),
      });
      expect((await move(someone, id, 'COMPLETED')).status).toBe(200);
      const reopened = await move(someone, id, 'ACTIVE');
      expect(reopened.status).toBe(409);
      expect(reopened.body.detail).toContain('Ask whoever teaches');
      expect((await move(home.instructor, id, 'ACTIVE')).body).toMatchObject({
        status: 'ACTIVE',
        completed_at: null,
      });
      expect((await move(someone, id, 'SLEEPING')).status).toBe(422);
    });

    it("of somebody else's enrollment is not there", async () => {
      const someone = await home.student();
      const [{ id }] = (await app.learning.get('/enrollments/my-enrollments', someone)).body;
      for (const stranger of [student, home.foreignInstructor]) {
        expect((await move(stranger, id, 'DROPPED')).status).toBe(404);
        expect((await app.learning.get(`/enrollments/${id}`, stranger)).status).toBe(404);
      }
      expect((await app.learning.get(`/enrollments/${id}`, someone)).body.status).toBe('ACTIVE');
    });
  });

  it('lists the students of an offering for who teaches it, with one trace of the reading', async () => {
    const someone = await home.student();
    const path = `/enrollments/?course_offering_id=${home.offeringId}`;
    const listed = await app.learning.get(path, home.instructor);
    expect(listed.status).toBe(200);
    expect(listed.body).toContainEqual(
      expect.objectContaining({ user_id: someone.id, user_email: someone.email }),
    );
    const traces = await app.database.query<{ subject_ids: string[] }>(
      `SELECT subject_ids FROM audit_entries WHERE action = 'enrollment.list' AND actor_id = $1`,
      [home.instructor.id],
    );
    expect(traces).toHaveLength(1);
    expect(traces[0]?.subject_ids).toContain(String(someone.id));
    expect((await app.learning.get(path, home.foreignInstructor)).status).toBe(403);
    expect((await app.learning.get(path, someone)).status).toBe(403);
    expect((await app.learning.get('/enrollments/', home.instructor)).status).toBe(422);
  });
});
