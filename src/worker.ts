import 'reflect-metadata';
import { loadConfiguration } from './platform/config/configuration';
import { runOrExplain } from './run-or-explain';
import { runTrellis } from './start';

/** The application without its surfaces: it carries out jobs. */
void runOrExplain(async () => {
  await runTrellis(loadConfiguration(), { surfaces: false, jobs: true });
});
