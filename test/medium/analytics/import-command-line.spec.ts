import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { courseWith, MOODLE_LOG, peopleNamed } from '../../support/activity-sources';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild } from '../../support/trellis-process';

interface Ending {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

describe('trellis import activity', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let folder: string;
  let people: string;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'trellis-activity-'));
    await courseWith(database, 'NET1', []);
    await peopleNamed(database, ['ada', 'bo', 'tom']);
    people = join(folder, 'people.csv');
    writeFileSync(
      people,
      'Ada Lowe,ada@example.com\nBo Birk,bo@example.com\nTom Teacher,tom@example.com\n',
    );
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
        [build.cli, 'import', 'activity', ...given],
        { env: environment },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), out, complaints }),
      );
    });
  }

  it('says what it would count, what it added, and what it knew', async () => {
    const given = [MOODLE_LOG, '--course', 'NET1', '--people', people];
    const dry = await run(...given, '--dry-run');
    expect(dry).toMatchObject({ code: 0, complaints: '' });
    expect(dry.out).toContain('(moodle): 21 rows tell 14 events; dry run, nothing is written');

    const report = join(folder, 'refused.jsonl');
    const first = await run(...given, '--report', report, '--time-zone', 'Asia/Kolkata');
    expect(first.out).toContain('(moodle): 21 rows tell 14 events; 14 added, 0 known already');
    expect(first.out).toContain(
      'not counted: 2 of people who are not known here (rows 20, 21): Nobody Known (1), nobody (1)',
    );
    expect(first.out).toContain(
      'not counted: 1 of a kind that is not counted (rows 19): Course module updated (1)',
    );
    const told = readFileSync(report, 'utf8').trim().split('\n');
    expect(told.map((row) => JSON.parse(row).row)).toEqual([16, 17, 18, 19, 20, 21, 22]);

    const again = await run(...given, '--time-zone', 'Asia/Kolkata');
    expect(again.out).toContain('(moodle): 21 rows tell 14 events; 0 added, 14 known already');
  });

  it('finishes where the disk of its report is full, and says so', async () => {
    const given = [MOODLE_LOG, '--course', 'NET1', '--people', people, '--dry-run'];
    const ending = await run(...given, '--report', '/dev/full');
    expect(ending.code).not.toBe(0);
    expect(ending.out).toContain('(moodle): 21 rows tell 14 events; dry run');
    expect(ending.complaints).toContain('/dev/full does not hold all rows: ENOSPC');
    expect(ending.complaints).not.toContain('    at ');
  });

  it('does not write its report over what it is to read', async () => {
    const ending = await run(
      MOODLE_LOG,
      '--course',
      'NET1',
      '--people',
      people,
      '--report',
      people,
    );
    expect(ending.code).not.toBe(0);
    expect(ending.complaints).toContain(`would write over ${people}`);
    expect(readFileSync(people, 'utf8')).toContain('ada@example.com');
  });

  it.each([
    [[], 'trellis import activity <files…>'],
    [['x.csv', '--format', 'scorm'], 'trellis import activity <files…>'],
    [['x.csv', '--dates', 'year-first'], 'trellis import activity <files…>'],
    [['x.csv', '--highest-grade', '0'], '--highest-grade is no number above 0'],
    [['x.csv', '--colour', 'red'], "Unknown option '--colour'"],
    [[MOODLE_LOG], 'say which it is with --course'],
    [[MOODLE_LOG, '--report', '/nowhere/report'], '/nowhere/report cannot be written'],
  ])('explains %j', async (given, complaint) => {
    const ending = await run(...given);
    expect(ending.code).not.toBe(0);
    expect(ending.complaints).toContain(complaint);
    expect(ending.complaints).not.toContain('    at ');
  });
});
