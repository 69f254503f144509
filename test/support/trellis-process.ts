import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { HttpClient } from './http-client';
import { queueSettings } from './redis-databases';
import { TEST_SECRET } from './test-app';

const READY_MS = 90_000;
const ROOT = resolve(__dirname, '../..');

/** A build of the present source, apart from the one that may be under way in `dist`. */
export class TrellisBuild {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<TrellisBuild> {
    const cache = join(ROOT, 'node_modules/.cache');
    await mkdir(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, 'trellis-build-'));
    await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'node_modules/@swc/cli/bin/swc.js'), 'src', 'migrations', '-d', folder, '-q'],
      { cwd: ROOT },
    );
    return new TrellisBuild(folder);
  }

  get main(): string {
    return join(this.folder, 'src/main.js');
  }

  get api(): string {
    return join(this.folder, 'src/api.js');
  }

  get worker(): string {
    return join(this.folder, 'src/worker.js');
  }

  get cli(): string {
    return join(this.folder, 'src/cli.js');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The API or a worker as an operator runs it: a process of its own, that a test may kill. */
export class TrellisProcess {
  /** Of each stream on its own: a line of one may come in the middle of a line of the other. */
  private readonly pieces: readonly [out: Buffer[], complaints: Buffer[]] = [[], []];

  private constructor(
    private readonly child: ChildProcess,
    private readonly dataFolder: string,
    readonly learning: HttpClient,
    /** Paths outside the contracts, e.g. /health/ready. */
    readonly root: HttpClient,
  ) {
    child.stdout?.on('data', (piece: Buffer) => this.pieces[0].push(piece));
    child.stderr?.on('data', (piece: Buffer) => this.pieces[1].push(piece));
    child.stderr?.pipe(process.stderr, { end: false });
  }

  /** Everything that it wrote so far, its log above all. */
  get output(): string {
    return this.pieces.map((pieces) => Buffer.concat(pieces).toString()).join('');
  }

  /** Starts on a migrated database; resolves when it is ready. */
  static start(
    build: TrellisBuild,
    databaseUrl: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<TrellisProcess> {
    return TrellisProcess.serve(build.main, databaseUrl, environment);
  }

  /** The same as an API that leaves all jobs to workers. */
  static startApi(
    build: TrellisBuild,
    databaseUrl: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<TrellisProcess> {
    return TrellisProcess.serve(build.api, databaseUrl, environment);
  }

  private static async serve(
    script: string,
    databaseUrl: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<TrellisProcess> {
    const port = await freePort();
    const started = TrellisProcess.spawn(script, port, databaseUrl, environment);
    await eventually(
      () =>
        started.root.get('/health/ready').then(
          ({ status }) => status,
          () => started.child.exitCode,
        ),
      (status) => status === 200,
      READY_MS,
    );
    return started;
  }

  /** Starts a worker beside it; from then on it takes jobs. */
  static startWorker(
    build: TrellisBuild,
    databaseUrl: string,
    environment: Readonly<Record<string, string>>,
  ): TrellisProcess {
    return TrellisProcess.spawn(build.worker, 0, databaseUrl, environment);
  }

  private static spawn(
    script: string,
    port: number,
    databaseUrl: string,
    environment: Readonly<Record<string, string>>,
  ): TrellisProcess {
    const dataFolder = mkdtempSync(join(tmpdir(), 'trellis-process-'));
    const child = spawn(process.execPath, [script], {
      cwd: dataFolder,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_FOLDER: dataFolder,
        DATABASE_URL: databaseUrl,
        DATABASE_POOL_SIZE: '6',
        TRELLIS_SECRET: TEST_SECRET,
        RATE_LIMIT_FACTOR: '1000',
        ...queueSettings(databaseUrl),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const baseUrl = `http://127.0.0.1:${port}`;
    return new TrellisProcess(
      child,
      dataFolder,
      new HttpClient(`${baseUrl}/api/v1`, '/api/v1', null),
      new HttpClient(baseUrl, '', null),
    );
  }

  /** Ends it as a crash would. */
  kill(): Promise<number | null> {
    return this.end('SIGKILL');
  }

  /** Asks it to end; the exit code. */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, 'exit');
    }
    rmSync(this.dataFolder, { recursive: true, force: true });
    return this.child.exitCode;
  }
}
