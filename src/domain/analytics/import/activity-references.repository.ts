import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** A content item as far as activity is matched with it. */
interface TitledItem {
  readonly id: number;
  readonly title: string;
}

/** Something that is not content of ours, by what the source calls it. */
export interface ForeignTopic {
  readonly courseId: number;
  readonly reference: string;
  readonly title: string;
}

/** What people, courses and topics that a source tells of are here. */
@Injectable()
export class ActivityReferencesRepository {
  constructor(private readonly database: Database) {}

  /** People by their addresses. */
  async peopleByEmail(emails: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.ids(
      `SELECT given.text, users.id FROM unnest($1::text[]) AS given (text)
       JOIN users ON users.email = given.text::citext`,
      emails,
    );
  }

  /** People by their ids, as text. */
  async peopleById(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.ids(
      `SELECT given.text, users.id FROM unnest($1::text[]) AS given (text)
       JOIN users ON users.id = given.text::bigint`,
      ids,
    );
  }

  /** People by their uuids. */
  async peopleByUuid(uuids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.ids(
      `SELECT given.text, users.id FROM unnest($1::text[]) AS given (text)
       JOIN users ON users.uuid = given.text::uuid`,
      uuids,
    );
  }

  /** The courses that have this code, whatever its case: each university has its own codes. */
  async coursesByCode(code: string): Promise<readonly number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM courses WHERE lower(code) = lower($1) ORDER BY id`,
      [code],
    );
    return rows.map(({ id }) => id);
  }

  /** The course of this id; none where there is no such. */
  async coursesById(id: string): Promise<readonly number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT id FROM courses WHERE id::text = $1`,
      [id],
    );
    return rows.map((course) => course.id);
  }

  /** All content of a course. */
  contentItems(courseId: number): Promise<readonly TitledItem[]> {
    return this.database.query<TitledItem>(
      `SELECT id, title FROM content_items WHERE course_id = $1 ORDER BY id`,
      [courseId],
    );
  }

  /** The ids (below zero) of topics that are known already, by their place in the list. */
  async foreignTopics(topics: readonly ForeignTopic[]): Promise<ReadonlyMap<number, number>> {
    const rows = await this.database.query<{ place: number; id: number }>(
      `SELECT given.place::integer, imported_topics.id
       FROM unnest($1::integer[], $2::text[]) WITH ORDINALITY
         AS given (course_id, reference, place)
       JOIN imported_topics USING (course_id, reference)`,
      [topics.map(({ courseId }) => courseId), topics.map(({ reference }) => reference)],
    );
    return new Map(rows.map(({ place, id }) => [place - 1, id]));
  }

  /** Adds topics of courses that there are; those that somebody else just added stay theirs. */
  async addForeignTopics(topics: readonly ForeignTopic[]): Promise<void> {
    await this.database.query(
      `INSERT INTO imported_topics (course_id, reference, title)
       SELECT courses.id, given.reference, given.title
       FROM unnest($1::integer[], $2::text[], $3::text[]) AS given (course_id, reference, title)
       JOIN courses ON courses.id = given.course_id
       ORDER BY courses.id, given.reference
       ON CONFLICT (course_id, reference) DO NOTHING`,
      [
        topics.map(({ courseId }) => courseId),
        topics.map(({ reference }) => reference),
        topics.map(({ title }) => title),
      ],
    );
  }

  private async ids(sql: string, texts: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (texts.length === 0) return new Map();
    const rows = await this.database.query<{ text: string; id: number }>(sql, [texts]);
    return new Map(rows.map(({ text, id }) => [text, id]));
  }
}
