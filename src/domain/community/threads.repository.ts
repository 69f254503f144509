import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { DiscussionThread, ThreadChanges, ThreadDraft, ThreadRecord } from './discussion';

/** Of the author only the username. `$1` is who reads. */
const THREADS = `
  SELECT thread.id, thread.course_id AS "courseId", thread.content_item_id AS "contentItemId",
    thread.title, thread.body, author.username AS "authorUsername",
    thread.author_id IS NOT DISTINCT FROM $1::integer AS "isOwn", thread.is_pinned AS "isPinned",
    thread.is_locked AS "isLocked", thread.post_count AS "postCount",
    thread.last_post_at AS "lastPostAt", thread.created_at AS "createdAt",
    thread.updated_at AS "updatedAt"
  FROM discussion_threads thread LEFT JOIN users author ON author.id = thread.author_id`;

const RECORD = `
  SELECT id, course_id AS "courseId", content_item_id AS "contentItemId", author_id AS "authorId",
    title, body, is_locked AS "isLocked"
  FROM discussion_threads WHERE id = $1`;

/** Threads of discussions in PostgreSQL. Ask the rules who may see them. */
@Injectable()
export class ThreadsRepository {
  constructor(private readonly database: Database) {}

  find(readerId: number, id: number): Promise<DiscussionThread | null> {
    return this.database.queryOne<DiscussionThread>(`${THREADS} WHERE thread.id = $2`, [
      readerId,
      id,
    ]);
  }

  findRecord(id: number): Promise<ThreadRecord | null> {
    return this.database.queryOne<ThreadRecord>(RECORD, [id]);
  }

  /** Nobody else posts in the thread or changes it before the transaction ends. */
  lock(id: number): Promise<ThreadRecord | null> {
    return this.database.queryOne<ThreadRecord>(`${RECORD} FOR NO KEY UPDATE`, [id]);
  }

  /** Keeps the thread and everything that hangs on it until the transaction ends. */
  lockToDelete(id: number): Promise<ThreadRecord | null> {
    return this.database.queryOne<ThreadRecord>(`${RECORD} FOR UPDATE`, [id]);
  }

  /** The pinned ones first, then where something happened last. */
  list(
    readerId: number,
    courseId: number,
    contentItemId: number | null,
    { skip, limit }: Slice,
  ): Promise<DiscussionThread[]> {
    return this.database.query<DiscussionThread>(
      `${THREADS}
       WHERE thread.course_id = $2 AND ($3::integer IS NULL OR thread.content_item_id = $3)
       ORDER BY thread.is_pinned DESC, thread.last_activity_at DESC, thread.id DESC
       OFFSET $4 LIMIT $5`,
      [readerId, courseId, contentItemId, skip, limit],
    );
  }

  /** Stores a thread and returns its id. */
  async insert(authorId: number, courseId: number, draft: ThreadDraft): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO discussion_threads (course_id, content_item_id, author_id, title, body)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [courseId, draft.contentItemId, authorId, draft.title, draft.body],
    );
    return (row as { id: number }).id;
  }

  async update(id: number, changes: ThreadChanges): Promise<void> {
    await this.database.query(
      `UPDATE discussion_threads SET title = coalesce($2, title), body = coalesce($3, body),
         is_pinned = coalesce($4, is_pinned), is_locked = coalesce($5, is_locked),
         updated_at = now()
       WHERE id = $1`,
      [
        id,
        changes.title ?? null,
        changes.body ?? null,
        changes.isPinned ?? null,
        changes.isLocked ?? null,
      ],
    );
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM discussion_threads WHERE id = $1`, [id]);
  }

  /** Notes that the thread grew by a post. Lock the thread first. */
  async countPost(id: number, postedAt: Date): Promise<void> {
    await this.database.query(
      `UPDATE discussion_threads SET post_count = post_count + 1, last_post_at = $2 WHERE id = $1`,
      [id, postedAt],
    );
  }

  /** Notes that a post of the thread was deleted. Lock the thread first. */
  async discountPost(id: number): Promise<void> {
    await this.database.query(
      `UPDATE discussion_threads SET post_count = post_count - 1, last_post_at = (
         SELECT max(post.created_at) FROM discussion_posts post
         WHERE post.thread_id = $1 AND post.deleted_at IS NULL)
       WHERE id = $1`,
      [id],
    );
  }
}
