import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a recorded OpenAI-style stream says, told by a parser that is none of ours. */
export interface RecordedChatStream {
  /** Where it is from and its file's name. */
  name: string;
  body: Buffer;
  text: string;
  finishReasons: readonly string[];
  usage: { prompt_tokens: number; completion_tokens: number } | null;
  /** Whether the provider reports an error inside the stream. */
  carriesError: boolean;
}

/** A recorded error reply of a provider. */
export interface RecordedError {
  name: string;
  body: Buffer;
  status: number;
}

interface ManifestLine {
  file: string;
  status: number;
  derived?: {
    text: string;
    finish_reasons: string[];
    usage: RecordedChatStream['usage'];
    error_event: unknown;
  };
}

/** Streams of our own making; always there. */
const SAMPLES = path.resolve(__dirname, '../medium/llm/samples');

/** Streams recorded from real providers; not part of the repository, so they may be missing. */
const RECORDINGS = path.resolve(process.cwd(), '../shared/data/llm_streams');

const FOLDERS = [SAMPLES, RECORDINGS].filter((folder) => existsSync(folder));

/** Every OpenAI-style chat stream at hand. */
export function recordedChatStreams(): RecordedChatStream[] {
  return FOLDERS.flatMap((folder) =>
    manifest(folder, 'openai_chat_sse/').map(({ file, derived }) => {
      if (derived === undefined) {
        throw new Error(`The manifest does not say what ${file} should give.`);
      }
      return {
        name: nameOf(folder, file),
        body: readFileSync(path.join(folder, file)),
        text: derived.text,
        finishReasons: derived.finish_reasons,
        usage: derived.usage,
        carriesError: derived.error_event !== null,
      };
    }),
  );
}

/** Every stream of Anthropic's messages API at hand; these come without a reading. */
export function recordedMessageStreams(): { name: string; body: Buffer }[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(path.join(folder, 'anthropic_messages_sse')).map((file) => ({
      name: nameOf(folder, file),
      body: readFileSync(path.join(folder, 'anthropic_messages_sse', file)),
    })),
  );
}

/** Every recorded error reply at hand. */
export function recordedErrors(): RecordedError[] {
  return FOLDERS.flatMap((folder) =>
    manifest(folder, 'errors/').map(({ file, status }) => ({
      name: nameOf(folder, file),
      body: readFileSync(path.join(folder, file)),
      status,
    })),
  );
}

/** Numbers in [0, 1) that are the same on every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function manifest(folder: string, kind: string): ManifestLine[] {
  return readFileSync(path.join(folder, 'manifest.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ManifestLine)
    .filter(({ file }) => file.startsWith(kind));
}

function nameOf(folder: string, file: string): string {
  return `${folder === SAMPLES ? 'sample' : 'recording'} ${path.basename(file)}`;
}
