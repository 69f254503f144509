import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { unlessTaken } from '../../platform/database/unless-taken';
import { ContentType } from './content-type.entity';

/** What a platform admin says about a content type. */
export type ContentTypeDraft = Pick<ContentType, 'name' | 'label' | 'schema'>;

const EDITING = `hashtext('content types')`;

/** Content types in PostgreSQL. */
@Injectable()
export class ContentTypesRepository {
  constructor(private readonly database: Database) {}

  find(id: number): Promise<ContentType | null> {
    return this.database.repository(ContentType).findOneBy({ id });
  }

  /** Keeps the type, its name and its schema, as they are until the transaction ends. */
  findForReference(id: number): Promise<ContentType | null> {
    return this.database
      .repository(ContentType)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  /**
   * Keeps all types as they are until the transaction ends. Whoever writes an item calls it first:
   * an edit of a type comes before that item or after it, and never waits for it halfway.
   */
  async holdAll(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock_shared(${EDITING})`);
  }

  /** Waits for all who write items, and keeps others away from items and types. */
  async holdToEdit(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(${EDITING})`);
  }

  /** In the order in which they were created. */
  list(): Promise<ContentType[]> {
    return this.database.repository(ContentType).find({ order: { id: 'ASC' } });
  }

  /** Stores a type; null when the name is taken. */
  async insert({ name, label, schema }: ContentTypeDraft): Promise<ContentType | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO content_types (name, label, schema) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO NOTHING RETURNING id`,
      [name, label, JSON.stringify(schema)],
    );
    return row === null ? null : this.find(row.id);
  }

  /** Stores the type anew; null when another has the name. */
  update(id: number, { name, label, schema }: ContentTypeDraft): Promise<ContentType | null> {
    return unlessTaken(async () => {
      await this.database.query(
        `UPDATE content_types SET name = $2, label = $3, schema = $4, updated_at = now()
         WHERE id = $1`,
        [id, name, label, JSON.stringify(schema)],
      );
      return this.find(id);
    });
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM content_types WHERE id = $1`, [id]);
  }
}
