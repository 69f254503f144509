import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: guessing passwords', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  const login = (email: string, password: string) =>
    app.learning.post('/auth/login', { email, password });

  async function guess(email: string, times: number): Promise<number[]> {
    const statuses: number[] = [];
    for (let index = 0; index < times; index += 1) {
      statuses.push((await login(email, `guess number ${index}`)).status);
    }
    return statuses;
  }

  it('makes an account wait after ten failures from one address', async () => {
    const ada = await person(app);
    expect(await guess(ada.email, 10)).toEqual(Array(10).fill(401));
    const reply = await login(ada.email, ada.password);
    expect(reply.status).toBe(429);
    expect(reply.body).toEqual({ detail: expect.stringContaining('Too many failed sign-ins') });
    const wait = Number(reply.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(30);
    expect((await login(ada.email.toUpperCase(), ada.password)).status).toBe(429);
  });

  it('lets their neighbour behind the same address in', async () => {
    const ada = await person(app);
    const ben = await person(app);
    await guess(ada.email, 11);
    expect((await login(ben.email, ben.password)).status).toBe(200);
  });

  it('says the same of an address that nobody has', async () => {
    expect(await guess('nobody@example.com', 11)).toEqual([...Array(10).fill(401), 429]);
  });

  it('counts coaching and learning together', async () => {
    const ada = await person(app);
    await guess(ada.email, 10);
    const reply = await app.coaching.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    expect(reply.status).toBe(429);
    expect(reply.body).toEqual({
      error: { code: 'RATE_LIMITED', message: expect.any(String), details: {} },
      status_code: 429,
    });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('starts over after a success', async () => {
    const ada = await person(app);
    expect(await guess(ada.email, 9)).toEqual(Array(9).fill(401));
    expect((await login(ada.email, ada.password)).status).toBe(200);
    expect(await guess(ada.email, 10)).toEqual(Array(10).fill(401));
  });

  it('is not fooled by guesses made side by side', async () => {
    const ada = await person(app);
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, index) => login(ada.email, `guess number ${index}`)),
    );
    const statuses = replies.map((reply) => reply.status).toSorted();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(15).fill(429)]);
  });

  it('is not fooled by an address that a client makes up', async () => {
    const ada = await person(app);
    const guessFrom = (index: number) =>
      app.learning.post(
        '/auth/login',
        { email: ada.email, password: `guess number ${index}` },
        { headers: { 'x-forwarded-for': `10.0.0.${index}`, forwarded: `for=10.0.0.${index}` } },
      );
    for (let index = 0; index < 10; index += 1) expect((await guessFrom(index)).status).toBe(401);
    expect((await guessFrom(10)).status).toBe(429);
  });

  describe('behind a proxy that the operator trusts', () => {
    let proxied: TestApp;
    let ada: Person;

    beforeAll(async () => {
      proxied = await testApp({ environment: { TRUSTED_PROXIES: '127.0.0.1/32' } });
      ada = await person(proxied);
    });
    afterAll(() => proxied.stop());

    const loginFrom = (address: string, password: string) =>
      proxied.learning.post(
        '/auth/login',
        { email: ada.email, password },
        { headers: { 'x-forwarded-for': address } },
      );

    it('counts by the address that the proxy saw', async () => {
      for (let index = 0; index < 10; index += 1) await loginFrom('10.1.1.1', 'a wrong guess');
      expect((await loginFrom('10.1.1.1', ada.password)).status).toBe(429);
      expect((await loginFrom('10.1.1.2', ada.password)).status).toBe(200);
    });

    it('believes the last hop before the proxy, not what the client put in front', async () => {
      for (let index = 0; index < 10; index += 1) {
        await loginFrom(`10.9.9.${index}, 10.2.2.2`, 'a wrong guess');
      }
      expect((await loginFrom('10.9.9.99, 10.2.2.2', ada.password)).status).toBe(429);
    });
  });

  it('slows down guesses at the present password of a stolen session too', async () => {
    const ada = await person(app);
    const change = (present: string) =>
      app.learning.post(
        '/users/me/password',
        { current_password: present, new_password: 'a wholly different phrase' },
        { token: ada.token },
      );
    for (let index = 0; index < 10; index += 1) {
      expect((await change(`guess number ${index}`)).status).toBe(422);
    }
    expect((await change(ada.password)).status).toBe(429);
    expect((await login(ada.email, ada.password)).status).toBe(200);
  });
});
