import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { JsonObject } from './json-schema';

/** An item as an edit of its type sees it. */
export interface ItemOfType {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  readonly dataJson: JsonObject;
}

const BATCH = 200;

/** The items of a content type, wherever they stand. */
@Injectable()
export class ContentTypeItems {
  constructor(private readonly database: Database) {}

  async count(contentTypeId: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM content_items WHERE content_type_id = $1`,
      [contentTypeId],
    );
    return row?.count ?? 0;
  }

  /**
   * All of them by rising id, some at a time, locked until the transaction ends: an installation
   * may have more than fit into memory.
   */
  async *batches(contentTypeId: number): AsyncGenerator<readonly ItemOfType[]> {
    let after = 0;
    for (;;) {
      const items = await this.database.query<ItemOfType>(
        `SELECT id, title, description, data_json AS "dataJson" FROM content_items
         WHERE content_type_id = $1 AND id > $2 ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE`,
        [contentTypeId, after],
      );
      if (items.length > 0) yield items;
      if (items.length < BATCH) return;
      after = items.at(-1)?.id ?? after;
    }
  }

  /** Stores what the tutor sees of items from now on, as SHA-256. */
  async saveLessonHashes(ids: readonly number[], hashes: readonly Buffer[]): Promise<void> {
    await this.database.query(
      `UPDATE content_items item SET lesson_hash = lesson.hash
       FROM unnest($1::integer[], $2::bytea[]) AS lesson (id, hash)
       WHERE item.id = lesson.id`,
      [ids, hashes],
    );
  }
}
