import { isUtf8 } from 'node:buffer';
import { SourceTooLarge, UnreadableArchive } from './course-import.errors';
import type { ProblemLog } from './problem-log';

const MEGABYTE = 1_048_576;
/** The most that a source may unpack to. */
export const SOURCE_LIMITS = {
  files: 5_000,
  totalBytes: 200 * MEGABYTE,
  fileBytes: 10 * MEGABYTE,
  pathLength: 500,
} as const;

/** Files that a course is read from; the others, pictures for one, are counted and left out. */
const READ = /\.(?:md|markdown|gift|ya?ml|xml|html?)$/i;
/** What systems and editors leave behind. */
const LEFT_BEHIND = /(?:^|\/)(?:\.|__MACOSX(?:\/|$)|node_modules(?:\/|$))/;
const NEWLINE = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** The files of a source by their path in it, `/` between folders. */
export class SourceFiles {
  private constructor(
    private readonly files: ReadonlyMap<string, Uint8Array>,
    /** What folder or archive they come from, without its ending. */
    readonly name: string,
  ) {}

  /** The files of a folder, which has this name. */
  static ofFolder(files: ReadonlyMap<string, Uint8Array>, name: string): SourceFiles {
    return new SourceFiles(files, name);
  }

  /** The files of an archive; a folder that wraps them all is left out of their paths. */
  static ofArchive(files: ReadonlyMap<string, Uint8Array>, name: string): SourceFiles {
    const [first = ''] = files.keys();
    const wrapper = first.slice(0, first.indexOf('/') + 1);
    const isWrapped = wrapper !== '' && [...files.keys()].every((path) => path.startsWith(wrapper));
    if (!isWrapped) return new SourceFiles(files, name);
    const inner = [...files].map(([path, bytes]) => [path.slice(wrapper.length), bytes] as const);
    return new SourceFiles(new Map(inner), wrapper.slice(0, -1));
  }

  /** Every path, in the order of names as people count: 2 before 10. */
  get paths(): readonly string[] {
    return [...this.files.keys()].toSorted(byName);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** The same files as seen from a folder of theirs. */
  below(folder: string): SourceFiles {
    if (folder === '') return this;
    const inner = [...this.files].flatMap(([path, bytes]) =>
      path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), bytes] as const] : [],
    );
    return new SourceFiles(new Map(inner), this.name);
  }

  /** A file as text; null, and an error noted, when it is not valid UTF-8 or holds U+0000. */
  text(path: string, log: ProblemLog): string | null {
    const bytes = this.files.get(path);
    if (bytes === undefined) return null;
    if (!isUtf8(bytes)) {
      log.error({ file: path, line: firstLine(bytes, (line) => !isUtf8(line)) }, 'not valid UTF-8');
      return null;
    }
    if (bytes.includes(0)) {
      log.error({ file: path, line: firstLine(bytes, (line) => line.includes(0)) }, 'holds U+0000');
      return null;
    }
    return decoder.decode(bytes).replaceAll('\r\n', '\n');
  }
}

/** Takes the files of a source in while it watches over their number, their sizes and their paths. */
export class SourceIntake {
  private readonly files = new Map<string, Uint8Array>();
  private readonly seen = new Set<string>();
  private totalBytes = 0;

  /**
   * Counts a file before it is read.
   *
   * @param size as declared; what arrives must be counted again by the reader.
   * @returns the path to {@link keep} it under, or null when the file is not needed.
   * @throws SourceTooLarge
   * @throws UnreadableArchive for a path that leads out of the source, or comes twice.
   */
  admit(name: string, size: number): string | null {
    const path = safePath(name);
    if (this.seen.has(path)) throw new UnreadableArchive(`it holds ${path} twice`);
    this.seen.add(path);
    this.totalBytes += size;
    if (this.seen.size > SOURCE_LIMITS.files) {
      throw new SourceTooLarge(`it has more than ${SOURCE_LIMITS.files} files`);
    }
    if (size > SOURCE_LIMITS.fileBytes) {
      throw new SourceTooLarge(`${path} has more than ${SOURCE_LIMITS.fileBytes / MEGABYTE} MB`);
    }
    if (this.totalBytes > SOURCE_LIMITS.totalBytes) {
      throw new SourceTooLarge(`it unpacks to more than ${SOURCE_LIMITS.totalBytes / MEGABYTE} MB`);
    }
    return READ.test(path) && !LEFT_BEHIND.test(path) ? path : null;
  }

  /** Keeps the content of a file. */
  keep(path: string, bytes: Uint8Array): void {
    this.files.set(path, bytes);
  }

  /** What was taken in, by the path in its source. */
  finish(): ReadonlyMap<string, Uint8Array> {
    return this.files;
  }
}

/** Compares names as people count: `lesson 2` stands before `lesson 10`. */
export function byName(a: string, b: string): number {
  return NAMES.compare(a, b) || (a < b ? -1 : Number(a > b));
}

const NAMES = new Intl.Collator('en', { numeric: true });

/** @throws UnreadableArchive for an absolute path, one with `..`, or one with odd characters. */
function safePath(name: string): string {
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  const path = segments.join('/');
  const isUnsafe =
    name.startsWith('/') ||
    name.includes('\\') ||
    /^[a-z]:/i.test(name) ||
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    /[\u0000-\u001f\u007f]/.test(name) ||
    !name.isWellFormed() ||
    name.includes('\ufffd') ||
    segments.includes('..') ||
    path === '' ||
    path.length > SOURCE_LIMITS.pathLength;
  if (isUnsafe) {
    throw new UnreadableArchive(`the path ${JSON.stringify(name.slice(0, 100))} is not safe`);
  }
  return path;
}

function firstLine(bytes: Uint8Array, matches: (line: Uint8Array) => boolean): number {
  let start = 0;
  for (let number = 1; ; number += 1) {
    const end = bytes.indexOf(NEWLINE, start);
    const line = bytes.subarray(start, end === -1 ? undefined : end);
    if (end === -1 || matches(line)) return number;
    start = end + 1;
  }
}
