import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** Files of the store that no version needs any more, in PostgreSQL. */
@Injectable()
export class FileRemovalsRepository {
  constructor(private readonly database: Database) {}

  async request(fileKey: string): Promise<void> {
    await this.database.query(
      `INSERT INTO document_file_removals (file_key) VALUES ($1) ON CONFLICT (file_key) DO NOTHING`,
      [fileKey],
    );
  }

  /** The oldest first, at most so many. */
  async list(most: number): Promise<string[]> {
    const rows = await this.database.query<{ key: string }>(
      `SELECT file_key AS key FROM document_file_removals ORDER BY requested_at, file_key LIMIT $1`,
      [most],
    );
    return rows.map(({ key }) => key);
  }

  /** The file is removed. */
  async settle(fileKey: string): Promise<void> {
    await this.database.query(`DELETE FROM document_file_removals WHERE file_key = $1`, [fileKey]);
  }
}
