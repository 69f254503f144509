import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Malformed } from '../kernel/errors';

/**
 * The rows of an import that are not counted, a line of JSON each. A disk that is full ends the
 * report, not the import.
 */
export class RefusedRowsFile {
  private readonly written: Promise<void>;

  private constructor(
    private readonly path: string,
    private readonly stream: WriteStream,
  ) {
    this.written = finished(stream);
    // Whoever ends the file is told.
    this.written.catch(() => undefined);
  }

  /** @throws Malformed when the file cannot be written. */
  static async open(path: string): Promise<RefusedRowsFile> {
    const stream = createWriteStream(path);
    try {
      await once(stream, 'open');
    } catch (error) {
      throw new Malformed(`${path} cannot be written: ${(error as Error).message}.`, {
        cause: error,
      });
    }
    return new RefusedRowsFile(path, stream);
  }

  add(row: object): void {
    this.stream.write(`${JSON.stringify(row)}\n`);
  }

  /** @throws Malformed when some of the rows could not be written. */
  async end(): Promise<void> {
    this.stream.end();
    try {
      await this.written;
    } catch (error) {
      throw new Malformed(
        `${this.path} does not hold all rows: ${(error as Error).message}. The import is done all the same; run it again with another file to see them, nothing is counted twice.`,
        { cause: error },
      );
    }
  }
}
