import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import mammoth from 'mammoth';
import { getDocumentProxy } from 'unpdf';

/** What the worker is asked. */
export interface ExtractionRequest {
  readonly path: string;
  readonly format: 'pdf' | 'word' | 'text';
  readonly mostPages: number;
  /** Text beyond this many characters is left out. */
  readonly mostCharacters: number;
}

/** What it answers: the text of each page, or of the whole where there are none. */
export type ExtractionReply =
  | { readonly kind: 'text'; readonly texts: readonly string[]; readonly pages: number | null }
  | { readonly kind: 'fault'; readonly fault: 'encrypted' | 'damaged' | 'too_many_pages' };

const LOUDNESS = { ERRORS_ONLY: 0 };

async function readPdf(bytes: Buffer, request: ExtractionRequest): Promise<ExtractionReply> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: LOUDNESS.ERRORS_ONLY,
  });
  if (pdf.numPages > request.mostPages) return { kind: 'fault', fault: 'too_many_pages' };
  const texts: string[] = [];
  let left = request.mostCharacters;
  for (let number = 1; number <= pdf.numPages && left > 0; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.map((item) =>
      'str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '',
    );
    const text = words.join('').slice(0, left);
    left -= text.length;
    texts.push(text);
    page.cleanup();
  }
  return { kind: 'text', texts, pages: pdf.numPages };
}

async function extract(request: ExtractionRequest): Promise<ExtractionReply> {
  const bytes = await readFile(request.path);
  if (request.format === 'pdf') return readPdf(bytes, request);
  const text =
    request.format === 'word'
      ? (await mammoth.extractRawText({ buffer: bytes })).value
      : bytes.toString('utf8').replace(/^\uFEFF/, '');
  return { kind: 'text', texts: [text.slice(0, request.mostCharacters)], pages: null };
}

function faultOf(error: unknown): 'encrypted' | 'damaged' {
  return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged';
}

extract(workerData as ExtractionRequest)
  .catch((error: unknown): ExtractionReply => ({ kind: 'fault', fault: faultOf(error) }))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  .then((reply) => parentPort?.postMessage(reply));
