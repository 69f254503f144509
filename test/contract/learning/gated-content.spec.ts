import { campus, type Campus, create, createCourse } from '../../support/campus';
import { ChatStudent } from '../../support/classroom';
import type { Reply } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: gated content', () => {
  let app: TestApp;
  let place: Campus;
  let author: Person;
  let lessonType: number;
  let moduleId: number;
  let offeringId: number;
  let open: number;
  let gated: number;

  beforeAll(async () => {
    app = await testApp();
    place = await campus(app);
    author = place.instructor;
    const types = (await app.learning.get('/content-types/', author)).body;
    lessonType = types.find(({ name }: { name: string }) => name === 'lesson').id;
    moduleId = await create(app, author, '/modules/', {
      course_id: place.courseId,
      title: 'Week',
      module_type: 'UNIT',
    });
    offeringId = await offer(place.courseId);
    open = await add({});
    gated = await add({ is_gated: true });
  });
  afterAll(() => app.stop());

  const offer = (courseId: number): Promise<number> =>
    create(app, author, `/courses/${courseId}/offerings`, {
      term_name: 'Spring 2026',
      visibility: 'PUBLIC',
    });

  const add = (more: object): Promise<number> =>
    create(app, author, '/content/', {
      module_id: moduleId,
      course_id: place.courseId,
      content_type_id: lessonType,
      title: 'Lesson',
      data_json: { body: 'Binary search halves what is left.' },
      ...more,
    });

  const enroll = (student: Person, offering = offeringId): Promise<number> =>
    create(app, student, '/enrollments/', { course_offering_id: offering });

  const setStatus = (enrollmentId: number, status: string): Promise<unknown> =>
    app.database.query('UPDATE enrollments SET status = $2 WHERE id = $1', [enrollmentId, status]);

  const openChat = (item: number, who: Person): Promise<Reply> =>
    app.learning.post('/chat/sessions', { content_item_id: item }, who);

  const listedFor = async (who: Person): Promise<number[]> =>
    (await app.learning.get(`/content/modules/${moduleId}/content`, who)).body.map(
      ({ id }: { id: number }) => id,
    );

  it('says so, and nothing is gated by default', async () => {
    expect((await app.learning.get(`/content/${open}`, author)).body.is_gated).toBe(false);
    expect((await app.learning.get(`/content/${gated}`, author)).body.is_gated).toBe(true);
  });

  it('is hidden from whoever is not enrolled, as if it did not exist', async () => {
    const coach = await person(app, 'COACH');
    for (const who of [place.student, coach, place.stranger]) {
      const hidden = await app.learning.get(`/content/${gated}`, who);
      expect(hidden.status).toBe(404);
      expect(hidden.body).toEqual((await app.learning.get('/content/999999', who)).body);
      expect(await listedFor(who)).toEqual([open]);
      const refused = await openChat(gated, who);
      expect(refused.status).toBe(404);
      expect(refused.body).toEqual((await openChat(999_999, who)).body);
      expect((await openChat(open, who)).status).toBe(201);
    }
    expect((await app.learning.put(`/content/${gated}`, {}, place.stranger)).status).toBe(404);
    for (const who of [author, place.admin]) {
      expect(await listedFor(who)).toEqual([open, gated]);
      expect((await openChat(gated, who)).status).toBe(201);
    }
  });

  it('opens with an enrolment, stays open once completed, and closes when dropped', async () => {
    const student = await person(app);
    const enrollment = await enroll(student);
    expect((await app.learning.get(`/content/${gated}`, student)).status).toBe(200);
    expect(await listedFor(student)).toEqual([open, gated]);
    const chat = await ChatStudent.open(app, gated, student);
    expect((await chat.greet()).status).toBe(200);

    await setStatus(enrollment, 'COMPLETED');
    expect((await app.learning.get(`/content/${gated}`, student)).status).toBe(200);
    expect((await chat.say('Why is it fast?')).status).toBe(200);

    await setStatus(enrollment, 'DROPPED');
    expect((await app.learning.get(`/content/${gated}`, student)).status).toBe(404);
    expect(await listedFor(student)).toEqual([open]);
    expect((await openChat(gated, student)).status).toBe(404);
    for (const refused of [await chat.say('And now?'), await chat.greet(), await chat.resume(0)]) {
      expect(refused.status).toBe(404);
    }

    await setStatus(enrollment, 'ACTIVE');
    expect((await chat.say('Back again.')).status).toBe(200);
  });

  it('does not open through another course or another student', async () => {
    const student = await person(app);
    const otherCourse = await createCourse(app, author, place.universityId);
    await enroll(student, await offer(otherCourse));
    await enroll(await person(app));
    expect((await app.learning.get(`/content/${gated}`, student)).status).toBe(404);
    expect((await openChat(gated, student)).status).toBe(404);
  });

  it('stays hidden from the enrolled while it is not published', async () => {
    const student = await person(app);
    await enroll(student);
    const draft = await add({ is_gated: true, is_published: false });
    expect((await app.learning.get(`/content/${draft}`, student)).status).toBe(404);
    await app.learning.delete(`/content/${draft}`, author);
  });

  it('is closed and opened by its authors', async () => {
    const student = await person(app);
    const id = await add({});
    const chat = await ChatStudent.open(app, id, student);
    const closed = await app.learning.put(`/content/${id}`, { is_gated: true }, author);
    expect(closed.body.is_gated).toBe(true);
    expect((await chat.greet()).status).toBe(404);
    const opened = await app.learning.put(`/content/${id}`, { is_gated: false }, author);
    expect(opened.body.is_gated).toBe(false);
    expect((await chat.greet()).status).toBe(200);
    for (const value of [null, 'yes', 1]) {
      const refused = await app.learning.put(`/content/${id}`, { is_gated: value }, author);
      expect(refused.status).toBe(422);
      expect(refused.body.detail[0].loc).toEqual(['body', 'is_gated']);
    }
  });
});
