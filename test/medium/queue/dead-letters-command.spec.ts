import { execFile } from 'node:child_process';
import { JobWorker } from '../../../src/platform/queue/job-worker';
import { eventually } from '../../support/eventually';
import { queueSettings } from '../../support/redis-databases';
import { TEST_SECRET, testApp, type TestApp } from '../../support/test-app';
import { TrellisBuild } from '../../support/trellis-process';

const STARTING_MS = 120_000;
const PATIENCE_MS = 60_000;
const WORDS = 'I feel so alone tonight';

interface Answer {
  readonly code: number;
  readonly text: string;
}

/** The command as an operator runs it: a process of its own beside the one that serves. */
describe('trellis dead-letters', () => {
  let build: TrellisBuild;
  let app: TestApp;

  beforeAll(async () => {
    [build, app] = await Promise.all([TrellisBuild.make(), testApp()]);
  }, STARTING_MS);
  afterAll(async () => {
    await app.stop();
    build.remove();
  });

  function run(...words: readonly string[]): Promise<Answer> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [build.cli, 'dead-letters', ...words],
        {
          env: {
            PATH: process.env['PATH'],
            NODE_ENV: 'test',
            DATABASE_URL: app.database.url,
            TRELLIS_SECRET: TEST_SECRET,
            ...queueSettings(app.database.url),
          },
        },
        (error, out, complaints) =>
          resolve({ code: error === null ? 0 : Number(error.code), text: out + complaints }),
      );
    });
  }

  /** A job that can only fail: its payload is not what its feature declares. */
  async function addBroken(): Promise<string> {
    const queue = await app.trellis.app.get(JobWorker, { strict: false }).queue('fast');
    const job = await queue.add('health.canary', { nonce: WORDS }, { attempts: 1 });
    await eventually(() => job.isFailed(), Boolean, PATIENCE_MS);
    return job.id ?? '';
  }

  it(
    'lists jobs without what they were given, tries them again and gives them up',
    async () => {
      const id = await addBroken();
      const listed = await run('list', '--queue', 'fast', '--job', 'health.canary');
      expect(listed.code).toBe(0);
      expect(listed.text).toContain('Failed for good: 1.');
      expect(listed.text).toContain(`fast/${id}  health.canary  1×  ZodError`);
      expect(listed.text).not.toContain('alone');
      expect((await run('list', '--queue', 'slow')).text).toContain('Failed for good: 0.');

      expect((await run('replay', '--job', 'health.canary')).text).toContain('Tried again: 1.');
      await eventually(
        async () => (await run('list')).text,
        (text) => text.includes(`fast/${id}  health.canary`),
        PATIENCE_MS,
      );

      expect((await run('purge')).text).toContain('Given up: 1.');
      expect((await run('list')).text).toContain('Failed for good: 0.');
    },
    STARTING_MS * 3,
  );

  it.each([[[]], [['burn']], [['list', '--queue', 'third']]])(
    'explains itself for %p',
    async (words) => {
      const { code, text } = await run(...words);
      expect(code).toBe(2);
      expect(text).toContain('trellis dead-letters list');
    },
  );
});
