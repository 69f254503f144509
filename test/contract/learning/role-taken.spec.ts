import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { instructorOf, type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: somebody whose role was taken away', () => {
  let app: TestApp;
  let home: School;
  let student: Person;
  let enrollmentId: number;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await home.student();
    const own = await app.learning.get('/enrollments/my-enrollments', student);
    enrollmentId = own.body[0].id;
  });
  afterAll(() => app.stop());

  const read = (who: Person) => app.learning.get(`/enrollments/${enrollmentId}`, who);

  async function teach(who: Person): Promise<void> {
    const path = `/courses/${home.courseId}/offerings/${home.offeringId}/instructors/${who.id}`;
    expect((await app.learning.put(path, undefined, home.admin)).status).toBe(204);
  }

  async function takeRole(who: Person, name: string): Promise<void> {
    const grants = await app.learning.get(`/users/${who.id}/roles`, home.admin);
    for (const { id, role } of grants.body) {
      if (role !== name) continue;
      const reply = await app.learning.delete(`/users/${who.id}/roles/${id}`, home.admin);
      expect(reply.status).toBe(204);
    }
  }

  it('sees and grades nobody any more in the offerings that they taught', async () => {
    const teacher = await instructorOf(app, home.universityId);
    await teach(teacher);
    expect((await read(teacher)).status).toBe(200);
    await takeRole(teacher, 'INSTRUCTOR');
    // Other processes believe a role for two seconds.
    await eventually(
      () => read(teacher),
      ({ status }) => status === 404,
      10_000,
    );
    const thread = { title: 'Hello', body: 'Still here' };
    const path = `/courses/${home.courseId}/discussions`;
    expect((await app.learning.post(path, thread, teacher)).status).toBe(404);
    const [left] = await app.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM offering_instructors WHERE user_id = $1',
      [teacher.id],
    );
    expect(left?.count).toBe(0);
  });

  it('goes on teaching by another role that allows it', async () => {
    const teacher = await person(app, 'PLATFORM_ADMIN', 'INSTRUCTOR');
    await teach(teacher);
    await takeRole(teacher, 'PLATFORM_ADMIN');
    const [left] = await app.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM offering_instructors WHERE user_id = $1',
      [teacher.id],
    );
    expect(left?.count).toBe(1);
    expect((await read(teacher)).status).toBe(200);
  });
});
