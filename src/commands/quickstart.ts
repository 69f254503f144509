import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoAccount, demoAccounts } from '../domain/demo/demo-accounts';
import { readDemoCourse } from '../domain/demo/demo-course';
import { DemoSeeder } from '../domain/demo/demo.seeder';
import { StarterCollegesSeeder } from '../domain/demo/starter-colleges.seeder';
import { StarterOpportunitiesSeeder } from '../domain/demo/starter-opportunities.seeder';
import { type Configuration, loadConfiguration } from '../platform/config/configuration';
import { Mailbox } from '../platform/mail/mailbox';
import { runTrellis, type Trellis } from '../start';
import { tour } from './tour';

const DEMO_FOLDER = 'demo';
const STARTER_FOLDER = 'starter';

/** Seeds the demo, serves API and jobs in one process, and prints how to try it. */
export async function quickstart(): Promise<void> {
  const configuration = loadConfiguration();
  const trellis = await runTrellis(configuration, { surfaces: true, jobs: true });
  try {
    process.stdout.write(await prepare(trellis, configuration));
  } catch (error) {
    await trellis.stop();
    throw error;
  }
}

/** Writes the demo and the starter tables, and returns the tour. */
async function prepare({ app, address }: Trellis, configuration: Configuration): Promise<string> {
  const accounts = keptAccounts(configuration);
  const lesson = await app.get(DemoSeeder).seed(accounts, await readDemoCourse(DEMO_FOLDER));
  await app.get(StarterCollegesSeeder).seed(STARTER_FOLDER);
  await app.get(StarterOpportunitiesSeeder).seed(STARTER_FOLDER);
  const port = new URL(address ?? configuration.http.publicUrl).port || '80';
  const { folder: mailbox } = app.get(Mailbox, { strict: false });
  return tour({ url: `http://localhost:${port}`, mailbox }, accounts, lesson);
}

/** The accounts with the passwords of this data folder, readable by its owner alone. */
function keptAccounts(configuration: Configuration): DemoAccount[] {
  const file = join(configuration.dataFolder, 'demo-accounts.json');
  const known = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    : {};
  const accounts = demoAccounts(known);
  const passwords = Object.fromEntries(accounts.map(({ email, password }) => [email, password]));
  writeFileSync(file, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  return accounts;
}
