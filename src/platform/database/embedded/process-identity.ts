import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A process that can be told from a later one with the same number. `startedAt` is opaque text,
 * equal only for the same process; null where the system does not tell it.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
}

/** The identity of a living process; null when there is none. A zombie counts as gone. */
export async function identityOf(pid: number): Promise<ProcessIdentity | null> {
  if (!takesSignals(pid)) return null;
  const fields = await statusFields(pid);
  if (fields !== null) {
    // Ticks count from the boot of the machine, so two boots could give the same number.
    return isZombie(fields[0]) ? null : { pid, startedAt: `${fields[19]}@${await bootId()}` };
  }
  const [state, ...started] = (await ps(pid, 'stat=,lstart=')).split(/\s+/);
  return isZombie(state) ? null : { pid, startedAt: started.join(' ') || null };
}

/** Whether the very process that had this identity is still alive. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const current = await identityOf(identity.pid);
  if (current === null) return false;
  if (current.startedAt === null || identity.startedAt === null) return true;
  return current.startedAt === identity.startedAt;
}

/** The command line of a process, its words parted by single spaces; null when it is unknown. */
export async function commandLineOf(pid: number): Promise<string | null> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  const line = words === null ? await ps(pid, 'command=') : words.replaceAll('\0', ' ').trim();
  return line || null;
}

function takesSignals(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another account refuses the signal, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The fields of /proc/<pid>/stat from the third on: the second may hold spaces and brackets. */
async function statusFields(pid: number): Promise<string[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function isZombie(state: string | undefined): boolean {
  return state !== undefined && /^[ZX]/.test(state);
}

async function bootId(): Promise<string> {
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return text.trim();
}

/** What `ps` tells of a process; empty where there is no `ps` or no such process. */
async function ps(pid: number, columns: string): Promise<string> {
  const options = { timeout: 5_000, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  const result = await run('ps', ['-ww', '-o', columns, '-p', String(pid)], options).catch(
    () => null,
  );
  return result?.stdout.trim() ?? '';
}
