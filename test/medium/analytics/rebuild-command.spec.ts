import { execFile } from 'node:child_process';
import { activityCast } from '../../support/activity-cast';
import { activity, insertActivity } from '../../support/activity-rows';
import { queueSettings } from '../../support/redis-databases';
import { TEST_SECRET } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild } from '../../support/trellis-process';
import { rollupRows } from './rollup-rows';

const STARTING_MS = 120_000;

/** The command as an operator runs it. */
describe('trellis analytics', () => {
  let build: TrellisBuild;
  let database: TestDatabase;

  beforeAll(async () => {
    [build, database] = await Promise.all([TrellisBuild.make(), createTestDatabase()]);
  }, STARTING_MS);
  afterAll(async () => {
    await database.drop();
    build.remove();
  });

  function run(...words: readonly string[]): Promise<{ code: number; text: string }> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [build.cli, 'analytics', ...words],
        {
          env: {
            PATH: process.env['PATH'],
            NODE_ENV: 'test',
            DATABASE_URL: database.url,
            TRELLIS_SECRET: TEST_SECRET,
            ...queueSettings(database.url),
          },
        },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), text: out + complaints }),
      );
    });
  }

  it(
    'makes the rollups anew and says what they came to',
    async () => {
      const { people } = await activityCast(database, { people: 2, courses: 1 });
      const occurredAt = new Date('2026-03-01T10:00:00Z');
      await insertActivity(
        database,
        people.map((userId) =>
          activity({ key: `note ${userId}`, kind: 'note.created', occurredAt, userId }),
        ),
      );
      const { code, text } = await run('rebuild');
      expect(text).toContain('2 events of 2 people, days of UTC: 2 daily sums, 2 recurrences.');
      expect(code).toBe(0);
      expect(await rollupRows(database)).toContain('daily 0 events 2026-03-01 2');
    },
    STARTING_MS,
  );

  it(
    'explains itself',
    async () => {
      const { code, text } = await run('shrink');
      expect(text).toMatch(/^trellis analytics rebuild/);
      expect(code).toBe(2);
    },
    STARTING_MS,
  );
});
