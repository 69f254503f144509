import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { ZipFile } from 'yazl';

const BLOCK = 512;

/** What goes into an archive: text or bytes by path. */
export type Contents = ReadonlyMap<string, string | Uint8Array>;

/** An entry of a tar archive that is not simply a file. */
export interface OddEntry {
  readonly path: string;
  readonly type: 'SymbolicLink' | 'Link' | 'FIFO' | 'File';
  readonly linkpath?: string;
  /** As the header claims it, whatever follows. */
  readonly size?: number;
  readonly content?: string;
}

/** A gzipped tar archive; header by header, so that it can hold what no tool would pack. */
export function tarball(contents: Contents, odd: readonly OddEntry[] = []): Buffer {
  const files = [...contents].map(([path, content]) => entry({ path, type: 'File' }, content));
  const others = odd.map((given) => entry(given, given.content ?? ''));
  return gzipSync(Buffer.concat([...files, ...others, Buffer.alloc(2 * BLOCK)]));
}

function entry(given: OddEntry, content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content as string);
  const header = new Header({
    path: given.path,
    type: given.type,
    mode: 0o644,
    mtime: new Date(0),
    size: given.size ?? bytes.length,
    ...(given.linkpath === undefined ? {} : { linkpath: given.linkpath }),
  });
  const block = Buffer.alloc(BLOCK);
  header.encode(block);
  const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  return Buffer.concat([block, bytes, padding]);
}

/** A zip archive. */
export async function zip(
  contents: Contents,
  modes: ReadonlyMap<string, number> = new Map(),
): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [path, content] of contents) {
    archive.addBuffer(Buffer.from(content as string), path, {
      mtime: new Date(0),
      mode: modes.get(path) ?? 0o100_644,
    });
  }
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
