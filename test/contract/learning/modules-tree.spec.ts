import { campus, type Campus, create, createCourse } from '../../support/campus';
import type { Reply } from '../../support/http-client';
import type { Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

interface Row {
  id: number;
  parent_module_id: number | null;
  sequence_index: number;
}

describe('Learning: the tree of modules', () => {
  let app: TestApp;
  let place: Campus;
  let author: Person;
  let courseId: number;

  beforeAll(async () => {
    app = await testApp();
    place = await campus(app);
    author = place.instructor;
  });
  beforeEach(async () => {
    courseId = await createCourse(app, author, place.universityId);
  });
  afterAll(() => app.stop());

  const add = (parent: number | null = null, more: object = {}): Promise<number> =>
    create(app, author, '/modules/', {
      course_id: courseId,
      parent_module_id: parent,
      title: 'Week',
      module_type: 'UNIT',
      ...more,
    });

  const move = (id: number, parent: number | null, index?: number, who = author): Promise<Reply> =>
    app.learning.post(
      `/modules/${id}/move`,
      { parent_module_id: parent, ...(index === undefined ? {} : { sequence_index: index }) },
      who,
    );

  const reorder = (module_ids: unknown, who: Person = author): Promise<Reply> =>
    app.learning.post('/modules/reorder', { module_ids }, who);

  const tree = async (): Promise<Row[]> =>
    (await app.learning.get(`/modules/courses/${courseId}/modules`, author)).body;

  const under = async (parent: number | null): Promise<[number, number][]> =>
    (await tree())
      .filter((row) => row.parent_module_id === parent)
      .map((row) => [row.id, row.sequence_index]);

  /** Whether siblings count 0, 1, 2 … everywhere and every module hangs on the top. */
  async function requireOrder(modules: number): Promise<void> {
    const rows = await tree();
    expect(rows).toHaveLength(modules);
    for (const siblings of Map.groupBy(rows, (row) => row.parent_module_id).values()) {
      expect(siblings.map((row) => row.sequence_index)).toEqual(siblings.map((_, index) => index));
    }
  }

  describe('reorder', () => {
    it('takes the list of the contract', async () => {
      const fresh = await testApp();
      try {
        const other = await campus(fresh);
        const module = { course_id: other.courseId, title: 'Week', module_type: 'UNIT' };
        for (const id of [1, 2, 3]) {
          expect(await create(fresh, other.instructor, '/modules/', module)).toBe(id);
        }
        const reply = await fresh.learning.post(
          '/modules/reorder',
          { module_ids: [3, 1, 2] },
          other.instructor,
        );
        expect(reply.status).toBe(200);
        expect(reply.body).toEqual(
          [3, 1, 2].map((id, sequence_index) =>
            expect.objectContaining({ id, sequence_index, parent_module_id: null }),
          ),
        );
        const roots = `/modules/courses/${other.courseId}/modules/root`;
        expect((await fresh.learning.get(roots, other.student)).body).toEqual(reply.body);
      } finally {
        await fresh.stop();
      }
    });

    it('works below a module, whatever the numbers were', async () => {
      const parent = await add();
      const [a, b] = [await add(parent, { sequence_index: 7 }), await add(parent)];
      const reply = await reorder([a, b]);
      expect(reply.body.map((row: Row) => [row.id, row.sequence_index])).toEqual([
        [a, 0],
        [b, 1],
      ]);
      expect(await under(parent)).toEqual([
        [a, 0],
        [b, 1],
      ]);
    });

    it('refuses every list that is not exactly the siblings, and changes nothing', async () => {
      const [a, b, c] = [await add(), await add(), await add()];
      const child = await add(a);
      const elsewhere = await create(app, author, '/modules/', {
        course_id: place.courseId,
        title: 'Week',
        module_type: 'UNIT',
      });
      const before = await tree();
      for (const [ids, place_] of [
        [[a, b], ['module_ids']],
        [
          [a, b, b],
          ['module_ids', 2],
        ],
        [
          [a, b, c, a],
          ['module_ids', 3],
        ],
        [
          [a, b, c, child],
          ['module_ids', 3],
        ],
        [
          [a, b, elsewhere],
          ['module_ids', 2],
        ],
        [
          [c, b, 999_999],
          ['module_ids', 2],
        ],
        [
          [999_999, a, b],
          ['module_ids', 0],
        ],
        [[], ['module_ids']],
        [[0], ['module_ids']],
        [['1'], ['module_ids']],
        [[2_147_483_648], ['module_ids']],
        ['3', ['module_ids']],
        [null, ['module_ids']],
        [Array.from({ length: 1_001 }, (_, index) => index + 1), ['module_ids']],
      ] as const) {
        const reply = await reorder(ids);
        expect({ ids, status: reply.status }).toEqual({ ids, status: 422 });
        expect(reply.body.detail[0].loc).toEqual(['body', ...place_]);
      }
      expect(await tree()).toEqual(before);
    });

    it('is for those who write the course', async () => {
      const ids = [await add(), await add()];
      expect((await reorder(ids, place.student)).status).toBe(403);
      expect((await reorder(ids, place.stranger)).status).toBe(403);
      const hidden = [await add(ids[0], { is_published: false })];
      expect((await reorder(hidden, place.stranger)).status).toBe(422);
      expect((await reorder(ids, place.admin)).status).toBe(200);
      expect((await app.learning.post('/modules/reorder', { module_ids: ids })).status).toBe(401);
    });
  });

  describe('move', () => {
    it('takes a module with all below it to another parent, and renumbers both places', async () => {
      const [a, b, c] = [
        await add(null, { sequence_index: 3 }),
        await add(null, { sequence_index: 5 }),
        await add(null, { sequence_index: 9 }),
      ];
      const [x, y] = [await add(b, { sequence_index: 4 }), await add(b, { sequence_index: 4 })];
      const below = await add(a);
      const reply = await move(a, b, 1);
      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({ id: a, parent_module_id: b, sequence_index: 1 });
      expect(await under(b)).toEqual([
        [x, 0],
        [a, 1],
        [y, 2],
      ]);
      expect(await under(null)).toEqual([
        [b, 0],
        [c, 1],
      ]);
      expect(await under(a)).toEqual([[below, 0]]);
    });

    it('goes last without an index, and with one beyond the end', async () => {
      const [a, b, c] = [await add(), await add(), await add()];
      await move(a, null);
      expect(await under(null)).toEqual([
        [b, 0],
        [c, 1],
        [a, 2],
      ]);
      await move(b, null, 99);
      expect(await under(null)).toEqual([
        [c, 0],
        [a, 1],
        [b, 2],
      ]);
      await move(b, null, 0);
      expect((await under(null))[0]).toEqual([b, 0]);
    });

    it('makes no cycle and leaves no course', async () => {
      const a = await add();
      const b = await add(a);
      const c = await add(b);
      const elsewhere = await create(app, author, '/modules/', {
        course_id: place.courseId,
        title: 'Week',
        module_type: 'UNIT',
      });
      const before = await tree();
      for (const parent of [a, b, c, elsewhere, 999_999]) {
        const reply = await move(a, parent);
        expect(reply.status).toBe(422);
        expect(reply.body.detail[0].loc).toEqual(['body', 'parent_module_id']);
      }
      expect(await tree()).toEqual(before);
    });

    it('goes no deeper than 32 levels with what hangs on it', async () => {
      let deepest: number | null = null;
      for (let level = 1; level <= 31; level += 1) deepest = await add(deepest);
      const pair = await add();
      await add(pair);
      expect((await move(pair, deepest)).status).toBe(422);
      const single = await add();
      expect((await move(single, deepest)).status).toBe(200);
    });

    it.each([
      ['parent_module_id', {}],
      ['parent_module_id', { parent_module_id: 'x' }],
      ['parent_module_id', { parent_module_id: 0 }],
      ['sequence_index', { parent_module_id: null, sequence_index: -1 }],
      ['sequence_index', { parent_module_id: null, sequence_index: null }],
      ['course_id', { parent_module_id: null, course_id: 1 }],
    ])('refuses %s in %j', async (field, body) => {
      const reply = await app.learning.post(`/modules/${await add()}/move`, body, author);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    });

    it('is for those who write the course', async () => {
      const id = await add();
      expect((await move(id, null, 0, place.student)).status).toBe(403);
      expect((await move(id, null, 0, place.stranger)).status).toBe(403);
      const hidden = await add(null, { is_published: false });
      expect((await move(hidden, null, 0, place.stranger)).status).toBe(404);
      expect((await move(999_999, null)).status).toBe(404);
    });
  });

  describe('at once', () => {
    it('moves of many modules leave a tree in order', async () => {
      const ids: number[] = [];
      for (let count = 0; count < 8; count += 1) ids.push(await add());
      const replies = await Promise.all(
        Array.from({ length: 16 }, (_, turn) => {
          const id = ids[turn % 8] as number;
          return move(id, ids[(turn * 3 + 1) % 8] as number, turn % 3);
        }),
      );
      expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
      expect(replies.filter(({ status }) => ![200, 422].includes(status))).toEqual([]);
      await move(ids[0] as number, null);
      await requireOrder(8);
    });

    it('two modules never end up below each other', async () => {
      for (let round = 0; round < 8; round += 1) {
        const [a, b] = [await add(), await add()];
        const replies = await Promise.all([move(a, b), move(b, a)]);
        expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 422]);
      }
      expect(await tree()).toHaveLength(16);
    });

    it('reorders, moves and new modules leave siblings in order', async () => {
      const parent = await add();
      const ids: number[] = [];
      for (let count = 0; count < 4; count += 1) ids.push(await add(parent));
      const replies = await Promise.all(
        Array.from({ length: 16 }, (_, turn) => {
          if (turn % 4 === 3) return move(ids[turn % 4] as number, turn % 8 === 3 ? null : parent);
          return reorder(ids.toSorted((a, b) => ((a * turn) % 5) - ((b * turn) % 5)));
        }),
      );
      expect(replies.filter(({ status }) => ![200, 422].includes(status))).toEqual([]);
      const [first] = ids as [number];
      await move(first, parent, 0);
      await requireOrder(5);
    });
  });

  it('changes what is given about a module and leaves its place', async () => {
    const parent = await add();
    await add(parent);
    const id = await add(parent, { sequence_index: 4, description: 'Long' });
    const before = (await app.learning.get(`/modules/${id}`, author)).body;
    const changes = { title: 'Hashing', description: null, module_type: 'LESSON' };
    const reply = await app.learning.put(`/modules/${id}`, changes, author);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ ...before, ...changes, updated_at: expect.any(String) });
    expect((await app.learning.get(`/modules/${id}`, place.student)).body).toEqual(reply.body);
    const hidden = await app.learning.put(`/modules/${id}`, { is_published: false }, author);
    expect(hidden.body).toMatchObject({ ...changes, is_published: false });
    expect((await app.learning.get(`/modules/${id}`, place.student)).status).toBe(404);
    for (const body of [{ parent_module_id: null }, { sequence_index: 1 }, { course_id: 1 }]) {
      const refused = await app.learning.put(`/modules/${id}`, body, author);
      expect(refused.body.detail[0].loc).toEqual(['body', Object.keys(body)[0]]);
    }
    expect((await app.learning.put(`/modules/${id}`, { title: null }, author)).status).toBe(422);
  });

  it('loses nothing when two authors change a module at once', async () => {
    const id = await add();
    await Promise.all([
      app.learning.put(`/modules/${id}`, { title: 'Sorting' }, author),
      app.learning.put(`/modules/${id}`, { description: 'In order' }, place.admin),
    ]);
    expect((await app.learning.get(`/modules/${id}`, author)).body).toMatchObject({
      title: 'Sorting',
      description: 'In order',
    });
  });

  it('removes a module with everything below it', async () => {
    const id = await add();
    const child = await add(id);
    const sibling = await add();
    const types = (await app.learning.get('/content-types/', author)).body;
    const lesson = types.find(({ name }: { name: string }) => name === 'lesson').id;
    const item = await create(app, author, '/content/', {
      module_id: child,
      course_id: courseId,
      content_type_id: lesson,
      title: 'Lesson',
      data_json: { body: 'Text' },
    });
    for (const who of [place.student, place.stranger]) {
      expect((await app.learning.put(`/modules/${id}`, { title: 'No' }, who)).status).toBe(403);
      expect((await app.learning.delete(`/modules/${id}`, who)).status).toBe(403);
    }
    expect((await app.learning.delete(`/modules/${id}`)).status).toBe(401);
    expect((await app.learning.delete(`/modules/${id}`, author)).status).toBe(204);
    expect((await app.learning.get(`/modules/${child}`, author)).status).toBe(404);
    expect((await app.learning.get(`/content/${item}`, author)).status).toBe(404);
    expect((await app.learning.get(`/modules/${sibling}`, author)).status).toBe(200);
    expect((await app.learning.delete(`/modules/${id}`, author)).status).toBe(404);
  });
});
