import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresFailed } from '../../../src/platform/database/embedded/embedded-postgres.errors';
import {
  type RunningPostgres,
  startEmbeddedPostgres,
} from '../../../src/platform/database/embedded/embedded-postgres';
import { identityOf } from '../../../src/platform/database/embedded/process-identity';
import { ask, Playground, serverPid } from './playground';

jest.setTimeout(120_000);

describe('the server of a data folder', () => {
  const playground = new Playground();
  let dataFolder: string;
  let server: RunningPostgres;

  beforeAll(async () => {
    dataFolder = join(await playground.folder(), 'data');
    server = await startEmbeddedPostgres({ dataFolder, settings: { max_connections: 37 } });
  });

  afterAll(async () => {
    await server?.stop();
    await playground.clear();
  });

  it('answers at first use', async () => {
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    expect(server.adopted).toBe(false);
    expect(new URL(server.url)).toMatchObject({
      hostname: '127.0.0.1',
      username: 'trellis',
      pathname: '/trellis',
    });
  });

  it('listens on the loopback address only, with the settings asked for', async () => {
    expect(await ask(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server.url, 'SHOW max_connections')).toBe('37');
    expect(await ask(server.url, 'SHOW fsync')).toBe('on');
  });

  it('knows the letters of every language without a locale of the machine', async () => {
    expect(await ask(server.url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(server.url, `SELECT lower('ÀÉŁ')`)).toBe('àéł');
  });

  it('gives the application an account that owns its database and is no superuser', async () => {
    expect(
      await ask(server.url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user'),
    ).toBe(false);
    expect(await ask(server.url, 'CREATE EXTENSION citext')).toBeUndefined();
  });

  it('keeps its password to itself', async () => {
    const file = join(dataFolder, 'postgres-password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const password = (await readFile(file, 'utf8')).trim();
    expect(Buffer.from(password, 'base64url')).toHaveLength(32);
    await expect(ask(server.url.replace(password, 'guessed'), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('keeps its data from one start to the next', async () => {
    await ask(server.url, `CREATE TABLE notes AS SELECT 'kept' AS text`);
    await server.stop();
    server = await startEmbeddedPostgres({ dataFolder });
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SELECT text FROM notes')).toBe('kept');
  });

  it('stops once, however often it is asked, and lets go of the folder', async () => {
    const pid = await serverPid(await realpath(join(dataFolder, 'postgres')));
    expect(await identityOf(pid)).not.toBeNull();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await identityOf(pid)).toBeNull();
    // Refused, unless another program has the port by now; that one doesn't know the password.
    await expect(ask(server.url, 'SELECT 1')).rejects.toBeDefined();
    expect((await readdir(dataFolder)).toSorted()).toEqual([
      'postgres',
      'postgres-password',
      'postgres.log',
    ]);
  });

  it('tells from its log why it does not start, and lets go of the folder', async () => {
    const failed = await startEmbeddedPostgres({
      dataFolder,
      settings: { max_connections: 'many' },
    }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(EmbeddedPostgresFailed);
    const { message } = failed as EmbeddedPostgresFailed;
    expect(message).toContain('invalid value for parameter "max_connections": "many"');
    expect(message).toContain(join(dataFolder, 'postgres.log'));
    server = await startEmbeddedPostgres({ dataFolder });
    expect(await ask(server.url, 'SELECT text FROM notes')).toBe('kept');
  });
});
