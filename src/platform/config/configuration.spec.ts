import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { configurationFrom, ConfigurationError } from './configuration';

const SECRET = 'q7Zr2mXv9Lk4Tn8Wb3Yc6Hd1Jf5Gs0Pe';

describe('configurationFrom', () => {
  let dataFolder: string;

  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'trellis-config-'));
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  const from = (variables: Record<string, string>) =>
    configurationFrom({ DATA_FOLDER: dataFolder, ...variables });

  function refusal(variables: Record<string, string>): string {
    try {
      from(variables);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      return (error as ConfigurationError).message;
    }
    throw new Error('The configuration was accepted.');
  }

  it('needs nothing: everything runs from the data folder', () => {
    expect(from({})).toMatchObject({
      environment: 'development',
      dataFolder: resolve(dataFolder),
      http: {
        port: 8000,
        publicUrl: 'http://localhost:8000',
        trustedProxies: [],
        corsOrigins: 'any',
      },
      database: { url: null },
      redisUrl: null,
      llm: { provider: 'offline', model: 'offline' },
      log: { level: 'info', pretty: true },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(from({ DATABASE_URL: '', PORT: '', LLM_PROVIDER: '' })).toMatchObject({
      http: { port: 8000 },
      database: { url: null },
    });
  });

  it('reads lists, numbers and addresses', () => {
    const configuration = from({
      PORT: '9000',
      PUBLIC_URL: 'https://learn.example/',
      TRUSTED_PROXIES: '10.0.0.0/8, 192.168.0.1, fd00::/8,',
      CORS_ORIGINS: 'https://a.example,https://b.example',
      DATABASE_URL: 'postgresql://trellis:pw@db.example:5432/trellis',
      REDIS_URL: 'rediss://cache.example',
      ACCESS_TOKEN_MINUTES: '5',
    });
    expect(configuration).toMatchObject({
      http: {
        port: 9000,
        publicUrl: 'https://learn.example',
        trustedProxies: ['10.0.0.0/8', '192.168.0.1', 'fd00::/8'],
        corsOrigins: ['https://a.example', 'https://b.example'],
      },
      database: { url: 'postgresql://trellis:pw@db.example:5432/trellis' },
      redisUrl: 'rediss://cache.example',
      auth: { accessTokenSeconds: 300 },
    });
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', 'eight'],
    ['PORT', '80.5'],
    ['NODE_ENV', 'staging'],
    ['PUBLIC_URL', 'learn.example'],
    ['DATABASE_URL', 'mysql://db.example/trellis'],
    ['DATABASE_URL', 'db.example'],
    ['REDIS_URL', 'http://cache.example'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,10.0.0.0/33'],
    ['DATABASE_POOL_SIZE', '0'],
    ['ACCESS_TOKEN_MINUTES', '-1'],
    ['REFRESH_TOKEN_DAYS', '1000'],
    ['LLM_PROVIDER', 'magic'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s and names it', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`  ${name}: `);
    expect(message).toContain('.env.example');
  });

  it('names every setting that is wrong at once', () => {
    const message = refusal({ PORT: 'x', REDIS_URL: 'x', LOG_LEVEL: 'x' });
    expect(message).toMatch(/PORT: [^]*REDIS_URL: [^]*LOG_LEVEL: /);
  });

  it('names what a provider of models needs besides', () => {
    expect(refusal({ LLM_PROVIDER: 'anthropic' })).toMatch(/LLM_API_KEY: [^]*LLM_MODEL: /);
    expect(refusal({ LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'm' })).toContain(
      'LLM_BASE_URL: is needed when LLM_PROVIDER is openai-compatible',
    );
  });

  it('never repeats a secret in its message', () => {
    const password = 'hunter2-hunter2';
    expect(refusal({ DATABASE_URL: `mysql://u:${password}@db/x` })).not.toContain(password);
    expect(refusal({ TRELLIS_SECRET: 'short-secret' })).not.toContain('short-secret');
  });

  describe('the secret', () => {
    const production = { NODE_ENV: 'production' };

    it('is taken as given when it is strong', () => {
      const { auth } = from({ ...production, TRELLIS_SECRET: SECRET });
      expect(auth.secret).toBe(SECRET);
    });

    it('must be given in production', () => {
      const message = refusal(production);
      expect(message).toContain('TRELLIS_SECRET is not set');
      expect(message).toContain('openssl rand');
      expect(existsSync(join(dataFolder, 'secret'))).toBe(false);
    });

    it.each([
      ['secret'],
      [SECRET.slice(0, 31)],
      ['a'.repeat(64)],
      ['abcabcabcabcabcabcabcabcabcabcabcabc'],
      ['                                        '],
    ])('refuses %p, in production and elsewhere', (secret) => {
      for (const environment of ['production', 'development', 'test']) {
        const message = refusal({ NODE_ENV: environment, TRELLIS_SECRET: secret });
        expect(message).toContain('TRELLIS_SECRET');
      }
    });

    it('is made once for a data folder elsewhere, readable by its owner alone', () => {
      const first = from({}).auth.secret;
      expect(first.length).toBeGreaterThanOrEqual(64);
      expect(from({}).auth.secret).toBe(first);
      const file = join(dataFolder, 'secret');
      expect(readFileSync(file, 'utf8')).toBe(first);
      expect(statSync(file).mode & 0o077).toBe(0);
    });

    it('differs from one data folder to the next', () => {
      const other = mkdtempSync(join(tmpdir(), 'trellis-config-'));
      try {
        expect(from({ DATA_FOLDER: other }).auth.secret).not.toBe(from({}).auth.secret);
      } finally {
        rmSync(other, { recursive: true, force: true });
      }
    });
  });

  it('closes the door to foreign origins in production, unless some are named', () => {
    const production = { NODE_ENV: 'production', TRELLIS_SECRET: SECRET };
    expect(from(production).http.corsOrigins).toEqual([]);
    expect(from({ ...production, CORS_ORIGINS: 'https://a.example' }).http.corsOrigins).toEqual([
      'https://a.example',
    ]);
  });
});
