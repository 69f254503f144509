import { type School, school } from '../../support/school';
import type { Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const BODY = '  Each look halves what is **left**.\n\n<script>alert(1)</script>\n';

describe('Learning: notes', () => {
  let app: TestApp;
  let home: School;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    student = await home.student();
  });
  afterAll(() => app.stop());

  const keep = (who: Person, body: object) => app.learning.post('/notes/', body, who);
  const idsOf = async (who: Person, query = ''): Promise<number[]> =>
    (await app.learning.get(`/notes/${query}`, who)).body.map(({ id }: { id: number }) => id);

  it('are kept to the letter, about one thing, and listed for their owner', async () => {
    const reply = await keep(student, {
      title: 'Halving',
      body: BODY,
      content_item_id: home.lessons[0],
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      id: expect.any(Number),
      title: 'Halving',
      body: BODY,
      course_id: null,
      module_id: null,
      content_item_id: home.lessons[0],
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect((await app.learning.get(`/notes/${reply.body.id}`, student)).body).toEqual(reply.body);
    expect(await idsOf(student)).toContain(reply.body.id);
  });

  it('are found by course, whatever of it they are about, and by item; the newest first', async () => {
    const writer = await home.student();
    const ids: number[] = [];
    for (const place of [
      {},
      { course_id: home.courseId },
      { module_id: home.modules.b },
      { content_item_id: home.lessons[1] },
    ]) {
      ids.push((await keep(writer, { body: 'Something', ...place })).body.id);
    }
    const [loose, ...ofCourse] = ids;
    expect(await idsOf(writer)).toEqual([...ofCourse.toReversed(), loose]);
    expect(await idsOf(writer, `?course_id=${home.courseId}`)).toEqual(ofCourse.toReversed());
    expect(await idsOf(writer, `?content_item_id=${home.lessons[1]}`)).toEqual([ofCourse[2]]);
    expect(await idsOf(writer, '?skip=1&limit=2')).toEqual([ofCourse[1], ofCourse[0]]);
  });

  it('change in what is named only, and go', async () => {
    const { id } = (await keep(student, { title: 'Before', body: 'Words' })).body;
    const changed = await app.learning.put(`/notes/${id}`, { body: 'Other words' }, student);
    expect(changed.body).toMatchObject({ title: 'Before', body: 'Other words' });
    const untitled = await app.learning.put(`/notes/${id}`, { title: null }, student);
    expect(untitled.body).toMatchObject({ title: null, body: 'Other words' });
    expect((await app.learning.delete(`/notes/${id}`, student)).status).toBe(204);
    expect((await app.learning.get(`/notes/${id}`, student)).status).toBe(404);
    expect((await app.learning.delete(`/notes/${id}`, student)).status).toBe(404);
  });

  it('are nobody else’s business, not even an admin’s', async () => {
    const { id } = (await keep(student, { body: 'Mine', course_id: home.courseId })).body;
    for (const who of [await home.student(), home.instructor, home.admin]) {
      expect((await app.learning.get(`/notes/${id}`, who)).status).toBe(404);
      expect((await app.learning.put(`/notes/${id}`, { body: 'Yours' }, who)).status).toBe(404);
      expect((await app.learning.delete(`/notes/${id}`, who)).status).toBe(404);
      expect(await idsOf(who)).toEqual([]);
    }
    expect((await app.learning.get(`/notes/${id}`, student)).body.body).toBe('Mine');
    expect((await app.learning.get('/notes/')).status).toBe(401);
  });

  it('outlive what they are about', async () => {
    const module = await home.create('/modules/', {
      course_id: home.courseId,
      title: 'Soon gone',
      module_type: 'UNIT',
    });
    const { id } = (await keep(student, { body: 'Still here', module_id: module })).body;
    expect((await app.learning.delete(`/modules/${module}`, home.admin)).status).toBe(204);
    expect((await app.learning.get(`/notes/${id}`, student)).body).toMatchObject({
      body: 'Still here',
      module_id: null,
    });
  });

  it.each([
    ['without words', {}, ['body', 'body']],
    ['blank', { body: ' \n ' }, ['body', 'body']],
    ['as a number', { body: 7 }, ['body', 'body']],
    ['too long', { body: 'x'.repeat(10_001) }, ['body', 'body']],
    ['with an empty title', { body: 'x', title: '' }, ['body', 'title']],
    ['about no course', { body: 'x', course_id: 2_000_000_000 }, ['body', 'course_id']],
    ['about no id', { body: 'x', module_id: 0 }, ['body', 'module_id']],
    ['about an id as text', { body: 'x', content_item_id: '1' }, ['body', 'content_item_id']],
    ['about two things', { body: 'x', course_id: 1, module_id: 1 }, ['body']],
    ['for somebody else', { body: 'x', user_id: 1 }, ['body', 'user_id']],
  ])('are refused %s', async (_, wrong, place) => {
    const reply = await keep(student, wrong);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(place);
  });

  it('cannot be about what their writer may not know of', async () => {
    const hidden = await home.create('/modules/', {
      course_id: home.courseId,
      title: 'Draft',
      module_type: 'UNIT',
      is_published: false,
    });
    const refused = await keep(student, { body: 'x', module_id: hidden });
    expect(refused.status).toBe(422);
    expect(refused.body.detail[0]).toMatchObject({
      loc: ['body', 'module_id'],
      type: 'value_error.unknown_reference',
    });
    expect((await keep(home.instructor, { body: 'x', module_id: hidden })).status).toBe(201);
  });
});
