import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { sightOf, VISIBLE_CONTENT } from '../courses/visibility';
import { ContentItem } from './content-item.entity';

/** What a lesson says, as far as it is searched; the index `content_items_by_words` is over this. */
const WORDS = `to_tsvector('english', left(item.title || ' ' || coalesce(item.description, '') || ' ' ||
  coalesce(item.data_json ->> 'body', item.data_json ->> 'transcript', item.data_json ->> 'instructions', ''),
  100000))`;
const ALL_WORDS = `plainto_tsquery('english', :question)`;
const ANY_WORD = `replace(plainto_tsquery('english', :question)::text, '&', '|')::tsquery`;
/** Of so many finds the best are chosen. */
const MOST_RANKED = 100;

/** A content item as it is written, with what was worked out from it. */
export type ContentRecord = Omit<
  ContentItem,
  'id' | 'course' | 'module' | 'contentType' | 'createdAt' | 'updatedAt'
>;

/** Content items in PostgreSQL, answers included. Reads find only what the actor may see. */
@Injectable()
export class ContentRepository {
  constructor(private readonly database: Database) {}

  find(actor: Actor, id: number): Promise<ContentItem | null> {
    return this.visibleTo(actor).andWhere('item.id = :id', { id }).getOne();
  }

  /** Keeps the item from changing until the transaction ends. */
  findForUpdate(actor: Actor, id: number): Promise<ContentItem | null> {
    return this.visibleTo(actor)
      .andWhere('item.id = :id', { id })
      .setLock('pessimistic_write', undefined, ['item'])
      .getOne();
  }

  /** The items of a module, in their order. */
  listOfModule(actor: Actor, moduleId: number): Promise<ContentItem[]> {
    return this.visibleTo(actor)
      .andWhere('item.module_id = :moduleId', { moduleId })
      .orderBy({ 'item.sequenceIndex': 'ASC', 'item.id': 'ASC' })
      .getMany();
  }

  /**
   * Published items that have all words of a question, the best first; where there are none, those
   * that have some.
   */
  async search(actor: Actor, question: string, most: number): Promise<ContentItem[]> {
    const precise = await this.ranked(actor, ALL_WORDS, question, most);
    return precise.length > 0 ? precise : this.ranked(actor, ANY_WORD, question, most);
  }

  /** Stores an item and returns its id. */
  async insert(record: ContentRecord): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO content_items (course_id, module_id, content_type_id, title, description,
         data_json, sequence_index, estimated_duration_seconds, is_published, is_gated,
         lesson_hash, option_keys)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
      valuesOf(record),
    );
    return (row as { id: number }).id;
  }

  async update(id: number, record: ContentRecord): Promise<void> {
    await this.database.query(
      `UPDATE content_items SET course_id = $1, module_id = $2, content_type_id = $3, title = $4,
         description = $5, data_json = $6, sequence_index = $7, estimated_duration_seconds = $8,
         is_published = $9, is_gated = $10, lesson_hash = $11, option_keys = $12,
         updated_at = now()
       WHERE id = $13`,
      [...valuesOf(record), id],
    );
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM content_items WHERE id = $1`, [id]);
  }

  /**
   * The ids of all items of a module in their order. Nobody else changes one of them before the
   * transaction ends; locked by rising id, as everybody locks several.
   */
  async lockOfModule(moduleId: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number; sequenceIndex: number }>(
      `SELECT id, sequence_index AS "sequenceIndex" FROM content_items
       WHERE module_id = $1 ORDER BY id FOR NO KEY UPDATE`,
      [moduleId],
    );
    return rows.toSorted((a, b) => a.sequenceIndex - b.sequenceIndex).map(({ id }) => id);
  }

  /** Numbers items from 0 on in this order. */
  async arrange(ids: readonly number[]): Promise<void> {
    await this.database.query(
      `UPDATE content_items item SET sequence_index = place.position - 1, updated_at = now()
       FROM unnest($1::integer[]) WITH ORDINALITY AS place (id, position)
       WHERE item.id = place.id AND item.sequence_index <> place.position - 1`,
      [ids],
    );
  }

  private async ranked(
    actor: Actor,
    words: typeof ALL_WORDS | typeof ANY_WORD,
    question: string,
    most: number,
  ): Promise<ContentItem[]> {
    const found = await this.visibleTo(actor)
      .andWhere('course.is_published AND item.is_published')
      .andWhere(`${WORDS} @@ ${words}`, { question })
      .orderBy({ 'item.id': 'ASC' })
      .limit(MOST_RANKED)
      .select('item.id', 'id')
      .addSelect(`ts_rank(${WORDS}, ${words})`, 'rank')
      .getRawMany<{ id: number; rank: number }>();
    const best = found
      .toSorted((a, b) => b.rank - a.rank || a.id - b.id)
      .slice(0, most)
      .map(({ id }) => id);
    if (best.length === 0) return [];
    const items = await this.visibleTo(actor).andWhere('item.id IN (:...best)', { best }).getMany();
    return items.toSorted((a, b) => best.indexOf(a.id) - best.indexOf(b.id));
  }

  private visibleTo(actor: Actor): SelectQueryBuilder<ContentItem> {
    return this.database
      .repository(ContentItem)
      .createQueryBuilder('item')
      .innerJoinAndSelect('item.course', 'course')
      .innerJoinAndSelect('item.module', 'module')
      .innerJoinAndSelect('item.contentType', 'type')
      .where(VISIBLE_CONTENT, sightOf(actor));
  }
}

/** Written in SQL: TypeORM's types for partial entities never end on a column of JSON. */
function valuesOf(record: ContentRecord): readonly unknown[] {
  return [
    record.courseId,
    record.moduleId,
    record.contentTypeId,
    record.title,
    record.description,
    JSON.stringify(record.dataJson),
    record.sequenceIndex,
    record.estimatedDurationSeconds,
    record.isPublished,
    record.isGated,
    record.lessonHash,
    JSON.stringify(record.optionKeys),
  ];
}
