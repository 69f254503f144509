import 'reflect-metadata';
import { checkDrift } from './commands/drift';
import { importCourse } from './commands/import-course';
import { writeDocuments } from './commands/openapi';
import { quickstart } from './commands/quickstart';
import { rotateSecrets } from './commands/rotate-secrets';
import { loadConfiguration } from './platform/config/configuration';
import { migrate, openDatabase } from './platform/database/open-database';
import { waitForPostgres } from './platform/database/wait-for-postgres';
import { runOrExplain } from './run-or-explain';

const USAGE = `trellis <command>

  quickstart   migrate, seed the demo, serve on PORT and print a tour
  migrate      bring the schema of DATABASE_URL (or of the data folder) up to date
  import       bring a course in from a folder or an archive: import course <path>
  openapi      write the documents of every surface to openapi/
  drift        check that openapi/ and migrations/ fit the code
  rotate-secrets
               seal stored secrets under the newest TRELLIS_ENCRYPTION_KEY
`;

/** What operators and the project's own scripts call. */
const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  quickstart,
  migrate: async () => {
    const configuration = loadConfiguration();
    const url = configuration.database.url;
    if (url === null) {
      await (await openDatabase(configuration)).close();
    } else {
      await waitForPostgres(url, (reason) => process.stderr.write(`Waiting: ${reason}\n`));
      await migrate(url);
    }
    process.stdout.write('The schema is up to date.\n');
  },
  import: importCourse,
  openapi: writeDocuments,
  drift: checkDrift,
  'rotate-secrets': rotateSecrets,
};

void runOrExplain(async () => {
  const command = COMMANDS[process.argv[2] ?? ''];
  if (command === undefined) {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  await command();
});
