import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

const VERSION = z.object({ versionId: z.uuid() });

/** Looks for viruses in a stored file. */
export const SCAN_DOCUMENT = defineJob({
  name: 'documents.scan',
  queue: 'slow',
  schema: VERSION,
  attempts: 5,
  backoffMs: 2_000,
});

/** Reads the text of a file that was found clean. */
export const EXTRACT_DOCUMENT = defineJob({
  name: 'documents.extract',
  queue: 'slow',
  schema: VERSION,
  attempts: 5,
  backoffMs: 2_000,
});

/** Removes files of the store that no version needs any more. */
export const REMOVE_DOCUMENT_FILES = defineJob({
  name: 'documents.remove-files',
  queue: 'slow',
  schema: z.object({}),
  attempts: 5,
  backoffMs: 2_000,
});

/** Takes up again what was left lying, and ends what is over. */
export const SWEEP_DOCUMENTS = defineJob({
  name: 'documents.sweep',
  queue: 'slow',
  schema: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
  everyMs: 60_000,
});
