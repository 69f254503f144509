import { type Person, person } from '../../support/people';
import { type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';

const REVIEW = 'Short lessons, and every one of them made me *think*.';

describe('Learning: course ratings', () => {
  let app: TestApp;
  let home: School;

  beforeAll(async () => {
    app = await testApp();
  });
  beforeEach(async () => {
    home = await school(app);
  });
  afterAll(() => app.stop());

  const place = (what: string): string => `/courses/${home.courseId}/${what}`;
  const rate = (who: Person, rating: unknown, more: object = {}) =>
    app.learning.put(place('rating'), { rating, ...more }, who);
  const summary = async (who: Person = home.admin) =>
    (await app.learning.get(place('rating-summary'), who)).body;

  it('are given by students, and the last one of a person counts', async () => {
    const student = await home.student();
    expect(await summary(student)).toEqual({
      average: null,
      total: 0,
      distribution: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    });
    const first = await rate(student, 2, { review: REVIEW });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      id: expect.any(Number),
      course_id: home.courseId,
      rating: 2,
      review: REVIEW,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const again = await rate(student, 5);
    expect(again.body).toMatchObject({ id: first.body.id, rating: 5, review: null });
    expect((await app.learning.get(place('rating'), student)).body).toEqual(again.body);
    await rate(await home.student(), 4);
    await rate(await home.student(), 4);
    expect(await summary(student)).toEqual({
      average: 4.33,
      total: 3,
      distribution: { 1: 0, 2: 0, 3: 0, 4: 2, 5: 1 },
    });
    expect((await app.learning.delete(place('rating'), student)).status).toBe(204);
    expect((await app.learning.delete(place('rating'), student)).status).toBe(404);
    expect((await app.learning.get(place('rating'), student)).status).toBe(404);
    expect(await summary()).toMatchObject({ average: 4, total: 2 });
  });

  it('are for students of the course only, those who completed it included', async () => {
    const passerBy = await person(app);
    const refused = await app.learning.put(
      place('rating'),
      { rating: 5 },
      {
        ...passerBy,
        headers: { accept: 'application/problem+json' },
      },
    );
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('not_enrolled');
    expect((await summary(passerBy)).total).toBe(0);
    for (const who of [home.instructor, home.admin]) expect((await rate(who, 5)).status).toBe(403);
    const enrollment = await app.learning.post(
      '/enrollments/',
      { course_offering_id: home.offeringId },
      passerBy,
    );
    const move = (status: string, who: Person) =>
      app.learning.put(`/enrollments/${enrollment.body.id}`, { status }, who);
    expect((await move('COMPLETED', home.instructor)).status).toBe(200);
    expect((await rate(passerBy, 3)).status).toBe(200);
    const dropper = await person(app);
    const dropped = await app.learning.post(
      '/enrollments/',
      { course_offering_id: home.offeringId },
      dropper,
    );
    await app.learning.put(`/enrollments/${dropped.body.id}`, { status: 'DROPPED' }, dropper);
    expect((await rate(dropper, 1)).status).toBe(403);
    expect((await app.learning.get(place('ratings'))).status).toBe(401);
  });

  it('show reviews to fellow students under usernames, and nothing else of their authors', async () => {
    const author = await home.student();
    await rate(author, 4, { review: REVIEW });
    await rate(await home.student(), 1);
    const [user] = await app.database.query<{ username: string; full_name: string }>(
      `SELECT username, full_name FROM users WHERE id = $1`,
      [author.id],
    );
    const seen = await app.learning.get(place('ratings'), await home.student());
    expect(seen.status).toBe(200);
    expect(seen.body).toEqual([
      {
        id: expect.any(Number),
        course_id: home.courseId,
        rating: 4,
        review: REVIEW,
        author_username: user?.username,
        is_own: false,
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
      },
    ]);
    expect(seen.text).not.toContain(author.email);
    expect(seen.text).not.toContain(user?.full_name);
    expect(seen.text).not.toContain(author.uuid);
    expect((await app.learning.get(place('ratings'), author)).body[0].is_own).toBe(true);
    expect((await app.learning.get(place('ratings'), home.instructor)).body).toHaveLength(1);
    expect((await app.learning.get(place('ratings'), await person(app))).status).toBe(403);
  });

  it('add up, however many rate and change their minds at once', async () => {
    const students = await Promise.all(Array.from({ length: 5 }, () => home.student()));
    const sent = students.flatMap((student) => [1, 3, 5].map((stars) => rate(student, stars)));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(15).fill(200));
    const rows = await app.database.query<{ rating: number }>(
      `SELECT rating FROM course_ratings WHERE course_id = $1`,
      [home.courseId],
    );
    const stars = rows.map(({ rating }) => rating);
    expect(stars).toHaveLength(5);
    const counted = (of: number): number => stars.filter((rating) => rating === of).length;
    expect(await summary()).toEqual({
      average: Math.round((stars.reduce((a, b) => a + b, 0) / 5) * 100) / 100,
      total: 5,
      distribution: { 1: counted(1), 2: 0, 3: counted(3), 4: 0, 5: counted(5) },
    });
  });

  it('are there only where the course is', async () => {
    const student = await home.student();
    await rate(student, 4);
    await app.learning.put(`/courses/${home.courseId}`, { is_published: false }, home.admin);
    expect((await rate(student, 5)).status).toBe(404);
    expect((await app.learning.get(place('rating-summary'), student)).status).toBe(404);
    expect((await app.learning.get(place('ratings'), student)).status).toBe(404);
    expect((await summary(home.instructor)).total).toBe(1);
    expect((await app.learning.delete(`/courses/${home.courseId}`, home.admin)).status).toBe(204);
    expect((await app.learning.get(place('rating-summary'), home.admin)).status).toBe(404);
  });

  it('are refused out of range, of another type, or with what nobody knows', async () => {
    const student = await home.student();
    for (const [wrong, field] of [
      [{}, 'rating'],
      [{ rating: 0 }, 'rating'],
      [{ rating: 6 }, 'rating'],
      [{ rating: 4.5 }, 'rating'],
      [{ rating: '4' }, 'rating'],
      [{ rating: null }, 'rating'],
      [{ rating: 4, review: '' }, 'review'],
      [{ rating: 4, review: 'x'.repeat(5_001) }, 'review'],
      [{ rating: 4, user_id: 1 }, 'user_id'],
    ] as const) {
      const reply = await app.learning.put(place('rating'), wrong, student);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    }
    expect((await summary()).total).toBe(0);
  });
});
