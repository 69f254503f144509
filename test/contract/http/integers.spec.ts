import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Whole numbers in the address', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await testApp();
    ada = await person(app);
  });
  afterAll(() => app.stop());

  const list = (query: string) => app.learning.get(`/courses/${query}`, { token: ada.token });

  it.each([
    [''],
    ['?limit=100'],
    ['?limit=1&skip=0'],
    ['?skip=2147483647'],
    ['?university_id=2147483647'],
    ['?limit=%31'],
  ])('takes %p', async (query) => {
    const reply = await list(query);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual([]);
  });

  it.each([
    '',
    '+',
    '0',
    '101',
    '-1',
    '-0',
    '+1',
    '1e1',
    '1e3',
    '0x10',
    '1.0',
    '01',
    ' 1',
    '1%20',
    '1_0',
    '1,0',
    '١',
    'NaN',
    'Infinity',
    'true',
    'null',
    '2147483648',
    '9007199254740993',
    '99999999999999999999',
    '1&limit=2',
    '1;drop',
  ])('refuses limit=%s', async (value) => {
    const reply = await list(`?limit=${value}`);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['query', 'limit']);
  });

  it.each([
    ['skip', '-1'],
    ['skip', ''],
    ['skip', '2147483648'],
    ['university_id', '0'],
    ['university_id', '9007199254740993'],
    ['university_id', '1%27%20OR%201=1'],
  ])('refuses %s=%s', async (name, value) => {
    const reply = await list(`?${name}=${value}`);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['query', name]);
  });

  it.each(['role', 'limit[]', 'limit[$gt]', 'constructor', '__proto__', 'toString'])(
    'refuses the unknown parameter %p',
    async (name) => {
      const reply = await list(`?${encodeURIComponent(name)}=1`);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['query', name]);
    },
  );

  it.each(['0', '-1', '1e3', '01', '1.0', 'abc', '2147483648', '9007199254740993', '%20', '1%00'])(
    'refuses %s as an id in the path',
    async (id) => {
      const reply = await app.learning.get(`/courses/${id}`, { token: ada.token });
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc[0]).toBe('path');
    },
  );

  it('finds nothing under an id that is none of ours', async () => {
    const reply = await app.learning.get('/courses/2147483647', { token: ada.token });
    expect(reply.status).toBe(404);
  });
});
