import { type Classroom, classroom } from '../../support/classroom';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const DECOY = { constructor: { prototype: { isAdmin: true } } };

describe('A key called constructor', () => {
  let app: TestApp;
  let room: Classroom;
  let author: { token: string };

  beforeAll(async () => {
    app = await testApp();
    room = await classroom(app);
    author = { token: room.instructor.token };
  });
  afterAll(() => app.stop());

  it.each([
    ['a text', 'title', DECOY],
    ['a text', 'title', { constructor: 'x' }],
    ['a number', 'sequence_index', DECOY],
    ['a list', 'title', [DECOY]],
  ])('is refused like any object in place of %s', async (_, field, value) => {
    const reply = await app.learning.put(
      `/content/${room.contentItemId}`,
      { [field]: value },
      author,
    );
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('is refused by its name where only known fields may be', async () => {
    const reply = await app.learning.post('/auth/check-email', { ...DECOY, email: 'a@b.example' });
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', 'constructor']);
  });

  it('is kept in JSON that is free', async () => {
    const schema = {
      type: 'object',
      properties: { constructor: { type: 'string' } },
      additionalProperties: false,
    };
    const admin = await person(app, 'PLATFORM_ADMIN');
    const reply = await app.learning.post(
      '/content-types/',
      { name: 'builder', label: 'Builder', schema },
      admin,
    );
    expect(reply.status).toBe(201);
    expect(reply.body.schema.properties).toEqual(schema.properties);
  });
});
