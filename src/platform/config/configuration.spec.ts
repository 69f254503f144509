import { randomBytes } from 'node:crypto';
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

  it('reads prices and budgets, of which 0 is none', () => {
    const price = { input_per_million_usd: 3, output_per_million_usd: 15 };
    expect(
      from({
        MODEL_PRICES: JSON.stringify({ 'claude-sonnet-4-5': price }),
        CHAT_USER_DAILY_TOKENS: '50000',
        CHAT_COURSE_DAILY_TOKENS: '0',
      }).chat,
    ).toEqual({
      userDailyTokens: 50_000,
      courseDailyTokens: null,
      budgetWarningPercent: 80,
      historyCharacters: 60_000,
      prices: { 'claude-sonnet-4-5': price },
    });
    expect(from({}).chat).toMatchObject({ userDailyTokens: null, prices: {} });
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

  it('reads a mail server, a sender and networks that may be called', () => {
    const { mail, network } = from({
      SMTP_URL: 'smtps://user%40example.com:p%3Aw@mail.example.com',
      MAIL_FROM: 'Ivy Level <noreply@ivylevel.com>',
      PRIVATE_NETWORKS_ALLOWED: '10.1.0.0/16, ::1',
    });
    expect(mail).toMatchObject({
      from: { name: 'Ivy Level', address: 'noreply@ivylevel.com' },
      smtp: {
        host: 'mail.example.com',
        port: 465,
        secure: true,
        user: 'user@example.com',
        password: 'p:w',
      },
    });
    expect(network.privateNetworksAllowed).toEqual(['10.1.0.0/16', '::1']);
    expect(from({ SMTP_URL: 'smtp://localhost:1025' }).mail.smtp).toEqual({
      host: 'localhost',
      port: 1025,
      secure: false,
      user: null,
      password: null,
    });
    expect(from({}).mail).toMatchObject({
      from: { name: 'Trellis', address: 'no-reply@trellis.example' },
      smtp: null,
      deadlineMs: 10_000,
    });
    expect(from({ MAIL_FROM: 'noreply@ivylevel.com' }).mail.from).toEqual({
      name: '',
      address: 'noreply@ivylevel.com',
    });
  });

  it.each([
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'http://mail.example.com'],
    ['SMTP_URL', 'smtp://user:%E0%A4%A@mail.example.com'],
    ['SMTP_DEADLINE_MS', '0'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'A <a@example.com>, B <b@example.com>'],
    ['PRIVATE_NETWORKS_ALLOWED', 'all'],
    ['PRIVATE_NETWORKS_ALLOWED', '10.0.0.0/33'],
    ['PORT', '70000'],
    ['PORT', 'eight'],
    ['PORT', '80.5'],
    ['NODE_ENV', 'staging'],
    ['PUBLIC_URL', 'learn.example'],
    ['DATABASE_URL', 'mysql://db.example/trellis'],
    ['DATABASE_URL', 'db.example'],
    ['REDIS_URL', 'http://cache.example'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '1'],
    ['RATE_LIMITS', 'many'],
    ['RATE_LIMIT_FACTOR', '0'],
    ['RATE_LIMIT_FACTOR', 'twice'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,10.0.0.0/33'],
    ['DATABASE_POOL_SIZE', '0'],
    ['ACCESS_TOKEN_MINUTES', '-1'],
    ['REFRESH_TOKEN_DAYS', '1000'],
    ['CHAT_USER_DAILY_TOKENS', '-1'],
    ['CHAT_COURSE_DAILY_TOKENS', '1.5'],
    ['CHAT_BUDGET_WARNING_PERCENT', '0'],
    ['CHAT_HISTORY_CHARACTERS', '10'],
    ['MODEL_PRICES', '{'],
    ['MODEL_PRICES', '[]'],
    ['MODEL_PRICES', '{"m":{"input_per_million_usd":3}}'],
    ['MODEL_PRICES', '{"m":{"input_per_million_usd":-3,"output_per_million_usd":1}}'],
    ['MODEL_PRICES', '{"m":{"input_per_million_usd":"3","output_per_million_usd":1}}'],
    ['LLM_PROVIDER', 'magic'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s and names it', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`  ${name}: `);
    expect(message).toContain('.env.example');
  });

  it('counts requests where all processes meet, unless told where', () => {
    const database = { DATABASE_URL: 'postgresql://db.example/trellis' };
    const redis = { REDIS_URL: 'redis://cache.example' };
    expect(from({}).rateLimits).toEqual({ storage: 'memory', factor: 1 });
    expect(from(database).rateLimits.storage).toBe('postgres');
    expect(from({ ...database, ...redis }).rateLimits.storage).toBe('redis');
    expect(from({ ...redis, RATE_LIMITS: 'off', RATE_LIMIT_FACTOR: '0.5' }).rateLimits).toEqual({
      storage: 'off',
      factor: 0.5,
    });
    expect(refusal({ RATE_LIMITS: 'redis' })).toContain('REDIS_URL: is needed');
    expect(refusal({ TRUSTED_PROXIES: '1' })).toContain('whom to believe');
  });

  it('reads the labels that are protected: none, or a list of them', () => {
    expect(from({}).prompts.protectedLabels).toEqual([]);
    const labels = from({ PROTECTED_PROMPT_LABELS: 'production, approved,' });
    expect(labels.prompts.protectedLabels).toEqual(['production', 'approved']);
    expect(refusal({ PROTECTED_PROMPT_LABELS: 'Production' })).toContain(
      'PROTECTED_PROMPT_LABELS: must be labels',
    );
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

  describe('the keys of stored secrets', () => {
    const [newest = '', older = '', oldest = ''] = [1, 2, 3].map(() =>
      randomBytes(32).toString('base64'),
    );
    const keys = (variables: Record<string, string>) =>
      from(variables).encryption.keys.map((key) => key.toString('base64'));

    it('are one, made of the secret, when none is given', () => {
      const [derived, ...others] = keys({ TRELLIS_SECRET: SECRET });
      expect(others).toEqual([]);
      expect(Buffer.from(derived ?? '', 'base64')).toHaveLength(32);
      expect(keys({ TRELLIS_SECRET: SECRET })).toEqual([derived]);
      expect(keys({ TRELLIS_SECRET: `${SECRET}x` })).not.toEqual([derived]);
      expect(keys({ NODE_ENV: 'production', TRELLIS_SECRET: SECRET })).toEqual([derived]);
    });

    it('are the given ones, the newest first, and the derived one last', () => {
      const [derived] = keys({ TRELLIS_SECRET: SECRET });
      expect(
        keys({
          TRELLIS_SECRET: SECRET,
          TRELLIS_ENCRYPTION_KEY: newest,
          TRELLIS_ENCRYPTION_PREVIOUS_KEYS: `${older}, ${oldest}`,
        }),
      ).toEqual([newest, older, oldest, derived]);
    });

    it.each([
      ['too short', randomBytes(16).toString('base64')],
      ['too long', randomBytes(33).toString('base64')],
      ['no base64', 'x'.repeat(44)],
      ['zeros', Buffer.alloc(32).toString('base64')],
      ['typed', Buffer.from('passwordpasswordpasswordpassword').toString('base64')],
    ])('are refused when %s, without repeating them', (_why, key) => {
      const message = refusal({ TRELLIS_ENCRYPTION_KEY: key });
      expect(message).toContain('TRELLIS_ENCRYPTION_KEY: must be 32 random bytes');
      expect(message).not.toContain(key);
      const previous = { TRELLIS_ENCRYPTION_PREVIOUS_KEYS: key };
      const other = refusal({ TRELLIS_ENCRYPTION_KEY: newest, ...previous });
      expect(other).toContain('TRELLIS_ENCRYPTION_PREVIOUS_KEYS');
      expect(other).not.toContain(key);
    });

    it('are not only old ones', () => {
      expect(refusal({ TRELLIS_ENCRYPTION_PREVIOUS_KEYS: older })).toContain(
        'TRELLIS_ENCRYPTION_KEY: is needed',
      );
    });
  });

  it('takes the keys of AWS as a pair, and never the settings of another provider for it', () => {
    const pair = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hidden' };
    expect(from({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }).bedrock.keys).toBeNull();
    expect(from(pair).bedrock).toEqual({
      baseUrl: null,
      model: null,
      region: 'us-east-1',
      bearerToken: null,
      keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'hidden', sessionToken: null },
    });
    const settings = { LLM_API_KEY: 'k', LLM_MODEL: 'm', LLM_BASE_URL: 'http://models.example/v1' };
    expect(from({ LLM_PROVIDER: 'anthropic', ...settings }).bedrock).toMatchObject({
      baseUrl: null,
      model: null,
      bearerToken: null,
    });
    expect(from({ LLM_PROVIDER: 'bedrock', ...settings }).bedrock).toMatchObject({
      baseUrl: 'http://models.example/v1',
      model: 'm',
      bearerToken: 'k',
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
