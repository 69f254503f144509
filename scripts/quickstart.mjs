// Runs before anything is installed, on whatever Node the machine has: plain JavaScript, no packages.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isWindows = process.platform === 'win32';
process.chdir(root);

installIfChanged();
buildIfChanged();
serve();

/** `npm ci`, unless the lockfile is the one that was installed last. */
function installIfChanged() {
  const stamp = join('node_modules', '.trellis-install');
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stdout.write('Installing packages …\n');
  run('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

/** `npm run build`, unless nothing changed since the last one. */
function buildIfChanged() {
  const stamp = join('dist', '.trellis-build');
  const sources = ['src', 'migrations', '.swcrc', 'package.json'];
  const newest = Math.max(...sources.map(newestChange));
  if (existsSync(stamp) && Number(readFileSync(stamp, 'utf8')) === newest) return;
  process.stdout.write('Building …\n');
  run('npm', ['run', '--silent', 'build']);
  mkdirSync('dist', { recursive: true });
  writeFileSync(stamp, String(newest));
}

/** The pinned Node runs Trellis; signals reach it, and its end is ours. */
function serve() {
  const node = join('node_modules', '.bin', isWindows ? 'node.cmd' : 'node');
  const child = spawn(node, [join('dist', 'src', 'cli.js'), 'quickstart'], {
    stdio: 'inherit',
    shell: isWindows,
  });
  // A terminal sends Ctrl-C to the child as well, and npm may send it again: the child stops
  // once, we only wait for it. A signal sent to us alone is passed on.
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}

function run(command, parameters) {
  const result = spawnSync(command, parameters, { stdio: 'inherit', shell: isWindows });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function newestChange(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(
    entry.mtimeMs,
    ...readdirSync(path).map((name) => newestChange(join(path, name))),
  );
}
