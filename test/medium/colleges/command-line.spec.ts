import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STARTER_TABLE } from '../../support/college-table';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild } from '../../support/trellis-process';

const STARTING_MS = 240_000;

describe('trellis import colleges', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'trellis-colleges-'));
  }, STARTING_MS);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    build.remove();
    await database.drop();
  });

  /** Runs the command as an operator does. */
  function run(...given: string[]): Promise<{ code: number; out: string; complaints: string }> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [build.cli, 'import', 'colleges', ...given],
        {
          env: {
            PATH: process.env['PATH'],
            NODE_ENV: 'test',
            DATA_FOLDER: folder,
            DATABASE_URL: database.url,
            TRELLIS_SECRET: TEST_SECRET,
            LOG_LEVEL: 'error',
          },
        },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), out, complaints }),
      );
    });
  }

  it(
    'prints what became of each file, and finds nothing to do again',
    async () => {
      const first = await run(STARTER_TABLE);
      expect(first).toMatchObject({ code: 0, complaints: '' });
      expect(first.out).toContain('colleges.csv: starter table');
      expect(first.out).toContain('252 rows: 252 created, 0 matched (0 updated, 0 unchanged)');
      const again = await run(STARTER_TABLE);
      expect(again.out).toContain('0 created, 252 matched (0 updated, 252 unchanged), 0 skipped');
    },
    STARTING_MS,
  );

  it(
    'ends with 1 where a file is none that it knows, or nothing is named',
    async () => {
      const strange = await run(__filename);
      expect(strange.code).toBe(1);
      expect(strange.out).toContain('not recognised');
      const nothing = await run();
      expect(nothing.code).not.toBe(0);
      expect(nothing.complaints).toContain('trellis import colleges <files…>');
    },
    STARTING_MS,
  );
});
