import { RollupRebuild } from '../domain/analytics/rollups/rollup-rebuild';
import { loadConfiguration } from '../platform/config/configuration';
import { startTrellis } from '../start';

const USAGE = `trellis analytics rebuild

Makes the rollups that reports read anew from what people did. Reports go on with the old ones until
it is done. The numbers come out the same: there is nothing to mend by it but a damaged table.
`;

/** Rebuilds the rollups and prints what they came to. */
export async function rebuildAnalytics(): Promise<void> {
  if (process.argv.slice(3).join(' ') !== 'rebuild') {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const report = await trellis.app.get(RollupRebuild, { strict: false }).rebuild();
    const { events, persons, daily, recurrences, timeZone } = report;
    process.stdout.write(
      `${events} events of ${persons} people, days of ${timeZone}: ` +
        `${daily} daily sums, ${recurrences} recurrences.\n`,
    );
  } finally {
    await trellis.stop();
  }
}
