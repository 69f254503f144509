import { type Person, person } from '../../support/people';
import { type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';
import {
  allEventsLeft,
  giveNotifications,
  notificationsOf,
  told,
} from '../../support/told-notifications';
import { eventsOf, keepEvents } from '../../support/told-events';

const UNKNOWN = '0198c0de-7e57-4abc-8def-0123456789ab';

describe('Learning: notifications', () => {
  let app: TestApp;
  let home: School;
  let student: Person;
  let classmate: Person;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    home = await school(app);
  });
  beforeEach(async () => {
    student = await home.student();
    classmate = await home.student();
  });
  afterAll(() => app.stop());

  const list = (who: Person, query = '') => app.learning.get(`/notifications${query}`, who);
  const unread = async (who: Person): Promise<number> =>
    (await app.learning.get('/notifications/unread-count', who)).body.unread_count;
  const read = (who: Person, body?: object) => app.learning.post('/notifications/read', body, who);
  const step = (who: Person, id: string, word: string) =>
    app.learning.post(`/notifications/${id}/${word}`, undefined, who);
  const kindsOf = async (who: Person): Promise<string[]> =>
    (await notificationsOf(app, who)).map(({ kind }) => kind);
  const itemOf = async (type: string, data: object): Promise<number> => {
    const types = await app.learning.get('/content-types/', home.admin);
    return home.create('/content/', {
      module_id: home.modules.c,
      course_id: home.courseId,
      content_type_id: types.body.find(({ name }: { name: string }) => name === type).id,
      title: `The ${type}`,
      data_json: data,
    });
  };

  describe('tell students', () => {
    it('that a lab was reviewed, once and with the title of now', async () => {
      const lab = await itemOf('lab', { instructions: 'Write a search.' });
      const made = { content_item_id: lab, content: 'Done.', course_offering_id: home.offeringId };
      const handed = await app.learning.post('/assessments/lab-submissions', made, student);
      const path = `/assessments/lab-submissions/${handed.body.id}/review`;
      const review = { score: 92, status: 'ACCEPTED', feedback: 'Well done.' };
      expect((await app.learning.post(path, review, home.instructor)).status).toBe(200);
      const [shown] = await told(app, student, 1);
      expect(shown).toEqual({
        id: expect.any(String),
        kind: 'lab.reviewed',
        text: 'Your work for “The lab” in “Algorithms” was accepted with 92 of 100.',
        about: null,
        target: { type: 'lab_submission', id: String(handed.body.id) },
        course_id: home.courseId,
        occurred_at: expect.stringMatching(/Z$/),
        read_at: null,
      });
      const one = await app.learning.get(`/notifications/${shown?.id}`, student);
      expect(one.body).toEqual(shown);
      expect(await eventsOf(app, 'notification.created', student.id)).toEqual([
        { userId: student.id, notificationId: shown?.id, kind: 'lab.reviewed' },
      ]);
      const [{ title }] = (await app.database.query<{ title: string }>(
        `UPDATE content_items SET title = 'The first lab' WHERE id = $1 RETURNING title`,
        [lab],
      )) as [{ title: string }];
      expect((await notificationsOf(app, student))[0]?.text).toContain(`“${title}”`);
      await allEventsLeft(app);
      expect(await kindsOf(classmate)).toEqual([]);
      expect(await kindsOf(home.instructor)).toEqual([]);
    });

    it('that an essay was reviewed, once however often while it is unread', async () => {
      const quiz = await itemOf('quiz', {
        questions: [{ id: 7, kind: 'essay', text: 'Why?' }],
      });
      const { body: attempt } = await app.learning.post(
        '/assessments/quiz-attempts',
        { content_item_id: quiz, course_offering_id: home.offeringId },
        student,
      );
      const path = `/assessments/quiz-attempts/${attempt.id}`;
      const answers = [{ question_id: 7, answer: 'Because.' }];
      await app.learning.post(`${path}/submit`, { answers }, student);
      const review = (points: number) =>
        app.learning.post(
          `${path}/review`,
          { question_id: 7, points, feedback: 'Short.' },
          home.instructor,
        );
      expect((await review(0)).status).toBe(200);
      await told(app, student, 1);
      await review(1);
      await allEventsLeft(app);
      expect(await notificationsOf(app, student)).toMatchObject([
        {
          kind: 'quiz.reviewed',
          text: 'Your answers in “The quiz” in “Algorithms” were reviewed.',
          target: { type: 'quiz_attempt', id: String(attempt.id) },
        },
      ]);
    });

    it('that somebody else put them into a course or took them out, not what they did', async () => {
      const offering = await home.offer({ term_name: 'Autumn' });
      const enrolled = await app.learning.post(
        '/enrollments/',
        { course_offering_id: offering, user_id: student.id },
        home.instructor,
      );
      expect(enrolled.status).toBe(201);
      const [first] = await told(app, student, 1);
      expect(first).toMatchObject({
        kind: 'enrollment.changed',
        text: 'You are enrolled in “Algorithms” now.',
        target: { type: 'enrollment', id: String(enrolled.body.id) },
      });
      const change = (status: string, by: Person) =>
        app.learning.put(`/enrollments/${enrolled.body.id}`, { status }, by);
      const dropped = await change('DROPPED', home.instructor);
      expect(dropped.status).toBe(200);
      const [second] = await told(app, student, 2);
      expect(second?.text).toBe('You are no longer enrolled in “Algorithms”.');
      expect((await change('ACTIVE', student)).status).toBe(200);
      await allEventsLeft(app);
      expect(await notificationsOf(app, student)).toHaveLength(2);
      expect(await kindsOf(classmate)).toEqual([]);
    });

    it('that their discussion was answered: by whom, and in whose thread, never', async () => {
      const { body: thread } = await app.learning.post(
        `/courses/${home.courseId}/discussions`,
        { title: 'Why is a heap no tree?', body: 'I wonder.' },
        student,
      );
      const post = (who: Person, body: object) =>
        app.learning.post(`/discussions/${thread.id}/posts`, body, who);
      const answer = await post(classmate, { body: 'It is one.' });
      const [shown] = await told(app, student, 1);
      expect(shown).toMatchObject({
        kind: 'discussion.replied',
        text: 'Your discussion “Why is a heap no tree?” in “Algorithms” has new replies.',
        about: null,
        target: { type: 'discussion', id: String(thread.id) },
      });
      await post(classmate, { body: 'Really.' });
      await post(student, { body: 'Ah.', parent_post_id: answer.body.id });
      const [theirs] = await told(app, classmate, 1);
      expect(theirs?.text).toBe('Your post in a discussion in “Algorithms” has new replies.');
      expect(theirs?.about).toBeNull();
      expect(JSON.stringify(theirs)).not.toContain('heap');
      await allEventsLeft(app);
      expect(await kindsOf(student)).toEqual(['discussion.replied']);
      await read(student);
      await post(classmate, { body: 'One more.' });
      expect(await told(app, student, 2)).toHaveLength(2);
    });

    it('of a task that an instructor gave; the instructor of what was handed in, not others', async () => {
      const given = await app.learning.post(
        '/task-reviews',
        { course_offering_id: home.offeringId, user_id: student.id, title: 'First draft' },
        home.instructor,
      );
      expect(given.status).toBe(201);
      const [shown] = await told(app, student, 1);
      expect(shown?.text).toMatch(/^Person \d+ gave you the task “First draft” in “Algorithms”\.$/);
      expect(shown?.target).toEqual({ type: 'task', id: given.body.id });
      await app.database.query(`UPDATE tasks SET status = 'submitted' WHERE id = $1`, [
        given.body.id,
      ]);
      await app.database.query(
        `INSERT INTO outbox (kind, name, payload) VALUES ('event', 'task.submitted',
           jsonb_build_object('userId', $1::integer, 'taskId', $2::text, 'submissionId', $2::text))`,
        [student.id, given.body.id],
      );
      const [review] = await told(app, home.instructor, 1, 'task.to_review');
      expect(review).toMatchObject({
        text: expect.stringMatching(/^Person \d+ handed in the task “First draft” for review/),
        about: { user_id: student.id, name: expect.any(String) },
      });
      expect(await kindsOf(home.foreignInstructor)).toEqual([]);
      expect(await unread(home.instructor)).toBe(1);
      await app.database.query(`UPDATE enrollments SET status = 'DROPPED' WHERE user_id = $1`, [
        student.id,
      ]);
      expect(await kindsOf(home.instructor)).toEqual([]);
      expect(await unread(home.instructor)).toBe(0);
      expect((await list(home.instructor)).body).toMatchObject({ total: 0, unread_count: 0 });
      expect((await app.learning.get(`/notifications/${review?.id}`, home.instructor)).status).toBe(
        404,
      );
    });
  });

  describe('are', () => {
    it('listed in pages, by what is unread and by kind, with their counts', async () => {
      await giveNotifications(app, student, 3, 'task.returned');
      await giveNotifications(app, student, 2, 'stake.matured');
      const all = await list(student);
      expect(all.body).toMatchObject({ total: 5, unread_count: 5 });
      expect(all.body.data.map(({ kind }: { kind: string }) => kind)).toEqual([
        ...Array(2).fill('stake.matured'),
        ...Array(3).fill('task.returned'),
      ]);
      const page = await list(student, '?skip=1&limit=2');
      expect(page.body).toMatchObject({ total: 5, unread_count: 5 });
      expect(page.body.data).toEqual(all.body.data.slice(1, 3));
      await step(student, all.body.data[0].id, 'read');
      const waiting = await list(student, '?unread=true&kind=stake.matured');
      expect(waiting.body).toMatchObject({ total: 1, unread_count: 4 });
      expect(waiting.body.data).toEqual([all.body.data[1]]);
      expect((await list(student, '?unread=false')).body.total).toBe(5);
      expect((await list(classmate)).body).toEqual({ data: [], total: 0, unread_count: 0 });
    });

    it('marked as read and as unread, again and again', async () => {
      await giveNotifications(app, student, 2);
      const [first] = await notificationsOf(app, student);
      const id = first?.id ?? '';
      expect((await step(student, id, 'read')).body).toEqual({ marked: 1, unread_count: 1 });
      const at = (await notificationsOf(app, student))[0]?.read_at;
      expect(at).toMatch(/Z$/);
      await step(student, id, 'read');
      expect((await notificationsOf(app, student))[0]?.read_at).toBe(at);
      expect((await step(student, id, 'unread')).body).toEqual({ marked: 1, unread_count: 2 });
      expect((await notificationsOf(app, student))[0]?.read_at).toBeNull();
    });

    it('marked as read up to the newest that was seen, or all', async () => {
      await giveNotifications(app, student, 4);
      const [, seen] = await notificationsOf(app, student);
      expect((await read(student, { up_to: seen?.id.toUpperCase() })).body).toEqual({
        marked: 3,
        unread_count: 1,
      });
      expect((await notificationsOf(app, student, '?unread=true')).length).toBe(1);
      expect((await read(student)).body).toEqual({ marked: 1, unread_count: 0 });
      expect((await read(student, {})).body).toEqual({ marked: 0, unread_count: 0 });
    });

    it('deleted, and then not there', async () => {
      await giveNotifications(app, student, 1);
      const [shown] = await notificationsOf(app, student);
      const path = `/notifications/${shown?.id}`;
      expect((await app.learning.delete(path, student)).status).toBe(204);
      expect((await app.learning.delete(path, student)).status).toBe(404);
      expect((await app.learning.get(path, student)).status).toBe(404);
      expect(await unread(student)).toBe(0);
    });

    it("nobody else's: not read, marked, deleted or counted, not by an admin either", async () => {
      await giveNotifications(app, student, 1);
      const [shown] = await notificationsOf(app, student);
      for (const who of [classmate, home.admin]) {
        expect((await app.learning.get(`/notifications/${shown?.id}`, who)).status).toBe(404);
        for (const word of ['read', 'unread']) {
          expect((await step(who, shown?.id ?? '', word)).status).toBe(404);
        }
        expect((await read(who, { up_to: shown?.id })).status).toBe(404);
        expect((await app.learning.delete(`/notifications/${shown?.id}`, who)).status).toBe(404);
      }
      expect(await unread(student)).toBe(1);
      expect(await notificationsOf(app, student)).toEqual([shown]);
    });
  });

  describe('are chosen', () => {
    const preferences = async (who: Person) =>
      (await app.learning.get('/notifications/preferences', who)).body;
    const choose = (who: Person, ...wishes: unknown[]) =>
      app.learning.put('/notifications/preferences', { preferences: wishes }, who);
    const ofKind = (body: { preferences: { kind: string }[] }, kind: string) =>
      body.preferences.find((one) => one.kind === kind);

    it('by kind and channel, with words for each and a reason where there is no choice', async () => {
      const body = await preferences(student);
      expect(body.mails_refused).toBe(false);
      expect(ofKind(body, 'task.completed')).toEqual({
        kind: 'task.completed',
        description: expect.any(String),
        in_app: { enabled: true, fixed_because: null },
        email: { enabled: false, fixed_because: null },
      });
      expect(ofKind(body, 'coach.linked')).toMatchObject({
        in_app: { enabled: true, fixed_because: expect.stringMatching(/record/) },
      });
      const kinds = body.preferences.map(({ kind }: { kind: string }) => kind);
      expect(kinds).not.toContain('crisis.detected');
      expect(kinds).not.toContain('task.to_review');
      const ofAdmin = await preferences(home.admin);
      expect(ofKind(ofAdmin, 'crisis.escalated')).toMatchObject({
        in_app: { enabled: true, fixed_because: expect.stringMatching(/danger/) },
        email: { enabled: true, fixed_because: expect.stringMatching(/danger/) },
      });
    });

    it('and hold from then on: nothing is listed, counted or told of what is off', async () => {
      const wish = { kind: 'discussion.replied', in_app: false };
      const changed = await choose(student, wish);
      expect(changed.status).toBe(200);
      expect(ofKind(changed.body, 'discussion.replied')).toMatchObject({
        in_app: { enabled: false },
        email: { enabled: false },
      });
      const { body: thread } = await app.learning.post(
        `/courses/${home.courseId}/discussions`,
        { title: 'Quiet', body: 'Please.' },
        student,
      );
      const post = () =>
        app.learning.post(`/discussions/${thread.id}/posts`, { body: 'Hello' }, classmate);
      await post();
      await allEventsLeft(app);
      expect(await kindsOf(student)).toEqual([]);
      expect(await eventsOf(app, 'notification.created', student.id)).toEqual([]);
      await choose(student, { ...wish, in_app: true });
      await post();
      expect(await told(app, student, 1)).toHaveLength(1);
    });

    it('within bounds: what is fixed, unknown, repeated or not for them is refused', async () => {
      const fixed = await choose(student, { kind: 'coach.linked', in_app: false });
      expect(fixed.status).toBe(422);
      expect(fixed.body.detail[0]).toMatchObject({
        loc: ['body', 'preferences', 0, 'in_app'],
        msg: expect.stringMatching(/record/),
      });
      expect((await choose(student, { kind: 'coach.linked', in_app: true })).status).toBe(200);
      const agreed = { kind: 'crisis.detected', in_app: true, email: true };
      expect((await choose(home.admin, agreed)).status).toBe(200);
      expect(
        await app.database.query(`SELECT 1 FROM notification_preferences
           WHERE kind <> 'discussion.replied' AND (in_app OR mail)`),
      ).toEqual([]);
      for (const wishes of [
        [],
        [{}],
        [null],
        ['task.completed'],
        [[]],
        [{ kind: 'nothing' }],
        [{ kind: 7 }],
        [{ kind: 'constructor' }],
        [{ kind: 'crisis.detected', email: true }],
        [{ kind: 'task.completed', email: 'yes' }],
        [{ kind: 'task.completed', email: null }],
        [{ kind: 'task.completed', sms: true }],
        [{ kind: 'task.completed' }, { kind: 'task.completed', email: true }],
        Array.from({ length: 26 }, () => ({ kind: 'task.completed' })),
      ]) {
        const reply = await choose(student, ...wishes);
        expect([JSON.stringify(wishes), reply.status]).toEqual([JSON.stringify(wishes), 422]);
      }
      for (const body of [{}, { preferences: {} }, { preferences: 'all' }, { more: [] }]) {
        const reply = await app.learning.put('/notifications/preferences', body, student);
        expect(reply.status).toBe(422);
      }
    });
  });

  it('refuse bad input by its name, and never fail', async () => {
    for (const query of [
      '?skip=-1',
      '?limit=0',
      '?limit=101',
      '?limit=1e2',
      '?skip=99999999999',
      '?unread=yes',
      '?unread=',
      '?kind=nothing',
      '?kind=',
      '?kind=task.returned&kind=stake.matured',
      '?kind[]=task.returned',
      '?more=1',
    ]) {
      expect([query, (await list(student, query)).status]).toEqual([query, 422]);
    }
    for (const id of ['1', 'null', '%00', UNKNOWN.slice(1), `${UNKNOWN}'`]) {
      for (const path of [`/notifications/${id}`, `/notifications/${id}/read`]) {
        const reply = path.endsWith('read')
          ? await app.learning.post(path, undefined, student)
          : await app.learning.get(path, student);
        expect([id, [400, 422]]).toEqual([id, expect.arrayContaining([reply.status])]);
      }
    }
    for (const body of [{ up_to: 1 }, { up_to: null }, { up_to: 'x' }, { until: 'now' }, []]) {
      expect([body, (await read(student, body)).status]).toEqual([body, 422]);
    }
    expect((await read(student, { up_to: UNKNOWN })).status).toBe(404);
    expect((await step(student, UNKNOWN, 'read')).status).toBe(404);
    for (const path of ['', '/unread-count', '/preferences', `/${UNKNOWN}`]) {
      expect((await app.learning.get(`/notifications${path}`)).status).toBe(401);
    }
  });

  it('of somebody whose account is closed are not made', async () => {
    const leaver = await person(app);
    await app.database.query(`UPDATE users SET is_active = false WHERE id = $1`, [leaver.id]);
    await app.database.query(
      `INSERT INTO outbox (kind, name, payload) VALUES ('event', 'stake.matured',
         jsonb_build_object('userId', $1::integer, 'stakeId', $2::text, 'points', 5))`,
      [leaver.id, UNKNOWN],
    );
    await allEventsLeft(app);
    expect(
      await app.database.query(`SELECT 1 FROM notifications WHERE user_id = $1`, [leaver.id]),
    ).toEqual([]);
  });
});
