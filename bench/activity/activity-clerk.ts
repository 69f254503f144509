import 'reflect-metadata';
import { ActivityLog } from '../../src/domain/analytics/activity/activity-log';
import { loadConfiguration } from '../../src/platform/config/configuration';
import { startTrellis } from '../../src/start';
import { eventsOfRound, workOnActivity } from './activity-work';

/** The log of Trellis, which writes the events that its environment tells, and ends. */
async function work(): Promise<void> {
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  const log = trellis.app.get(ActivityLog, { strict: false });
  await workOnActivity(eventsOfRound(), async (batch) => {
    await log.append(batch);
  });
  await trellis.stop();
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
