import { once } from 'node:events';
import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/embedded-postgres';
import { identityOf } from '../../../src/platform/database/embedded/process-identity';
import { ask, eventually, kill, killServer, Playground, serverPid } from './playground';

jest.setTimeout(120_000);

describe('what a killed process leaves behind', () => {
  const playground = new Playground();
  let dataFolder: string;
  let cluster: string;

  beforeAll(async () => {
    dataFolder = join(await playground.folder(), 'data');
    const server = await startEmbeddedPostgres({ dataFolder });
    cluster = await realpath(join(dataFolder, 'postgres'));
    await ask(server.url, 'CREATE TABLE events (name text)');
    await server.stop();
  });

  afterAll(() => playground.clear());

  it('a server that still runs is adopted, and stopped in the end', async () => {
    const owner = await playground.owner(dataFolder);
    await ask(owner.line.url, `INSERT INTO events VALUES ('before the kill')`);
    const pid = await serverPid(cluster);
    await kill(owner.child);

    const server = await startEmbeddedPostgres({ dataFolder });
    expect(server.adopted).toBe(true);
    expect(server.url).toBe(owner.line.url);
    expect(await serverPid(cluster)).toBe(pid);
    expect(await ask(server.url, 'SELECT name FROM events')).toBe('before the kill');
    await server.stop();
    expect(await identityOf(pid)).toBeNull();
  });

  it('a server outlives the Ctrl-C that ends everything in its terminal', async () => {
    const owner = await playground.owner(dataFolder);
    const ended = once(owner.child, 'exit');
    process.kill(-(owner.child.pid ?? 0), 'SIGINT');
    await ended;
    expect(await ask(owner.line.url, 'SELECT 1')).toBe(1);

    const server = await startEmbeddedPostgres({ dataFolder });
    expect(server.adopted).toBe(true);
    await server.stop();
  });

  it('a server that runs with other settings is started again with the new ones', async () => {
    const owner = await playground.owner(dataFolder);
    await kill(owner.child);

    const server = await startEmbeddedPostgres({ dataFolder, settings: { max_connections: 23 } });
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SHOW max_connections')).toBe('23');
    await server.stop();
  });

  it('the lock file of a killed server does not stop the next one', async () => {
    const owner = await playground.owner(dataFolder);
    await ask(owner.line.url, `INSERT INTO events VALUES ('before both kills')`);
    const pid = await serverPid(cluster);
    await kill(owner.child);
    await killServer(pid);
    expect(await serverPid(cluster)).toBe(pid);

    const server = await startEmbeddedPostgres({ dataFolder });
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SELECT count(*)::int FROM events')).toBe(2);
    await server.stop();
  });

  it('an unrelated process that has the number of the dead server is left alone', async () => {
    const bystander = await playground.bystander();
    await leaveLockFile(bystander.pid ?? 0, 1);

    const server = await startEmbeddedPostgres({ dataFolder });
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    expect(await serverPid(cluster)).not.toBe(bystander.pid);
    await server.stop();
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  });

  it("another folder's server that has the number and the port is left alone", async () => {
    const elsewhere = join(await playground.folder(), 'data');
    const other = await startEmbeddedPostgres({ dataFolder: elsewhere });
    const otherPid = await serverPid(await realpath(join(elsewhere, 'postgres')));
    await leaveLockFile(otherPid, Number(new URL(other.url).port));

    const server = await startEmbeddedPostgres({ dataFolder });
    expect(server.url).not.toBe(other.url);
    expect(await ask(server.url, 'SELECT count(*)::int FROM events')).toBe(2);
    await server.stop();
    expect(await ask(other.url, 'SELECT 1')).toBe(1);
    await other.stop();
  });

  it('a lock file that holds nothing does not stop the next server', async () => {
    await writeFile(join(cluster, 'postmaster.pid'), '');
    const server = await startEmbeddedPostgres({ dataFolder });
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    await server.stop();
  });

  it('a server of ours that hangs is ended, and another one started', async () => {
    const owner = await playground.owner(dataFolder);
    const pid = await serverPid(cluster);
    process.kill(pid, 'SIGSTOP');
    await kill(owner.child);

    const server = await startEmbeddedPostgres({ dataFolder });
    expect(server.adopted).toBe(false);
    expect(await identityOf(pid)).toBeNull();
    expect(await ask(server.url, 'SELECT count(*)::int FROM events')).toBe(2);
    await server.stop();
  });

  it('a cluster that was never finished is begun anew', async () => {
    let folder = await killWhileCreating();
    // On a busy machine the cluster may be finished before its owner is killed.
    while ((await draftsIn(folder)).length === 0) folder = await killWhileCreating();
    await mkdir(join(folder, 'postgres.new-left'));

    const server = await startEmbeddedPostgres({ dataFolder: folder });
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    expect(await readdir(folder)).not.toContain('postgres.new-left');
    await server.stop();
  });

  /** A folder whose first owner was killed as soon as there was a draft of its cluster. */
  async function killWhileCreating(): Promise<string> {
    const folder = join(await playground.folder(), 'data');
    await mkdir(folder);
    let isReady = false;
    const dying = playground.owner(folder).then(
      () => (isReady = true),
      () => undefined,
    );
    await eventually(async () => isReady || (await draftsIn(folder)).length > 0);
    const { pid } = JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')) as {
      pid: number;
    };
    process.kill(pid, 'SIGKILL');
    await dying;
    return folder;
  }

  async function draftsIn(folder: string): Promise<string[]> {
    return (await readdir(folder)).filter((name) => name.startsWith('postgres.new-'));
  }

  /** Writes the lock file of a server that ran under these numbers and is no more. */
  async function leaveLockFile(pid: number, port: number): Promise<void> {
    const lines = [pid, cluster, 1_700_000_000, port, '', '127.0.0.1', '  1  1', 'ready   '];
    await writeFile(join(cluster, 'postmaster.pid'), `${lines.join('\n')}\n`);
  }
});
