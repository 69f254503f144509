import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarball } from '../../support/archives';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild } from '../../support/trellis-process';

interface Ending {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

describe('trellis import course', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'trellis-course-'));
    await database.query(
      `INSERT INTO users (email, username, full_name, password_hash, locale, time_zone)
       VALUES ('admin@example.com', 'admin', 'Admin', 'none', 'en', 'UTC')`,
    );
    await database.query(
      `INSERT INTO role_grants (user_id, role) SELECT id, 'PLATFORM_ADMIN' FROM users`,
    );
    await database.query(`INSERT INTO universities (name, country_code) VALUES ('Larkspur', 'US')`);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    build.remove();
    await database.drop();
  });

  /** Runs the command as an operator does. */
  function run(...given: string[]): Promise<Ending> {
    const environment = {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATA_FOLDER: folder,
      DATABASE_URL: database.url,
      TRELLIS_SECRET: TEST_SECRET,
      LOG_LEVEL: 'error',
    };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [build.cli, 'import', ...given],
        { env: environment },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), out, complaints }),
      );
    });
  }

  const source = (name: string, files: Record<string, string>): string => {
    const path = join(folder, name);
    writeFileSync(path, tarball(new Map(Object.entries(files))));
    return path;
  };
  const GOOD = {
    'course.yaml': 'title: Sensors\ncode: IOT1\nuniversity: Larkspur\n',
    'a.md': '# A\n\nB',
  };

  it('reports what it would do, does it, and finds nothing to do again', async () => {
    const path = source('good.tgz', GOOD);
    const dry = await run('course', path, '--dry-run');
    expect(dry).toMatchObject({ code: 0, complaints: '' });
    expect(dry.out).toContain('Dry run, nothing is stored. It can be imported.');
    expect(await database.query('SELECT id FROM courses')).toEqual([]);
    const first = await run('course', path, '--as', 'admin@example.com');
    expect(first.code).toBe(0);
    expect(first.out).toContain('Sensors (IOT1)');
    expect(first.out).toContain('content: 1 created, 0 updated, 0 unchanged, 0 unpublished');
    const again = await run('course', path, '--university', 'Larkspur');
    expect(again.out).toContain('content: 0 created, 0 updated, 1 unchanged, 0 unpublished');
  });

  it('ends with 1 and the place of each error', async () => {
    const path = source('bad.tgz', { ...GOOD, 'q.gift': 'Good?{T}\n\nBad {=a' });
    const refused = await run('course', path);
    expect(refused.code).toBe(1);
    expect(refused.complaints).toMatch(/^error: q\.gift:3:\d+: not valid GIFT/m);
    expect((await run('course', path, '--dry-run')).code).toBe(1);
  });

  it.each([
    [['course'], 'trellis import course <path>'],
    [['lesson', 'x'], 'trellis import course <path>'],
    [['course', 'x', '--publish'], '--publish'],
    [['course', '/nowhere/at/all'], 'There is no folder and no archive'],
  ])('explains what is wrong with %j', async (given, words) => {
    const { code, complaints } = await run(...given);
    expect(code).toBe(1);
    expect(complaints).toContain(words);
  });

  it('names the admin or the university that is not there', async () => {
    const path = source('good.tgz', GOOD);
    expect((await run('course', path, '--as', 'nobody@example.com')).complaints).toContain(
      'nobody@example.com is no platform admin.',
    );
    expect((await run('course', path, '--university', 'Nowhere')).complaints).toContain(
      'There is no university Nowhere.',
    );
  });
});
