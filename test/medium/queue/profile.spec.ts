import { QUEUE_BACKEND } from '../../../src/platform/queue/job-worker';
import type { QueueBackend } from '../../../src/platform/queue/queue-backend';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

describe('the profile that the suite runs on', () => {
  let database: TestDatabase;
  let trellis: TestProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    trellis = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await trellis.stop();
    await database.drop();
  });

  it('is the one that TEST_PROFILE names', () => {
    const profile = process.env['TEST_PROFILE'] || 'postgresql';
    expect(trellis.get<QueueBackend>(QUEUE_BACKEND).name).toBe(profile);
  });
});
