import { randomUUID } from 'node:crypto';
import { default_w } from 'ts-fsrs';
import { type Person, person } from '../../support/people';
import { type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** FSRS-6: what the stability of a card is after a first review that went well. */
const FIRST_GOOD = default_w[2] as number;

describe('Learning: flashcards', () => {
  let app: TestApp;
  let home: School;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await home.student();
  });
  afterAll(() => app.stop());

  const add = (who: Person, body: object = {}) =>
    app.learning.post('/flashcards/', { front: 'What?', back: 'That.', ...body }, who);
  const review = (who: Person, id: number, rating: unknown, more: object = {}) =>
    app.learning.post(`/flashcards/${id}/review`, { rating, ...more }, who);
  const idsOf = async (who: Person, query = ''): Promise<number[]> =>
    (await app.learning.get(`/flashcards/${query}`, who)).body.map(({ id }: { id: number }) => id);
  const reviewsOf = (id: number) =>
    app.database.query<{ rating: string; before: string; after: string; reps: number }>(
      `SELECT rating, state_before AS before, state_after AS after, reps_after AS reps
       FROM flashcard_reviews WHERE flashcard_id = $1 ORDER BY id`,
      [id],
    );
  /** Lets the time pass that the card waits for. */
  const age = (id: number, milliseconds: number) =>
    app.database.query(
      `UPDATE flashcards SET due = due - $2::float8 * interval '1 millisecond',
         last_reviewed_at = last_reviewed_at - $2::float8 * interval '1 millisecond'
       WHERE id = $1`,
      [id, milliseconds],
    );

  it('are added new and due at once, within the course of what they are about', async () => {
    const front = ' What does binary search need?\n';
    const reply = await add(student, { front, content_item_id: home.lessons[0] });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      id: expect.any(Number),
      front,
      back: 'That.',
      course_id: home.courseId,
      content_item_id: home.lessons[0],
      state: 'NEW',
      due: expect.stringMatching(/Z$/),
      stability: null,
      difficulty: null,
      reps: 0,
      lapses: 0,
      last_reviewed_at: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(Date.parse(reply.body.due)).toBeLessThanOrEqual(Date.now());
    const place = `/flashcards/${reply.body.id}`;
    expect((await app.learning.get(place, student)).body).toEqual(reply.body);
    const changed = await app.learning.put(place, { back: 'A sorted list.' }, student);
    expect(changed.body).toMatchObject({ front, back: 'A sorted list.', state: 'NEW' });
  });

  it('are scheduled by FSRS-6 from one review to the next', async () => {
    const { id } = (await add(student)).body;
    const first = await review(student, id, 'GOOD');
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      flashcard_id: id,
      rating: 'GOOD',
      state: 'LEARNING',
      reps: 1,
      lapses: 0,
    });
    expect(first.body.stability).toBeCloseTo(FIRST_GOOD, 6);
    expect(Date.parse(first.body.due) - Date.parse(first.body.reviewed_at)).toBe(10 * MINUTE_MS);

    const second = (await review(student, id, 'GOOD')).body;
    expect(second).toMatchObject({ state: 'REVIEW', reps: 2 });
    // A review of the same day that went well adds nothing to a stability of more than 2.1 days.
    expect(second.stability).toBeCloseTo(FIRST_GOOD, 6);
    const interval = Math.round(FIRST_GOOD) * DAY_MS;
    expect(Date.parse(second.due) - Date.parse(second.reviewed_at)).toBe(interval);

    await age(id, interval);
    const lapsed = (await review(student, id, 'AGAIN')).body;
    expect(lapsed).toMatchObject({ state: 'RELEARNING', reps: 3, lapses: 1 });
    expect((await app.learning.get(`/flashcards/${id}`, student)).body).toMatchObject({
      state: 'RELEARNING',
      due: lapsed.due,
      stability: lapsed.stability,
      difficulty: lapsed.difficulty,
      last_reviewed_at: lapsed.reviewed_at,
    });
    expect(await reviewsOf(id)).toEqual([
      { rating: 'GOOD', before: 'NEW', after: 'LEARNING', reps: 1 },
      { rating: 'GOOD', before: 'LEARNING', after: 'REVIEW', reps: 2 },
      { rating: 'AGAIN', before: 'REVIEW', after: 'RELEARNING', reps: 3 },
    ]);
  });

  it('foretell when they would be due, in the order of the ratings', async () => {
    const { id } = (await add(student)).body;
    const preview = await app.learning.get(`/flashcards/${id}/preview`, student);
    expect(preview.status).toBe(200);
    const { again, hard, good, easy } = preview.body;
    expect([again, hard, good, easy]).toEqual([again, hard, good, easy].toSorted());
    const days = (Date.parse(easy) - Date.parse(again) + MINUTE_MS) / DAY_MS;
    expect(Math.round(days)).toBe(Math.round(default_w[3] as number));
    expect(await reviewsOf(id)).toEqual([]);
  });

  it('are listed and counted by what is due, of one course or of all', async () => {
    const learner = await home.student();
    const waiting = (await add(learner, { course_id: home.courseId })).body.id;
    const known = (await add(learner, { course_id: home.courseId })).body.id;
    const loose = (await add(learner)).body.id;
    await review(learner, known, 'EASY');
    expect(await idsOf(learner)).toEqual([waiting, loose, known]);
    expect(await idsOf(learner, '?due=true')).toEqual([waiting, loose]);
    expect(await idsOf(learner, '?due=false')).toEqual([waiting, loose, known]);
    expect(await idsOf(learner, `?course_id=${home.courseId}&due=true`)).toEqual([waiting]);
    expect(await idsOf(learner, '?skip=1&limit=1')).toEqual([loose]);
    const count = (query = '') => app.learning.get(`/flashcards/due-count${query}`, learner);
    expect((await count()).body).toEqual({ due: 2, total: 3 });
    expect((await count(`?course_id=${home.courseId}`)).body).toEqual({ due: 1, total: 2 });
    expect((await app.learning.get('/flashcards/?due=yes', learner)).status).toBe(422);
  });

  it('take reviews one after the other, however many come at once', async () => {
    const { id } = (await add(student)).body;
    const replies = await Promise.all(Array.from({ length: 8 }, () => review(student, id, 'GOOD')));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const reps = replies.map(({ body }) => body.reps).toSorted((a, b) => a - b);
    expect(reps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await app.learning.get(`/flashcards/${id}`, student)).body.reps).toBe(8);
    const chain = await reviewsOf(id);
    expect(chain.slice(1).map(({ before }) => before)).toEqual(
      chain.slice(0, -1).map(({ after }) => after),
    );
  });

  it('count a review once, however often it is sent with its id', async () => {
    const { id } = (await add(student)).body;
    const review_id = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 4 }, () => review(student, id, 'HARD', { review_id })),
    );
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const { body } of sent) expect(body).toEqual(sent[0]?.body);
    expect(sent[0]?.body).toMatchObject({ review_id, reps: 1 });
    const later = await review(student, id, 'HARD', { review_id: review_id.toUpperCase() });
    expect(later.body).toEqual(sent[0]?.body);
    expect((await review(student, id, 'EASY', { review_id })).status).toBe(409);
    const other = (await add(student)).body.id;
    expect((await review(student, other, 'HARD', { review_id })).status).toBe(409);
    const stranger = await person(app);
    const theirs = (await add(stranger)).body.id;
    expect((await review(stranger, theirs, 'HARD', { review_id })).status).toBe(200);
    expect(await reviewsOf(id)).toHaveLength(1);
  });

  it('are nobody else’s business, not even an admin’s', async () => {
    const { id } = (await add(student, { course_id: home.courseId })).body;
    for (const who of [await home.student(), home.instructor, home.admin]) {
      expect((await app.learning.get(`/flashcards/${id}`, who)).status).toBe(404);
      expect((await app.learning.get(`/flashcards/${id}/preview`, who)).status).toBe(404);
      expect((await app.learning.put(`/flashcards/${id}`, { back: 'No' }, who)).status).toBe(404);
      expect((await review(who, id, 'EASY')).status).toBe(404);
      expect((await app.learning.delete(`/flashcards/${id}`, who)).status).toBe(404);
      expect(await idsOf(who)).toEqual([]);
    }
    expect((await app.learning.get('/flashcards/')).status).toBe(401);
    expect((await app.learning.get(`/flashcards/${id}`, student)).body.reps).toBe(0);
  });

  it('leave their reviews on record when they are thrown away', async () => {
    const { id } = (await add(student)).body;
    const { review_id } = (await review(student, id, 'GOOD')).body;
    expect((await app.learning.delete(`/flashcards/${id}`, student)).status).toBe(204);
    expect((await review(student, id, 'GOOD')).status).toBe(404);
    const kept = await app.database.query(
      `SELECT flashcard_id FROM flashcard_reviews WHERE review_id = $1`,
      [review_id],
    );
    expect(kept).toEqual([{ flashcard_id: null }]);
    const change = app.database.query(
      `UPDATE flashcard_reviews SET rating = 'EASY' WHERE review_id = $1`,
      [review_id],
    );
    await expect(change).rejects.toThrow('never changed');
    const removal = app.database.query(`DELETE FROM flashcard_reviews WHERE review_id = $1`, [
      review_id,
    ]);
    await expect(removal).rejects.toThrow('only with their person');
  });

  it.each([
    ['without a front', { front: '' }, 'front'],
    ['too long', { back: 'x'.repeat(5_001) }, 'back'],
    ['without a back', { back: null }, 'back'],
    ['about no course', { course_id: 2_000_000_000 }, 'course_id'],
    ['about no item', { content_item_id: 2_000_000_000 }, 'content_item_id'],
    ['with a schedule', { due: '2026-01-01T00:00:00Z' }, 'due'],
  ])('are refused %s', async (_, wrong, field) => {
    const reply = await add(student, wrong);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('are refused about an item of another course', async () => {
    const elsewhere = await school(app);
    const reply = await add(student, {
      course_id: elsewhere.courseId,
      content_item_id: home.lessons[0],
    });
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', 'content_item_id']);
  });

  it.each([
    [{}, 'rating'],
    [{ rating: 'good' }, 'rating'],
    [{ rating: 3 }, 'rating'],
    [{ rating: 'GOOD', review_id: 'once' }, 'review_id'],
    [{ rating: 'GOOD', review_id: null }, 'review_id'],
    [{ rating: 'GOOD', reviewed_at: '2020-01-01T00:00:00Z' }, 'reviewed_at'],
  ])('take no review as %j', async (wrong, field) => {
    const { id } = (await add(student)).body;
    const reply = await app.learning.post(`/flashcards/${id}/review`, wrong, student);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
    expect(await reviewsOf(id)).toEqual([]);
  });
});
