import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import type { FileFault } from '../document';
import { PDF, WORD } from '../content/media-types';
import type { ExtractionReply, ExtractionRequest } from './text-extraction.worker';

/** The worker's file: TypeScript where the tests run, JavaScript where the application does. */
const WORKER = join(__dirname, `text-extraction.worker${extname(__filename)}`);
const LIMITS = { mostPages: 300, mostCharacters: 1_000_000 };
const LONGEST_MS = 30_000;
/** Of the worker's own objects, in megabytes. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
/** Of the bytes that it keeps beside them, which no limit of the runtime covers. */
const MOST_BYTES_BESIDE = 300_000_000;
const LOOK_MS = 50;

/** The text of a file, page by page where it has pages. */
export interface ExtractedText {
  readonly texts: readonly string[];
  readonly pages: number | null;
}

/** How an extraction ended. */
export type Extraction =
  | ({ readonly kind: 'text' } & ExtractedText)
  | { readonly kind: 'fault'; readonly fault: FileFault };

/**
 * Reads the text of files that strangers made: one at a time, in a thread of its own with bounded
 * memory and time, so that a hostile file ends its thread and nothing else.
 */
@Injectable()
export class TextExtractor {
  private last: Promise<unknown> = Promise.resolve();

  /** The text of a file of a type that has text. */
  extract(path: string, mediaType: string): Promise<Extraction> {
    const format = mediaType === PDF ? 'pdf' : mediaType === WORD ? 'word' : 'text';
    const extraction = this.last.then(() => runWorker({ path, format, ...LIMITS }));
    this.last = extraction.catch(() => undefined);
    return extraction;
  }
}

function runWorker(request: ExtractionRequest): Promise<Extraction> {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData: request,
      resourceLimits: HEAP,
      stdout: true,
      stderr: true,
      env: {},
    });
    const end = (extraction: Extraction) => {
      clearTimeout(deadline);
      clearInterval(look);
      resolve(extraction);
      void worker.terminate();
    };
    const giveUp = () => end({ kind: 'fault', fault: 'too_costly' });
    const deadline = setTimeout(giveUp, LONGEST_MS);
    const look = setInterval(() => {
      void bytesBeside(worker).then((bytes) => (bytes > MOST_BYTES_BESIDE ? giveUp() : undefined));
    }, LOOK_MS);
    worker.once('message', (reply: ExtractionReply) => end(reply));
    worker.once('error', giveUp);
    worker.once('exit', giveUp);
  });
}

async function bytesBeside(worker: Worker): Promise<number> {
  const heap = await worker.getHeapStatistics().catch(() => null);
  return (heap?.external_memory ?? 0) + (heap?.malloced_memory ?? 0);
}
