import { campus, type Campus, create, createCourse } from '../../support/campus';
import type { Reply } from '../../support/http-client';
import type { Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: the order of content', () => {
  let app: TestApp;
  let place: Campus;
  let author: Person;
  let lessonType: number;
  let moduleId: number;

  beforeAll(async () => {
    app = await testApp();
    place = await campus(app);
    author = place.instructor;
    const types = (await app.learning.get('/content-types/', author)).body;
    lessonType = types.find(({ name }: { name: string }) => name === 'lesson').id;
  });
  beforeEach(async () => {
    moduleId = await addModule();
  });
  afterAll(() => app.stop());

  const addModule = (): Promise<number> =>
    create(app, author, '/modules/', {
      course_id: place.courseId,
      title: 'Week',
      module_type: 'UNIT',
    });

  const add = (more: object = {}): Promise<number> =>
    create(app, author, '/content/', {
      module_id: moduleId,
      course_id: place.courseId,
      content_type_id: lessonType,
      title: 'Lesson',
      data_json: { body: 'Text' },
      ...more,
    });

  const reorder = (content_ids: unknown, who: Person = author): Promise<Reply> =>
    app.learning.post('/content/reorder', { content_ids }, who);

  const order = async (): Promise<[number, number][]> =>
    (await app.learning.get(`/content/modules/${moduleId}/content`, author)).body.map(
      (item: { id: number; sequence_index: number }) => [item.id, item.sequence_index],
    );

  it('takes exactly the items of one module', async () => {
    const [a, b, c] = [await add({ sequence_index: 4 }), await add(), await add()];
    const reply = await reorder([c, a, b]);
    expect(reply.status).toBe(200);
    expect(reply.body.map((item: { id: number }) => item.id)).toEqual([c, a, b]);
    expect(await order()).toEqual([
      [c, 0],
      [a, 1],
      [b, 2],
    ]);
    expect(reply.body).toEqual(
      (await app.learning.get(`/content/modules/${moduleId}/content`, author)).body,
    );
  });

  it('refuses every other list and changes nothing', async () => {
    const [a, b] = [await add({ sequence_index: 2 }), await add({ sequence_index: 9 })];
    const elsewhere = await add({ module_id: await addModule() });
    for (const [ids, at] of [
      [[a], ['content_ids']],
      [
        [b, a, a],
        ['content_ids', 2],
      ],
      [
        [b, a, elsewhere],
        ['content_ids', 2],
      ],
      [
        [b, 999_999, a],
        ['content_ids', 1],
      ],
      [
        [999_999, a, b],
        ['content_ids', 0],
      ],
      [[], ['content_ids']],
      [[1.5], ['content_ids']],
      [undefined, ['content_ids']],
    ] as const) {
      const reply = await reorder(ids);
      expect({ ids, status: reply.status }).toEqual({ ids, status: 422 });
      expect(reply.body.detail[0].loc).toEqual(['body', ...at]);
    }
    expect(await order()).toEqual([
      [a, 2],
      [b, 9],
    ]);
  });

  it('is for those who write the course', async () => {
    const id = await add();
    expect((await reorder([id], place.student)).status).toBe(403);
    expect((await reorder([id], place.stranger)).status).toBe(403);
    expect((await app.learning.post('/content/reorder', { content_ids: [id] })).status).toBe(401);
    await app.learning.put(`/content/${id}`, { is_published: false }, author);
    const hidden = await reorder([id], place.stranger);
    expect(hidden.status).toBe(422);
    expect(hidden.body).toEqual((await reorder([999_999], place.stranger)).body);
    expect((await reorder([id], place.admin)).status).toBe(200);
  });

  it('keeps its numbers together when many order at once', async () => {
    const ids = [await add(), await add(), await add(), await add()];
    const orders = Array.from({ length: 16 }, (_, turn) => [
      ...ids.slice(turn % 4),
      ...ids.slice(0, turn % 4),
    ]);
    const replies = await Promise.all(orders.map((ordered) => reorder(ordered)));
    expect(replies.map(({ status }) => status)).toEqual(orders.map(() => 200));
    const last = await order();
    expect(last.map(([, index]) => index)).toEqual([0, 1, 2, 3]);
    expect(orders).toContainEqual(last.map(([id]) => id));
  });

  it('never keeps items that move away at the same moment', async () => {
    const other = await addModule();
    for (let round = 0; round < 6; round += 1) {
      const [a, b] = [await add(), await add()];
      const before = (await order()).map(([id]) => id);
      const [reordered, moved] = await Promise.all([
        reorder(before.toReversed()),
        app.learning.put(`/content/${a}`, { module_id: other }, author),
      ]);
      expect(moved.status).toBe(200);
      expect([200, 422]).toContain(reordered.status);
      const after = (await order()).map(([id]) => id);
      expect(after).not.toContain(a);
      expect(after).toContain(b);
    }
  });

  it('loses no field when two authors change an item at once', async () => {
    const id = await add();
    const [one, two] = await Promise.all([
      app.learning.put(`/content/${id}`, { title: 'Sorting' }, author),
      app.learning.put(`/content/${id}`, { data_json: { body: 'Sorted.' } }, place.admin),
    ]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect((await app.learning.get(`/content/${id}`, author)).body).toMatchObject({
      title: 'Sorting',
      data_json: { body: 'Sorted.' },
    });
  });

  it('survives that its course goes while items are written', async () => {
    for (let round = 0; round < 4; round += 1) {
      const courseId = await createCourse(app, author, place.universityId);
      moduleId = await create(app, author, '/modules/', {
        course_id: courseId,
        title: 'Week',
        module_type: 'UNIT',
      });
      const ids = [await add({ course_id: courseId }), await add({ course_id: courseId })];
      const replies = await Promise.all([
        ...ids.map((id) => app.learning.put(`/content/${id}`, { title: 'Late' }, author)),
        app.learning.delete(`/courses/${courseId}`, author),
        reorder(ids.toReversed()),
      ]);
      const statuses = replies.map(({ status }) => status);
      expect(statuses.filter((status) => ![200, 204, 404, 409, 422].includes(status))).toEqual([]);
      expect((await app.learning.get(`/courses/${courseId}`, author)).status).toBe(404);
    }
  });

  it('survives that its module goes while items are written', async () => {
    for (let round = 0; round < 6; round += 1) {
      moduleId = await addModule();
      const ids = [await add(), await add(), await add()];
      const replies = await Promise.all([
        ...ids.map((id) => app.learning.put(`/content/${id}`, { title: 'Late' }, author)),
        app.learning.delete(`/modules/${moduleId}`, author),
        reorder(ids),
      ]);
      const statuses = replies.map(({ status }) => status);
      expect(statuses.filter((status) => ![200, 204, 404, 409, 422].includes(status))).toEqual([]);
      expect((await app.learning.get(`/modules/${moduleId}`, author)).status).toBe(404);
    }
  });
});
