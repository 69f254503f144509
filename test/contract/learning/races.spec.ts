import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const STUDENTS = 6;

/** Students work in a course while its author takes it apart. */
describe('Learning: a course that is deleted under those who use it', () => {
  let app: TestApp;
  let people: Person[];

  beforeAll(async () => {
    app = await testApp();
    people = await Promise.all(Array.from({ length: STUDENTS }, () => person(app)));
  });
  afterAll(() => app.stop());

  /** What a student does in a course; each answers with its status. */
  function doings(
    room: Classroom,
    offering: number,
    student: Person,
    chat: ChatStudent,
  ): (() => Promise<number>)[] {
    const { token } = student;
    const post = (path: string, body: object) => async (): Promise<number> =>
      (await app.learning.post(path, body, { token })).status;
    return [
      async () => (await chat.say('Why is that so?')).status,
      post('/progress/content', {
        content_item_id: room.contentItemId,
        course_offering_id: offering,
        progress_percent: 50,
      }),
      post('/notes', { body: 'Halve it.', content_item_id: room.contentItemId }),
      post('/flashcards', { front: 'Q', back: 'A', content_item_id: room.contentItemId }),
      post(`/courses/${room.courseId}/discussions`, { title: 'Why?', body: 'I wonder.' }),
      async () =>
        (await app.learning.put(`/courses/${room.courseId}/rating`, { rating: 4 }, { token }))
          .status,
      async () => (await app.learning.get('/users/me/overview', { token })).status,
    ];
  }

  /** Everybody does everything at once, and something else happens in the middle of it. */
  async function bustle(room: Classroom, happening: () => Promise<number>): Promise<number[]> {
    const author = { token: room.instructor.token };
    const term = { term_name: 'Spring' };
    const offered = await app.learning.post(`/courses/${room.courseId}/offerings`, term, author);
    const offering = offered.body.id;
    const calls: (() => Promise<number>)[] = [];
    for (const student of people) {
      const { token } = student;
      await app.learning.post('/enrollments/', { course_offering_id: offering }, { token });
      const chat = await ChatStudent.open(app, room.contentItemId, student);
      await chat.greet();
      calls.push(...doings(room, offering, student, chat));
    }
    calls.splice(calls.length / 2, 0, happening);
    return Promise.all(calls.map((call) => call()));
  }

  it('is not in the way of anybody while it is there', async () => {
    const statuses = await bustle(await classroom(app), async () => 200);
    expect(statuses.filter((status) => status >= 300)).toEqual([]);
  });

  it.each([
    ['the item', (room: Classroom) => `/content/${room.contentItemId}`],
    ['the module', (room: Classroom) => `/modules/${room.moduleId}`],
    ['the course', (room: Classroom) => `/courses/${room.courseId}`],
  ])('answers each request when %s goes', async (_, target) => {
    const room = await classroom(app);
    const author = { token: room.instructor.token };
    const remove = async (): Promise<number> =>
      (await app.learning.delete(target(room), author)).status;
    const statuses = await bustle(room, remove);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses).toContain(204);
    expect((await app.learning.get(target(room), author)).status).toBe(404);
  });

  it('keeps the order whole when items are moved, reordered and deleted at once', async () => {
    const room = await classroom(app);
    const author = { token: room.instructor.token };
    const items = [room.contentItemId];
    for (let index = 0; index < 5; index += 1) items.push(await addLesson(app, room));
    const reversed = items.toReversed();
    const replies = await Promise.all([
      ...[items, reversed, items, reversed].map((content_ids) =>
        app.learning.post('/content/reorder', { content_ids }, author),
      ),
      ...items.slice(3).map((id) => app.learning.delete(`/content/${id}`, author)),
      ...items
        .slice(0, 3)
        .map((id) => app.learning.put(`/content/${id}`, { title: 'New' }, author)),
    ]);
    expect(replies.filter(({ status }) => status >= 500)).toEqual([]);
    const left = await app.learning.get(`/content/modules/${room.moduleId}/content`, author);
    expect(left.body.map(({ title }: { title: string }) => title)).toEqual(['New', 'New', 'New']);
  });
});
