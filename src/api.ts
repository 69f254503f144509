import 'reflect-metadata';
import { ConfigurationError, loadConfiguration } from './platform/config/configuration';
import { runOrExplain } from './run-or-explain';
import { runTrellis } from './start';

/** The API alone, whatever the profile: jobs are carried out by workers of their own. */
void runOrExplain(async () => {
  const configuration = loadConfiguration();
  if (configuration.database.url === null) {
    throw new ConfigurationError(
      'An API without jobs needs a database that its workers reach too: set DATABASE_URL. ' +
        'To run everything in one process, use `npm start`.',
    );
  }
  await runTrellis(configuration, { surfaces: true, jobs: false });
});
