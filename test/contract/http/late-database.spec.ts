import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { configurationFrom, type Configuration } from '../../../src/platform/config/configuration';
import { SchemaBehind } from '../../../src/platform/database/open-database';
import { startTrellis } from '../../../src/start';
import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { freePort } from '../../support/free-port';
import { TcpProxy } from '../../support/tcp-proxy';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

describe('Starting', () => {
  let database: TestDatabase;
  let dataFolder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataFolder = mkdtempSync(join(tmpdir(), 'trellis-data-'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  function configuration(databaseUrl: string, port: number): Configuration {
    return configurationFrom({
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_FOLDER: dataFolder,
      DATABASE_URL: databaseUrl,
      TRELLIS_SECRET: TEST_SECRET,
    });
  }

  it('waits for a database that is away and is ready once it answers', async () => {
    const proxy = await TcpProxy.to(database.url);
    const port = await freePort();
    const client = new HttpClient(`http://127.0.0.1:${port}`, '', null);
    const isReady = () =>
      client.get('/health/ready').then(
        (reply) => reply.status === 200,
        () => false,
      );
    let hasStarted = false;
    const starting = startTrellis(configuration(proxy.url, port), {
      surfaces: true,
      jobs: true,
    }).finally(() => {
      hasStarted = true;
    });
    await sleep(1_500);
    expect(hasStarted).toBe(false);
    expect(await isReady()).toBe(false);
    await proxy.open();
    const trellis = await starting;
    try {
      expect(await eventually(isReady, Boolean, 20_000)).toBe(true);
      const registered = await client.post('/api/v1/auth/register', {
        email: 'patient@example.com',
        password: 'a long enough phrase',
        full_name: 'Patient Person',
      });
      expect(registered.status).toBe(201);
    } finally {
      await trellis.stop();
      await proxy.cut();
    }
  });

  it('refuses a database of an older schema, and says what to run', async () => {
    const url = new URL(database.url);
    const admin = new Client({ connectionString: database.url });
    await admin.connect();
    const name = `${url.pathname.slice(1)}_empty`;
    try {
      await admin.query(`CREATE DATABASE ${name}`);
      url.pathname = `/${name}`;
      const starting = startTrellis(configuration(url.href, 0), { surfaces: true, jobs: false });
      await expect(starting).rejects.toThrow(SchemaBehind);
      await expect(starting).rejects.toThrow('npm run migrate');
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
    }
  });

  it('lets go of everything when its port is taken, so that a second try succeeds', async () => {
    const port = await freePort();
    const parts = { surfaces: true, jobs: true };
    const first = await startTrellis(configuration(database.url, port), parts);
    try {
      const second = startTrellis(configuration(database.url, port), parts);
      await expect(second).rejects.toThrow('EADDRINUSE');
    } finally {
      await first.stop();
    }
    await eventually(
      () =>
        database.query(
          `SELECT application_name, query FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        ),
      (connections) => connections.length === 0,
      20_000,
    );
    const third = await startTrellis(configuration(database.url, port), parts);
    await third.stop();
  });
});
