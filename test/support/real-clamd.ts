import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClamavScanner } from '../../src/platform/scanning/clamav-scanner';
import { INFECTED_WORDS } from './clamd-server';
import { eventually } from './eventually';
import { freePort } from './free-port';

const PROGRAMS = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'];

/** Where this machine has a ClamAV daemon; undefined when it has none. */
export const CLAMD_PROGRAM = PROGRAMS.find((path) => existsSync(path));

/** The real daemon with one signature of our own, on a port and a socket of its own. */
export class RealClamd {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly port: number,
    readonly socket: string,
  ) {}

  /** @param mostBytes its StreamMaxLength; a multiple of 1 MB. */
  static async start(program: string, mostBytes: number): Promise<RealClamd> {
    const folder = mkdtempSync(join(tmpdir(), 'trellis-clamd-'));
    const signatures = join(folder, 'signatures');
    const socket = join(folder, 'clamd.sock');
    const port = await freePort();
    mkdirSync(signatures);
    const words = Buffer.from(INFECTED_WORDS).toString('hex');
    writeFileSync(join(signatures, 'own.ndb'), `Trellis.Test.Words:0:*:${words}\n`);
    const settings = [
      `DatabaseDirectory ${signatures}`,
      `LocalSocket ${socket}`,
      'TCPAddr 127.0.0.1',
      `TCPSocket ${port}`,
      `StreamMaxLength ${mostBytes / 1_048_576}M`,
      'Foreground yes',
      'SelfCheck 0',
    ];
    writeFileSync(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`);
    const child = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' });
    const clamd = new RealClamd(child, folder, port, socket);
    const scanner = new ClamavScanner({ path: socket });
    await eventually(
      () =>
        scanner.probe().then(
          () => true,
          () => false,
        ),
      (isUp) => isUp,
      30_000,
    );
    return clamd;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
