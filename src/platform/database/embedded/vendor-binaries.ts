import { randomBytes } from 'node:crypto';
import { access, chmod, cp, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import { runTool } from './vendor-tool';

/** Where PostgreSQL's programs are. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  /** E.g. `18.4.0-linux-x64`. */
  readonly version: string;
}

/** The path of one of PostgreSQL's programs. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The programs that npm installed for this platform, ready to run.
 *
 * @throws EmbeddedPostgresFailed when there are none, or they are damaged and cannot be mended.
 */
export async function installedBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  const folder = await realpath(packageFolder(platform));
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { version } = manifest as { version: string };
  const binaries = { root: join(folder, 'native'), version: `${version}-${platform}` };
  try {
    await completeLinks(binaries.root);
    await completePermissions(binaries);
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `The PostgreSQL in ${folder} is incomplete and cannot be mended from here. ` +
        'Install the packages again with their install scripts allowed.',
      { cause: error },
    );
  }
  return binaries;
}

/**
 * A copy that every account of the machine can run; made once a version. The copy gets its name
 * only when it is complete, so nobody ever runs half of one.
 */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const root = join(parent, `postgresql-${binaries.version}`);
  const copy = { root, version: binaries.version };
  if (await exists(program(copy, 'postgres'))) return copy;
  const draft = `${root}.draft-${randomBytes(6).toString('hex')}`;
  try {
    await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true });
    await completeLinks(draft);
    const options = { folder: '/', account: null, timeoutMs: 60_000 };
    const opened = await runTool('chmod', ['-R', 'u+w,a+rX', draft], options);
    if (!opened.succeeded) throw new EmbeddedPostgresFailed(opened.output);
    await rename(draft, root);
  } catch (error) {
    // Another process may have been quicker; its copy is as good as ours.
    if (!(await exists(program(copy, 'postgres')))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/**
 * The vendor's package resolves this name too, but only after it has registered an exit hook that
 * stops every server; so it is only asked where it is, never loaded.
 */
function packageFolder(platform: string): string {
  try {
    const vendor = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(vendor.resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `There is no embedded PostgreSQL for ${platform}. If the packages were installed without ` +
        'optional dependencies, install them again with those; otherwise name a PostgreSQL of ' +
        'your own with DATABASE_URL.',
      { cause: error },
    );
  }
}

/** npm packages carry no symbolic links: a script that npm may not have run creates them later. */
async function completeLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(root, relative('native', target));
    if (await exists(path)) continue;
    await rm(path, { force: true });
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function completePermissions(binaries: Binaries): Promise<void> {
  for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) {
    const path = program(binaries, name);
    if (!(await exists(path, 1))) await chmod(path, 0o755);
  }
}

async function exists(path: string, mode = 0): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
