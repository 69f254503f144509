import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

const CHUNK_BYTES = 65_536;

/**
 * The files of imports that wait or run, in pieces that one statement carries. They lie in the
 * database, because the worker that reads them need not be on the machine that received them.
 */
@Injectable()
export class ImportFilesRepository {
  constructor(private readonly database: Database) {}

  /** Keeps a text as UTF-8. Call it inside the transaction that makes the import. */
  async keep(importId: string, text: AsyncIterable<string>): Promise<void> {
    let pieces: Buffer[] = [];
    let held = 0;
    let position = 0;
    const flush = async (): Promise<void> => {
      await this.database.query(
        `INSERT INTO user_import_chunks (import_id, position, bytes) VALUES ($1, $2, $3)`,
        [importId, position, Buffer.concat(pieces)],
      );
      pieces = [];
      held = 0;
      position += 1;
    };
    for await (const piece of text) {
      const bytes = Buffer.from(piece);
      pieces.push(bytes);
      held += bytes.length;
      if (held >= CHUNK_BYTES) await flush();
    }
    if (held > 0) await flush();
  }

  /** The file from its beginning, one piece in memory at a time. */
  async *read(importId: string): AsyncGenerator<Buffer> {
    for (let position = 0; ; position += 1) {
      const row = await this.database.queryOne<{ bytes: Buffer }>(
        `SELECT bytes FROM user_import_chunks WHERE import_id = $1 AND position = $2`,
        [importId, position],
      );
      if (row === null) return;
      yield row.bytes;
    }
  }

  async remove(importId: string): Promise<void> {
    await this.database.query(`DELETE FROM user_import_chunks WHERE import_id = $1`, [importId]);
  }
}
