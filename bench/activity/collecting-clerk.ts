import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityCollector } from '../../src/domain/analytics/activity/activity-collector';
import { loadConfiguration } from '../../src/platform/config/configuration';
import { startTrellis } from '../../src/start';

/** Far more often than the worker's job does. */
const PAUSE_MS = 1_000;

/**
 * Collects activity once a second until it is ended. It is told COLLECTING_READY, a file that it
 * writes as soon as everything of before is collected.
 */
async function work(): Promise<void> {
  const { COLLECTING_READY = '' } = process.env;
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  const collector = trellis.app.get(ActivityCollector, { strict: false });
  await collector.collectAll();
  writeFileSync(COLLECTING_READY, 'ready');
  for (;;) {
    await sleep(PAUSE_MS);
    await collector.collectAll();
  }
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
