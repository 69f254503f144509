import { readFile } from 'node:fs/promises';
import { schemaDrift } from '../platform/database/schema-drift';
import { Database } from '../platform/database/database';
import { documentFiles } from './openapi';
import { withThrowawayApp } from './throwaway-app';

/**
 * Compares what is generated with what is committed: the documents with the routes and the events,
 * the entities with the migrated schema. Ends the process with 1 and names the fix when they differ.
 */
export async function checkDrift(): Promise<void> {
  const problems = await withThrowawayApp(async ({ app }) => [
    ...(await staleDocuments(documentFiles(app))),
    ...(await schemaDrift(app.get(Database))),
  ]);
  if (problems.length === 0) {
    process.stdout.write('openapi/ and asyncapi/ fit the code, the entities fit the migrations.\n');
    return;
  }
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

async function staleDocuments(files: ReadonlyMap<string, string>): Promise<string[]> {
  const problems: string[] = [];
  for (const [file, text] of files) {
    const committed = await readFile(file, 'utf8').catch(() => null);
    if (committed !== text) {
      problems.push(`${file} does not fit the code. Run \`npm run openapi\` and commit it.`);
    }
  }
  return problems;
}
