import { type Person, person } from '../../support/people';
import { type TestApp, testApp } from '../../support/test-app';

describe('Learning: a value of another type', () => {
  let app: TestApp;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    student = await person(app);
  });
  afterAll(() => app.stop());

  it.each([
    ['POST', '/chat/sessions', 'content_item_id', '1', 'value is not a whole number', 'is_int'],
    ['POST', '/chat/sessions', 'content_item_id', null, 'value is not a whole number', 'is_int'],
    [
      'POST',
      '/chat/sessions/1/messages',
      'content',
      { questionId: 1 },
      'value is not a text',
      'is_string',
    ],
    ['POST', '/auth/register', 'full_name', 7, 'value is not a text', 'is_string'],
    ['PUT', '/users/me', 'full_name', ['Jane'], 'value is not a text', 'is_string'],
  ])(
    '%s %s is told its type of %s, not its size',
    async (method, path, field, value, msg, type) => {
      const reply = await app.learning.raw(method, path, JSON.stringify({ [field]: value }), {
        token: student.token,
        headers: { 'content-type': 'application/json' },
      });
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toContainEqual({
        loc: ['body', field],
        msg,
        type: `value_error.${type}`,
      });
    },
  );
});
