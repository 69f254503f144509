import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { createDocuments } from '../surfaces/openapi';
import { realtimeDocument } from '../surfaces/realtime/asyncapi/realtime-document';
import { withThrowawayApp } from './throwaway-app';

/** The documents of every surface as they are committed, by the path of their file. */
export function documentFiles(app: INestApplication): Map<string, string> {
  const surfaces = Object.entries(createDocuments(app)).map(
    ([name, document]) => [`openapi/${name}.json`, document] as const,
  );
  const documents = [...surfaces, ['asyncapi/realtime.json', realtimeDocument()] as const];
  return new Map(
    documents.map(([file, document]) => [file, `${JSON.stringify(document, null, 2)}\n`]),
  );
}

/** Writes the documents anew. */
export async function writeDocuments(): Promise<void> {
  const files = await withThrowawayApp(async ({ app }) => documentFiles(app));
  for (const [file, text] of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  process.stdout.write(`Wrote ${[...files.keys()].join(', ')}\n`);
}
