import 'reflect-metadata';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityCollector } from '../../src/domain/analytics/activity/activity-collector';
import { loadConfiguration } from '../../src/platform/config/configuration';
import { startTrellis } from '../../src/start';

/** Far more often than the worker's job does. */
const PAUSE_MS = 500;
const IDLE_MS = 20;

/**
 * Collects activity twice a second as long as COLLECTING_FOLDER holds a file `collect`. Beside it lies
 * `collected` from when everything of before is collected until it has heard that it may rest.
 */
async function work(): Promise<void> {
  const { COLLECTING_FOLDER = '' } = process.env;
  const asked = join(COLLECTING_FOLDER, 'collect');
  const answer = join(COLLECTING_FOLDER, 'collected');
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  const collector = trellis.app.get(ActivityCollector, { strict: false });
  let lastAt = 0;
  for (;;) {
    await sleep(IDLE_MS);
    if (!existsSync(asked)) {
      rmSync(answer, { force: true });
      lastAt = 0;
    } else if (Date.now() - lastAt >= PAUSE_MS) {
      await collector.collectAll();
      lastAt = Date.now();
      writeFileSync(answer, '');
    }
  }
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
