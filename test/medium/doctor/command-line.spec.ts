import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { mailServer, type MailServer } from '../../support/mail-server';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { S3Server } from '../../support/s3-server';
import { freePort } from '../../support/free-port';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild } from '../../support/trellis-process';

const SECRET = 'Vq3xZr8LkT0mWd5uYh2nBc7sEj9pGa4f';
const ENCRYPTION_KEY = Buffer.alloc(32, 'abcdefghijklmnop').toString('base64');
const MAIL_PASSWORD = 'a password of the mail server';
const STARTING_MS = 180_000;

interface Report {
  readonly code: number;
  readonly text: string;
}

describe('trellis doctor', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let store: S3Server;
  const models = createServer((_request, response) => response.end('{"data":[]}'));
  let mail: MailServer;
  let folder: string;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    store = await S3Server.start();
    models.listen(0, '127.0.0.1');
    await once(models, 'listening');
    mail = await mailServer();
    folder = mkdtempSync(join(tmpdir(), 'trellis-doctor-'));
  }, STARTING_MS);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    models.close();
    await Promise.all([store.stop(), mail.stop()]);
    await database.drop();
    build.remove();
  });

  /** Runs the command as an operator does. */
  function examine(environment: Readonly<Record<string, string>>): Promise<Report> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [build.cli, 'doctor'],
        { cwd: folder, env: { PATH: process.env['PATH'], DATA_FOLDER: folder, ...environment } },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), text: out + complaints }),
      );
    });
  }

  /** A configuration of production with nothing to complain about. */
  const sound = () => ({
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    TRELLIS_SECRET: SECRET,
    TRELLIS_ENCRYPTION_KEY: ENCRYPTION_KEY,
    PUBLIC_URL: 'https://learn.example.org',
    CORS_ORIGINS: 'https://app.example.org',
    TRUSTED_PROXIES: '10.0.0.0/8',
    SMTP_URL: `smtp://${mail.host}:${mail.port}`,
    ...store.environment,
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'a-model',
    LLM_BASE_URL: `http://127.0.0.1:${(models.address() as AddressInfo).port}/v1`,
  });

  const complaints = (text: string): string[] =>
    text.split('\n').filter((line) => /^(PROBLEM|warning)/.test(line));

  it(
    'has nothing to say about a sound configuration',
    async () => {
      const { code, text } = await examine(sound());
      expect(complaints(text)).toEqual([]);
      expect(text).toContain('Every migration has run.');
      expect(text).toContain('A file was stored in the bucket');
      expect(text).toContain('would take a mail');
      expect(text).toContain('Everything is as it should be.');
      expect(code).toBe(0);
    },
    STARTING_MS,
  );

  it(
    'lets the embedded profile be what it is',
    async () => {
      const { code, text } = await examine({});
      expect(complaints(text)).toEqual([]);
      expect(text).toContain('An embedded PostgreSQL');
      expect(code).toBe(0);
    },
    STARTING_MS,
  );

  it(
    'names every setting that cannot be read',
    async () => {
      const { code, text } = await examine({
        DATABASE_URL: 'mysql://root:rosebud@localhost/trellis',
        DATABASE_POOL_SIZE: 'many',
        FILES_DRIVER: 's3',
      });
      for (const name of ['DATABASE_URL', 'DATABASE_POOL_SIZE']) expect(text).toContain(name);
      expect(text).not.toContain('rosebud');
      expect(code).toBe(1);
    },
    STARTING_MS,
  );

  it(
    'tells a secret that is missing or weak, and does not repeat it',
    async () => {
      const missing = await examine({ NODE_ENV: 'production' });
      expect(missing.text).toContain('TRELLIS_SECRET is not set');
      expect(missing.code).toBe(1);
      const weak = 'correct horse battery';
      const refused = await examine({ TRELLIS_SECRET: weak });
      expect(refused.text).toContain('TRELLIS_SECRET is too weak');
      expect(refused.text).not.toContain(weak);
      expect(refused.code).toBe(1);
      const dull = 'abcdefghijabcdefghijabcdefghijab';
      const worried = await examine({ TRELLIS_SECRET: dull });
      expect(worried.text).toMatch(/warning {2}secret .*is worth about \d+ bits/);
      expect(worried.text).toContain('openssl rand -base64 48');
      expect(worried.text).not.toContain(dull);
      expect(worried.code).toBe(0);
    },
    STARTING_MS,
  );

  describe('the database', () => {
    const at = (change: (url: URL) => void) => {
      const url = new URL(database.url);
      change(url);
      return examine({ ...sound(), DATABASE_URL: url.href });
    };

    it(
      'that nobody serves, nor Redis',
      async () => {
        const port = await freePort();
        const url = new URL(database.url);
        url.port = String(port);
        const { code, text } = await examine({
          ...sound(),
          DATABASE_URL: url.href,
          REDIS_URL: `redis://:rosebud@127.0.0.1:${port}`,
        });
        expect(text).toMatch(/PROBLEM {2}database .*does not answer \(ECONNREFUSED\)/);
        expect(text).toMatch(/PROBLEM {2}redis .*does not answer/);
        expect(text).not.toContain('rosebud');
        expect(code).toBe(1);
      },
      STARTING_MS,
    );

    it(
      'whose password is wrong',
      async () => {
        const { code, text } = await at((url) => (url.password = 'rosebud'));
        expect(text).toMatch(/PROBLEM {2}database .*refuses the user or the password/);
        expect(text).not.toContain('rosebud');
        expect(code).toBe(1);
      },
      STARTING_MS,
    );

    it(
      'that does not exist',
      async () => {
        const { code, text } = await at((url) => (url.pathname = '/nowhere'));
        expect(text).toMatch(/PROBLEM {2}database .*has no database "nowhere"/);
        expect(code).toBe(1);
      },
      STARTING_MS,
    );

    it(
      'that misses migrations',
      async () => {
        const name = `${new URL(database.url).pathname.slice(1)}_empty`;
        const admin = new Client({ connectionString: database.url });
        await admin.connect();
        try {
          await admin.query(`CREATE DATABASE ${name}`);
          const { code, text } = await at((url) => (url.pathname = `/${name}`));
          expect(text).toMatch(/PROBLEM {2}schema .*misses migrations/);
          expect(text).toContain('npm run migrate');
          expect(code).toBe(1);
        } finally {
          await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
          await admin.end();
        }
      },
      STARTING_MS,
    );

    it(
      'that has too few connections for the pools',
      async () => {
        const { code, text } = await examine({ ...sound(), DATABASE_POOL_SIZE: '200' });
        expect(text).toMatch(/PROBLEM {2}connections .*A process takes up to 221 connections/);
        expect(text).toContain('lower DATABASE_POOL_SIZE');
        expect(code).toBe(1);
      },
      STARTING_MS,
    );
  });

  if (REDIS_PROGRAM !== undefined) {
    const program = REDIS_PROGRAM;

    it(
      'tells a Redis that would throw jobs away',
      async () => {
        const redis = await RedisServer.start(program, ['--maxmemory-policy', 'allkeys-lru']);
        try {
          const { code, text } = await examine({ ...sound(), REDIS_URL: redis.url });
          expect(text).toMatch(/ok {7}redis +Redis \d+\.\d+/);
          expect(text).toMatch(/PROBLEM {2}redis .*maxmemory-policy allkeys-lru/);
          expect(text).toMatch(/warning {2}redis .*append-only/);
          expect(code).toBe(1);
        } finally {
          await redis.stop();
        }
      },
      STARTING_MS,
    );

    it(
      'tells a Redis whose password is wrong',
      async () => {
        const redis = await RedisServer.start(program, [], 'right');
        try {
          const url = redis.url.replace('redis://', 'redis://:rosebud@');
          const { code, text } = await examine({ ...sound(), REDIS_URL: url });
          expect(text).toMatch(/PROBLEM {2}redis .*refuses the user or the password/);
          expect(text).not.toContain('rosebud');
          expect(code).toBe(1);
        } finally {
          await redis.stop();
        }
      },
      STARTING_MS,
    );
  }

  it(
    'tells where files, mail, model and scanner do not work, all in one go',
    async () => {
      const port = await freePort();
      const password = encodeURIComponent(MAIL_PASSWORD);
      const { code, text } = await examine({
        ...sound(),
        S3_SECRET_ACCESS_KEY: 'another secret of the store',
        SMTP_URL: `smtp://somebody:${password}@127.0.0.1:${port}`,
        LLM_BASE_URL: `http://127.0.0.1:${port}/v1`,
        LLM_API_KEY: 'a-key-of-the-provider',
        CLAMAV_ADDRESS: `tcp://127.0.0.1:${port}`,
      });
      const areas = complaints(text).map((line) => line.split(/\s+/)[1]);
      expect(areas).toEqual(['files', 'mail', 'model', 'scanner']);
      expect(text).toContain('Problems: 4. Warnings: 0.');
      for (const name of ['S3_ENDPOINT', 'SMTP_URL', 'LLM_BASE_URL', 'CLAMAV_ADDRESS']) {
        expect(text).toContain(name);
      }
      for (const secret of [
        'another secret of the store',
        MAIL_PASSWORD,
        'a-key-of-the-provider',
      ]) {
        expect(text).not.toContain(secret);
      }
      expect(code).toBe(1);
    },
    STARTING_MS,
  );

  it(
    'tells a data folder that is none',
    async () => {
      const file = join(folder, 'a-file');
      writeFileSync(file, '');
      const { FILES_DRIVER: _, ...local } = sound() as Record<string, string>;
      const { code, text } = await examine({ ...local, DATA_FOLDER: file });
      expect(text).toMatch(/PROBLEM {2}folder .*a-file cannot be written/);
      expect(text).toMatch(/PROBLEM {2}files /);
      expect(code).toBe(1);
    },
    STARTING_MS,
  );

  it(
    'warns of what production would regret',
    async () => {
      const { code, text } = await examine({
        NODE_ENV: 'production',
        DATABASE_URL: database.url,
        TRELLIS_SECRET: SECRET,
        PUBLIC_URL: 'http://learn.example.org',
        RATE_LIMITS: 'memory',
        STRIPE_SECRET_KEY: 'sk_test_not_a_real_key',
        STRIPE_WEBHOOK_SECRET: 'whsec_not_a_real_secret',
      });
      const areas = new Set(complaints(text).map((line) => line.split(/\s+/)[1]));
      expect([...areas].toSorted()).toEqual([
        'address',
        'encryption',
        'files',
        'limits',
        'mail',
        'origins',
        'payments',
        'proxies',
      ]);
      expect(text).not.toContain('not_a_real');
      expect(code).toBe(0);
      const local = await examine({ ...sound(), PUBLIC_URL: 'http://localhost:8000' });
      expect(local.text).toMatch(/PROBLEM {2}address .*Nobody outside of this machine/);
      expect(local.code).toBe(1);
      const deaf = await examine({ ...sound(), STRIPE_SECRET_KEY: 'sk_live_not_a_real_key' });
      expect(deaf.text).toContain('STRIPE_WEBHOOK_SECRET');
      expect(deaf.code).toBe(1);
    },
    STARTING_MS,
  );
});
