import type { Person } from '../../support/people';
import { type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';

/** Stands in everything that is written here. */
const CANARY = 'heliotrope';

describe('Learning: what the community does', () => {
  let app: TestApp;
  let home: School;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await home.student();
    // The dispatcher empties the outbox: a trigger keeps a copy of what went through it.
    await app.database.query(`CREATE TABLE told (id serial, name text, payload jsonb)`);
    await app.database.query(`
      CREATE FUNCTION keep_copy() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO told (name, payload) VALUES (NEW.name, NEW.payload);
        RETURN NULL;
      END $$`);
    await app.database.query(
      `CREATE TRIGGER copies AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep_copy()`,
    );
  });
  afterAll(() => app.stop());

  const told = () =>
    app.database.query<{ name: string; payload: object }>(
      `SELECT name, payload FROM told ORDER BY id`,
    );
  const write = async (path: string, body: object) => {
    const reply = await app.learning.post(path, body, student);
    expect([200, 201]).toContain(reply.status);
    return reply.body;
  };

  it('is told by ids and never by words, once each', async () => {
    const { courseId } = home;
    const userId = student.id;
    const note = await write('/notes/', { body: CANARY, course_id: courseId });
    const card = await write('/flashcards/', { front: CANARY, back: CANARY, course_id: courseId });
    const review = await write(`/flashcards/${card.id}/review`, { rating: 'GOOD' });
    await write(`/flashcards/${card.id}/review`, { rating: 'GOOD', review_id: review.review_id });
    const thread = await write(`/courses/${courseId}/discussions`, { title: CANARY, body: CANARY });
    const post = await write(`/discussions/${thread.id}/posts`, { body: CANARY });
    const rating = await app.learning.put(
      `/courses/${courseId}/rating`,
      { rating: 5, review: CANARY },
      student,
    );
    const place = { courseId, contentItemId: null };
    expect(await told()).toEqual([
      { name: 'note.created', payload: { ...place, noteId: note.id, userId } },
      { name: 'flashcard.created', payload: { ...place, flashcardId: card.id, userId } },
      {
        name: 'flashcard.reviewed',
        payload: { ...place, flashcardId: card.id, reviewId: review.review_id, userId },
      },
      {
        name: 'discussion.thread.created',
        payload: { ...place, threadId: thread.id, userId },
      },
      {
        name: 'discussion.post.created',
        payload: { ...place, postId: post.id, threadId: thread.id, parentPostId: null, userId },
      },
      { name: 'course.rated', payload: { ratingId: rating.body.id, courseId, userId } },
    ]);
    expect(JSON.stringify(await told())).not.toContain(CANARY);
  });

  it('is not told when nothing came of it', async () => {
    const before = (await told()).length;
    const refused = await app.learning.post('/notes/', { body: 'x', course_id: 2e9 }, student);
    expect(refused.status).toBe(422);
    const rated = await app.learning.put(
      `/courses/${home.courseId}/rating`,
      { rating: 5 },
      home.instructor,
    );
    expect(rated.status).toBe(403);
    expect(await told()).toHaveLength(before);
  });

  it('goes with a person, but for the places of what they said to others', async () => {
    const leaver = await home.student();
    const thread = await write(`/courses/${home.courseId}/discussions`, { title: 'x', body: 'x' });
    const as = (path: string, body: object) => app.learning.post(path, body, leaver);
    const { id: postId } = (await as(`/discussions/${thread.id}/posts`, { body: 'x' })).body;
    await write(`/discussions/posts/${postId}/report`, { reason: 'x' });
    await as('/notes/', { body: 'x' });
    const card = (await as('/flashcards/', { front: 'x', back: 'x' })).body;
    await as(`/flashcards/${card.id}/review`, { rating: 'GOOD' });
    await app.learning.put(`/courses/${home.courseId}/rating`, { rating: 1 }, leaver);
    await app.database.query(`DELETE FROM users WHERE id = $1`, [leaver.id]);
    const left = await app.database.query(
      `SELECT (SELECT count(*) FROM notes WHERE user_id = $1)
         + (SELECT count(*) FROM flashcards WHERE user_id = $1)
         + (SELECT count(*) FROM flashcard_reviews WHERE user_id = $1)
         + (SELECT count(*) FROM course_ratings WHERE user_id = $1) AS rows`,
      [leaver.id],
    );
    expect(left).toEqual([{ rows: '0' }]);
    const summary = await app.learning.get(`/courses/${home.courseId}/rating-summary`, student);
    expect(summary.body.distribution['1']).toBe(0);
    const posts = await app.learning.get(`/discussions/${thread.id}/posts`, student);
    expect(posts.body).toMatchObject([{ id: postId, author_username: null, is_own: false }]);
    const reports = await app.learning.get('/discussions/reports', home.instructor);
    expect(reports.body).toMatchObject([{ post_id: postId, author: null }]);
  });

  it('goes with a course, but for what people keep for themselves', async () => {
    const room = await school(app);
    const someone = await room.student();
    const as = (path: string, body: object) => app.learning.post(path, body, someone);
    const course_id = room.courseId;
    const note = (await as('/notes/', { body: 'x', course_id })).body;
    const card = (await as('/flashcards/', { front: 'x', back: 'x', course_id })).body;
    await as(`/flashcards/${card.id}/review`, { rating: 'GOOD' });
    const thread = (await as(`/courses/${course_id}/discussions`, { title: 'x', body: 'x' })).body;
    const post = (await as(`/discussions/${thread.id}/posts`, { body: 'x' })).body;
    await as(`/discussions/${thread.id}/posts`, { body: 'x', parent_post_id: post.id });
    const report = { reason: 'x' };
    await app.learning.post(`/discussions/posts/${post.id}/report`, report, room.instructor);
    await app.learning.post(`/discussions/${thread.id}/report`, report, room.instructor);
    await app.learning.put(`/courses/${course_id}/rating`, { rating: 1 }, someone);
    expect((await app.learning.delete(`/courses/${course_id}`, room.admin)).status).toBe(204);
    const get = (path: string) => app.learning.get(path, someone);
    expect((await get(`/discussions/${thread.id}`)).status).toBe(404);
    expect((await get(`/notes/${note.id}`)).body.course_id).toBeNull();
    expect((await get(`/flashcards/${card.id}`)).body).toMatchObject({ course_id: null, reps: 1 });
    expect((await get(`/courses/${course_id}/rating`)).status).toBe(404);
  });

  it.each([
    ['a note', () => write('/notes/', { body: 'x' })],
    [
      'a review',
      async () => {
        const { id } = await write('/flashcards/', { front: 'x', back: 'y' });
        await write(`/flashcards/${id}/review`, { rating: 'AGAIN' });
      },
    ],
    [
      'a discussion',
      () => write(`/courses/${home.courseId}/discussions`, { title: 'x', body: 'x' }),
    ],
  ])('counts the day as one of learning: %s', async (_, learn) => {
    student = await home.student();
    await app.database.query(`UPDATE users SET last_activity_date = NULL WHERE id = $1`, [
      student.id,
    ]);
    await learn();
    const rows = await app.database.query<{ active: boolean }>(
      `SELECT last_activity_date IS NOT NULL AS active FROM users WHERE id = $1`,
      [student.id],
    );
    expect(rows).toEqual([{ active: true }]);
  });
});
