import 'reflect-metadata';
import { deadLetters } from './commands/dead-letters';
import { checkDrift } from './commands/drift';
import { doctor } from './commands/doctor/doctor';
import { evaluateCrisisRules } from './commands/eval-crisis';
import { importActivity } from './commands/import-activity';
import { importColleges } from './commands/import-colleges';
import { importCourse } from './commands/import-course';
import { importOpportunities } from './commands/import-opportunities';
import { writeDocuments } from './commands/openapi';
import { quickstart } from './commands/quickstart';
import { rebuildAnalytics } from './commands/rebuild-analytics';
import { rotateSecrets } from './commands/rotate-secrets';
import { loadConfiguration } from './platform/config/configuration';
import { migrate, openDatabase } from './platform/database/open-database';
import { waitForPostgres } from './platform/database/wait-for-postgres';
import { runOrExplain } from './run-or-explain';

const USAGE = `trellis <command>

  quickstart   migrate, seed the demo, serve on PORT and print a tour
  migrate      bring the schema of DATABASE_URL (or of the data folder) up to date
  doctor       check the configuration and the services it names, and say what to mend
  import       bring in a course from a folder or an archive: import course <path>,
               figures of colleges from published tables: import colleges <files…>,
               opportunities from lists: import opportunities <files…>,
               or what people did in other systems: import activity <files…>
  analytics    make the rollups of reports anew from what people did: analytics rebuild
  openapi      write the documents of every surface to openapi/ and asyncapi/
  drift        check that openapi/, asyncapi/ and migrations/ fit the code
  dead-letters list, replay or purge jobs that failed for good
  eval-crisis  measure the crisis rules on labelled texts: eval-crisis <folder>
  rotate-secrets
               seal stored secrets under the newest TRELLIS_ENCRYPTION_KEY
`;

/** What can be brought in; a course's command explains itself where nothing fits. */
const IMPORTS: Readonly<Record<string, () => Promise<void>>> = {
  activity: importActivity,
  colleges: importColleges,
  course: importCourse,
  opportunities: importOpportunities,
};

/** What operators and the project's own scripts call. */
const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  analytics: rebuildAnalytics,
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
  doctor,
  import: () => (IMPORTS[process.argv[3] ?? ''] ?? importCourse)(),
  openapi: writeDocuments,
  'dead-letters': deadLetters,
  drift: checkDrift,
  'eval-crisis': evaluateCrisisRules,
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
