import 'reflect-metadata';
import { loadConfiguration } from './platform/config/configuration';
import { runOrExplain } from './run-or-explain';
import { runTrellis } from './start';

/** The API. Without a queue of the operator's own, it carries out the jobs too. */
void runOrExplain(async () => {
  const configuration = loadConfiguration();
  const isAlone = configuration.database.url === null;
  await runTrellis(configuration, { surfaces: true, jobs: isAlone });
});
