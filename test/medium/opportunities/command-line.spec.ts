import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownList } from '../../support/opportunity-sources';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild } from '../../support/trellis-process';

interface Ending {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

describe('trellis import opportunities', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'trellis-opportunities-'));
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
        [build.cli, 'import', 'opportunities', ...given],
        { env: environment },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), out, complaints }),
      );
    });
  }

  it('reports every file and every row, and adds nothing the second time', async () => {
    const files = [ownList('dirty.csv'), ownList('nested.json')];
    const file = join(folder, 'report.json');
    const first = await run(...files, '--type', 'program', '--report', file);
    expect(first).toMatchObject({ code: 0, complaints: '' });
    expect(first.out).toContain(
      'dirty.csv: 9 rows; 4 added, 0 updated, 0 unchanged, 1 duplicate, 4 rejected',
    );
    expect(first.out).toContain('rejected, a test row: 1 (rows 9)');
    expect(first.out).toContain('row 4 Harbor Engineering Award: the same as row 3');
    const reports = JSON.parse(readFileSync(file, 'utf8'));
    expect(reports.map(({ rows }: { rows: unknown[] }) => rows.length)).toEqual([9, 3]);
    expect(await database.query('SELECT DISTINCT type FROM opportunities')).toEqual([
      { type: 'program' },
    ]);
    const second = await run(...files, '--type', 'program');
    expect(second.out).toContain('9 rows; 0 added, 0 updated, 4 unchanged');
  });

  it.each([
    [[], 'trellis import opportunities <files…>'],
    [['x.csv', '--type', 'prize'], 'trellis import opportunities <files…>'],
    [['x.csv', '--colour', 'red'], "Unknown option '--colour'"],
    [['/nowhere/x.csv'], 'there is no such file'],
  ])('explains %j', async (given, complaint) => {
    const ending = await run(...given);
    expect(ending.code).not.toBe(0);
    expect(ending.complaints).toContain(complaint);
  });
});
