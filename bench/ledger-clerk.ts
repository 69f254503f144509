import 'reflect-metadata';
import { PointsLedger } from '../src/domain/points/points-ledger.service';
import { loadConfiguration } from '../src/platform/config/configuration';
import { startTrellis } from '../src/start';
import { workOnLedger } from './ledger-work';

/** The ledger of Trellis, which makes the moves that its environment tells, and ends. */
async function work(): Promise<void> {
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  const ledger = trellis.app.get(PointsLedger, { strict: false });
  await workOnLedger((transfer) => ledger.transfer(transfer));
  await trellis.stop();
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
