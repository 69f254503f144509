import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { createDocuments } from '../surfaces/openapi';
import { withThrowawayApp } from './throwaway-app';

/** Where the documents are committed. */
export const DOCUMENTS_FOLDER = 'openapi';

/** The documents of every surface as they are committed, by file name. */
export function documentFiles(app: INestApplication): Map<string, string> {
  return new Map(
    Object.entries(createDocuments(app)).map(([name, document]) => [
      `${name}.json`,
      `${JSON.stringify(document, null, 2)}\n`,
    ]),
  );
}

/** Writes the documents anew. */
export async function writeDocuments(): Promise<void> {
  const files = await withThrowawayApp(async ({ app }) => documentFiles(app));
  await mkdir(DOCUMENTS_FOLDER, { recursive: true });
  for (const [name, text] of files) await writeFile(join(DOCUMENTS_FOLDER, name), text);
  process.stdout.write(`Wrote ${[...files.keys()].join(', ')} to ${DOCUMENTS_FOLDER}/\n`);
}
