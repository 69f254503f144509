import { campus, type Campus, create } from '../../support/campus';
import { ChatStudent } from '../../support/classroom';
import type { Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    body: { type: 'string', minLength: 1 },
    key: { type: 'string', 'x-answer': true },
  },
  required: ['body'],
  additionalProperties: false,
};

const withProperties = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  ...more,
});

describe('Learning: content types', () => {
  let app: TestApp;
  /** A second process on the same database. */
  let neighbour: TestApp;
  let place: Campus;
  let admin: Person;
  let moduleId: number;
  let counter = 0;

  beforeAll(async () => {
    app = await testApp();
    neighbour = await testApp({ database: app.database });
    place = await campus(app);
    admin = place.admin;
    moduleId = await create(app, admin, '/modules/', {
      course_id: place.courseId,
      title: 'Week',
      module_type: 'UNIT',
    });
  });
  afterAll(async () => {
    await neighbour.stop();
    await app.stop();
  });

  const freshName = (): string => `type-${(counter += 1)}`;
  const addType = (schema: object = SCHEMA): Promise<number> =>
    create(app, admin, '/content-types/', { name: freshName(), label: 'Type', schema });
  const item = (content_type_id: number, data_json: object) => ({
    module_id: moduleId,
    course_id: place.courseId,
    content_type_id,
    title: 'Item',
    data_json,
  });
  const addItem = (type: number, data: object): Promise<number> =>
    create(app, place.instructor, '/content/', item(type, data));
  const propose = (schema: unknown) =>
    app.learning.post('/content-types/', { name: freshName(), label: 'Type', schema }, admin);

  it('are added by platform admins and used at once', async () => {
    const request = { name: 'podcast', label: 'Podcast', schema: SCHEMA };
    const added = await app.learning.post('/content-types/', request, admin);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: expect.any(Number),
      ...request,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect((await app.learning.post('/content-types/', request, admin)).status).toBe(409);
    const path = `/content-types/${added.body.id}`;
    expect((await app.learning.get(path, place.instructor)).body).toEqual(added.body);
    const id = await addItem(added.body.id, { body: 'Listen.', key: 'Secret' });
    const seen = (await app.learning.get(`/content/${id}`, place.student)).body;
    expect(seen.data_json).toEqual({ body: 'Listen.' });
    const wrong = item(added.body.id, { text: 'Listen.' });
    expect((await app.learning.post('/content/', wrong, place.instructor)).status).toBe(422);
  });

  it('are written by nobody else', async () => {
    const request = { name: freshName(), label: 'No', schema: SCHEMA };
    const id = await addType();
    for (const who of [place.student, place.instructor]) {
      expect((await app.learning.post('/content-types/', request, who)).status).toBe(403);
      expect((await app.learning.put(`/content-types/${id}`, { label: 'No' }, who)).status).toBe(
        403,
      );
      expect((await app.learning.delete(`/content-types/${id}`, who)).status).toBe(403);
    }
    expect((await app.learning.post('/content-types/', request)).status).toBe(401);
    expect((await app.learning.put('/content-types/999999', {}, admin)).status).toBe(404);
    expect((await app.learning.delete('/content-types/999999', admin)).status).toBe(404);
  });

  it('take their own schemas back as they are', async () => {
    for (const { id, schema } of (await app.learning.get('/content-types/', admin)).body) {
      const reply = await app.learning.put(`/content-types/${id}`, { schema }, admin);
      expect([reply.status, reply.body.schema]).toEqual([200, schema]);
      expect((await propose(schema)).status).toBe(201);
    }
  });

  it.each<[string, (string | number)[], unknown]>([
    ['is missing', [], undefined],
    ['is no object', [], true],
    ['is a list', [], []],
    ['is of no object', ['type'], { type: 'string' }],
    ['says no type', ['type'], {}],
    ['has a wrong keyword', [], { type: 'object', required: 'body' }],
    ['has an unknown keyword', ['minimumLength'], { type: 'object', minimumLength: 1 }],
    ['would answer later', ['$async'], { type: 'object', $async: true }],
    [
      'has another dialect',
      ['$schema'],
      { type: 'object', $schema: 'http://json-schema.org/draft-07/schema#' },
    ],
    [
      'refers to another place',
      ['properties', 'a', '$ref'],
      withProperties({ a: { $ref: 'https://example.com/schema.json' } }),
    ],
    [
      'refers to nothing',
      ['properties', 'a', '$ref'],
      withProperties({ a: { $ref: '#/$defs/a' } }),
    ],
    [
      'refers to what is no schema',
      ['properties', 'a', '$ref'],
      withProperties({ a: { $ref: '#/required' } }, { required: ['a'] }),
    ],
    [
      'hides a schema in an example',
      ['properties', 'a', '$ref'],
      withProperties({ a: { $ref: '#/examples/0' } }, { examples: [{ pattern: '(a+)+$' }] }),
    ],
    [
      'has an anchor',
      ['properties', 'a', '$anchor'],
      withProperties({ a: { type: 'string', $anchor: 'a' } }),
    ],
    ['refers to itself without end', [], { type: 'object', allOf: [{ $ref: '#' }] }],
    [
      'branches without measure',
      [],
      withProperties(
        { a: { $ref: '#/$defs/d0' } },
        {
          $defs: Object.fromEntries(
            Array.from({ length: 21 }, (_, index) => [
              `d${index}`,
              index === 20
                ? { type: 'string' }
                : { allOf: [1, 2].map(() => ({ $ref: `#/$defs/d${index + 1}` })) },
            ]),
          ),
        },
      ),
    ],
    [
      'doubles with each level of the data',
      [],
      withProperties(
        { a: { $ref: '#/$defs/d' } },
        {
          $defs: {
            d: {
              anyOf: [1, 2].map(() => withProperties({ a: { $ref: '#/$defs/d' } })),
            },
          },
        },
      ),
    ],
    [
      'has a catastrophic pattern',
      ['properties', 'a', 'pattern'],
      withProperties({ a: { type: 'string', pattern: '^(a+)+$' } }),
    ],
    [
      'has a slow pattern for a long text',
      ['properties', 'a', 'pattern'],
      withProperties({ a: { type: 'string', pattern: '^\\s*a\\s*\\s*$', maxLength: 1_000 } }),
    ],
    [
      'has no pattern at all',
      ['properties', 'a', 'pattern'],
      withProperties({ a: { type: 'string', pattern: '(' } }),
    ],
    [
      'has a catastrophic name',
      ['patternProperties', '(a|a)*$'],
      { type: 'object', patternProperties: { '(a|a)*$': {} } },
    ],
    [
      'compares too much',
      ['properties', 'a', 'uniqueItems'],
      withProperties({ a: { type: 'array', uniqueItems: true } }),
    ],
    ['is large', [], { type: 'object', description: 'x'.repeat(66_000) }],
    [
      'is deep',
      [],
      Array.from({ length: 33 }).reduce<object>((inner) => ({ type: 'object', not: inner }), {
        type: 'object',
      }),
    ],
    ['has an unknown format', [], withProperties({ a: { type: 'string', format: 'colour' } })],
  ])('refuse a schema that %s', async (_, path, schema) => {
    const reply = await propose(schema);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc.slice(0, 2 + path.length)).toEqual(['body', 'schema', ...path]);
  });

  it.each([
    withProperties({ children: { type: 'array', items: { $ref: '#' } } }),
    withProperties({ left: { $ref: '#' }, right: { $ref: '#' } }),
    withProperties({ one: { $ref: '#' } }, { additionalProperties: { $ref: '#' } }),
    withProperties({ mail: { type: 'string', pattern: '^\\S+@\\S+$', maxLength: 200 } }),
    withProperties({ slug: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' } }),
    withProperties({ tags: { type: 'array', uniqueItems: true, maxItems: 20 } }),
    withProperties({ $ref: { type: 'string' }, pattern: { type: 'string' } }),
    { $id: 'https://example.com/type', type: 'object', patternProperties: { '^x-': true } },
  ])('accept %j', async (schema) => {
    const reply = await propose(schema);
    expect([reply.status, reply.body]).toEqual([201, expect.objectContaining({ schema })]);
  });

  it.each([
    ['name', { name: 'Podcast' }],
    ['name', { name: '' }],
    ['name', { name: null }],
    ['label', { label: ' ' }],
    ['label', { label: 'x'.repeat(101) }],
    ['schema', { schema: null }],
    ['id', { id: 1 }],
  ])('refuse %s in %j', async (field, body) => {
    const request = { name: freshName(), label: 'Type', schema: SCHEMA, ...body };
    for (const reply of [
      await app.learning.post('/content-types/', request, admin),
      await app.learning.put(`/content-types/${await addType()}`, body, admin),
    ]) {
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    }
  });

  it('change what is given; names stay apart', async () => {
    const id = await addType();
    const before = (await app.learning.get(`/content-types/${id}`, admin)).body;
    const changed = await app.learning.put(`/content-types/${id}`, { label: 'Other' }, admin);
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...before, label: 'Other', updated_at: expect.any(String) });
    const taken = await app.learning.put(`/content-types/${id}`, { name: 'video' }, admin);
    expect(taken.status).toBe(409);
    expect((await app.learning.get(`/content-types/${id}`, admin)).body).toEqual(changed.body);
  });

  it('keep a schema that their items need, and name the items', async () => {
    const type = await addType();
    const ids: number[] = [];
    for (let count = 0; count < 6; count += 1) ids.push(await addItem(type, { body: 'Text' }));
    await addItem(type, { body: 'Text', key: 'K' });
    const stricter = { ...SCHEMA, required: ['body', 'key'] };
    const path = `/content-types/${type}`;
    const refused = await app.learning.put(path, { schema: stricter }, admin);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('6 content items');
    expect(refused.body.detail).toContain(`: ${ids.slice(0, 5).join(', ')} …`);
    expect((await app.learning.get(path, admin)).body.schema).toEqual(SCHEMA);
    for (const id of ids) {
      await app.learning.put(`/content/${id}`, { data_json: { body: 'Text', key: 'K' } }, admin);
    }
    const accepted = await app.learning.put(path, { schema: stricter }, admin);
    expect(accepted.body.schema).toEqual(stricter);
  });

  it('change for every process at once', async () => {
    const type = await addType();
    const before = item(type, { body: 'Text' });
    expect((await neighbour.learning.post('/content/', before, admin)).status).toBe(201);
    const properties = { ...SCHEMA.properties, minutes: { type: 'integer' } };
    const schema = { ...SCHEMA, properties };
    const path = `/content-types/${type}`;
    expect((await app.learning.put(path, { schema }, admin)).status).toBe(200);
    const after = item(type, { body: 'Text', minutes: 5 });
    expect((await neighbour.learning.post('/content/', after, admin)).status).toBe(201);
  });

  it('let no item slip in beside a schema that it does not fit', async () => {
    for (let round = 0; round < 4; round += 1) {
      const type = await addType();
      const stricter = { ...SCHEMA, required: ['body', 'key'] };
      const held = await addItem(type, { body: 'Text', key: 'K' });
      const [changed, ...written] = await Promise.all([
        app.learning.put(`/content-types/${type}`, { schema: stricter }, admin),
        neighbour.learning.post('/content/', item(type, { body: 'Text' }), admin),
        neighbour.learning.put(`/content/${held}`, { data_json: { body: 'Text' } }, admin),
      ]);
      const anySlipped = written.some(({ status }) => status < 300);
      expect(written.every(({ status }) => [200, 201, 422].includes(status))).toBe(true);
      expect([changed.status, anySlipped]).toEqual([anySlipped ? 409 : 200, anySlipped]);
    }
  });

  it('teach another lesson under another name', async () => {
    const type = await addType();
    const id = await addItem(type, { body: 'Text about trees.' });
    const hash = async (): Promise<string> =>
      (
        await app.database.query<{ hash: string }>(
          `SELECT encode(lesson_hash, 'hex') AS hash FROM content_items WHERE id = $1`,
          [id],
        )
      )[0]?.hash as string;
    const rootOf = async ({ sessionId }: ChatStudent): Promise<string> =>
      (
        await app.database.query<{ root: string }>(
          `SELECT encode(root_key, 'hex') AS root FROM chat_sessions WHERE id = $1`,
          [sessionId],
        )
      )[0]?.root as string;
    const root = await rootOf(await ChatStudent.open(app, id));
    const first = await hash();
    const path = `/content-types/${type}`;
    await app.learning.put(path, { label: 'Renamed' }, admin);
    expect(await hash()).toBe(first);
    const { name } = (await app.learning.get(path, admin)).body;
    await app.learning.put(path, { name: `${name}-b` }, admin);
    expect(await hash()).not.toBe(first);
    expect(await rootOf(await ChatStudent.open(app, id))).not.toBe(root);
    await app.learning.put(path, { name }, admin);
    expect(await hash()).toBe(first);
    expect(await rootOf(await ChatStudent.open(app, id))).toBe(root);
  });

  it('go when nothing is of their kind', async () => {
    const type = await addType();
    const id = await addItem(type, { body: 'Text' });
    const refused = await app.learning.delete(`/content-types/${type}`, admin);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('1 content item');
    await app.learning.delete(`/content/${id}`, admin);
    expect((await app.learning.delete(`/content-types/${type}`, admin)).status).toBe(204);
    expect((await app.learning.get(`/content-types/${type}`, admin)).status).toBe(404);
  });
});
