import { randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { person, type Person } from '../../support/people';
import { TEST_SECRET, testApp, type TestApp } from '../../support/test-app';

/** What goes into a token: the claims, and how it is signed. */
interface Recipe {
  readonly claims?: Record<string, unknown>;
  readonly without?: readonly string[];
  readonly secret?: string;
  readonly algorithm?: 'HS256' | 'HS384' | 'HS512';
}

describe('Learning: access tokens', () => {
  let app: TestApp;
  let ada: Person;
  let genuine: Record<string, unknown>;
  const jwt = new JwtService({});

  beforeAll(async () => {
    app = await testApp();
    ada = await person(app);
    genuine = jwt.decode(ada.token);
  });
  afterAll(() => app.stop());

  function forge({ claims = {}, without = [], secret = TEST_SECRET, algorithm = 'HS256' }: Recipe) {
    const all = Object.entries({ ...genuine, ...claims });
    return jwt.sign(Object.fromEntries(all.filter(([name]) => !without.includes(name))), {
      secret,
      algorithm,
    });
  }

  async function status(token: string): Promise<number> {
    const reply = await app.learning.get('/users/me', { token });
    if (reply.status !== 200) {
      expect(reply.body).toEqual({ detail: expect.stringContaining('Sign in') });
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    }
    return reply.status;
  }

  it('says only what the server needs, for half an hour', () => {
    expect(genuine).toEqual({
      sub: ada.uuid,
      uid: ada.id,
      sid: expect.any(String),
      jti: expect.stringMatching(/^[\w-]{12}$/),
      typ: 'access',
      iss: 'trellis',
      aud: 'trellis',
      iat: expect.any(Number),
      exp: Number(genuine['iat']) + 1800,
    });
  });

  it('is believed when made exactly so: the forgery of these tests differs in one thing only', async () => {
    expect(await status(forge({}))).toBe(200);
  });

  it.each<[string, Recipe]>([
    ['another secret', { secret: 'another-secret-for-tests-0123456789-abcdef' }],
    ['HS512 under the same secret', { algorithm: 'HS512' }],
    ['HS384 under the same secret', { algorithm: 'HS384' }],
    ['another issuer', { claims: { iss: 'elsewhere' } }],
    ['no issuer', { without: ['iss'] }],
    ['another audience', { claims: { aud: 'elsewhere' } }],
    ['no audience', { without: ['aud'] }],
    ['the type of a refresh token', { claims: { typ: 'refresh' } }],
    ['no type', { without: ['typ'] }],
    ['no expiry', { without: ['exp'] }],
    ['an expiry that has passed', { claims: { exp: Math.floor(Date.now() / 1000) - 1 } }],
    ['a start in the future', { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }],
    ['no sign-in', { without: ['sid'] }],
    ['a sign-in that never was', { claims: { sid: randomUUID() } }],
    ['a sign-in that is no uuid', { claims: { sid: "' OR true --" } }],
    ['no user', { without: ['sub'] }],
    ['another user', { claims: { sub: randomUUID() } }],
    ['no id', { without: ['uid'] }],
    ['the id of another user', { claims: { uid: 1_000_000 } }],
    ['the id as text', { claims: { uid: '1' } }],
  ])('is refused with %s', async (_, recipe) => {
    expect(await status(forge(recipe))).toBe(401);
  });

  it('is refused without a signature', async () => {
    const encode = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const alg of ['none', 'None', 'NONE']) {
      expect(await status(`${encode({ alg, typ: 'JWT' })}.${encode(genuine)}.`)).toBe(401);
    }
    const [header, claims, signature = ''] = ada.token.split('.');
    expect(await status(`${header}.${claims}.`)).toBe(401);
    expect(await status(`${header}.${encode({ ...genuine, uid: ada.id + 1 })}.${signature}`)).toBe(
      401,
    );
    expect(await status(`${header}.${claims}.${signature.slice(0, -4)}AAAA`)).toBe(401);
  });

  it.each([
    ['nothing', {}],
    ['an empty header', { authorization: '' }],
    ['a token without its scheme', { authorization: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }],
    ['another scheme', { authorization: 'Basic YWRhOnB3' }],
    ['text that is no token', { authorization: 'Bearer hello' }],
    ['a token in a cookie', { cookie: 'access_token=hello' }],
  ])('is not made up for by %s', async (_, headers) => {
    const reply = await app.learning.get('/users/me', { headers });
    expect(reply.status).toBe(401);
  });

  it('is not read from the address', async () => {
    expect((await app.learning.get(`/users/me?access_token=${ada.token}`)).status).toBe(401);
    expect((await app.learning.get(`/users/me?token=${ada.token}`)).status).toBe(401);
  });

  it('speaks for the person whose sign-in it is, with the roles of this moment', async () => {
    const ben = await person(app);
    expect(await status(forge({ claims: { uid: ben.id, sub: ben.uuid } }))).toBe(401);
  });
});
