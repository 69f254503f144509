import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { DiscussionPost, PostRecord } from './discussion';

/** Of the author only the username. `$1` is who reads. */
const POSTS = `
  SELECT post.id, post.thread_id AS "threadId", post.parent_post_id AS "parentPostId", post.body,
    author.username AS "authorUsername",
    post.author_id IS NOT DISTINCT FROM $1::integer AS "isOwn", post.created_at AS "createdAt",
    post.updated_at AS "updatedAt"
  FROM discussion_posts post LEFT JOIN users author ON author.id = post.author_id`;

/** A post to store. */
export interface NewPost {
  readonly threadId: number;
  readonly parentPostId: number | null;
  readonly authorId: number;
  readonly body: string;
  readonly postedAt: Date;
}

/** Posts of discussions in PostgreSQL. Ask the rules who may see them. */
@Injectable()
export class PostsRepository {
  constructor(private readonly database: Database) {}

  find(readerId: number, id: number): Promise<DiscussionPost | null> {
    return this.database.queryOne<DiscussionPost>(`${POSTS} WHERE post.id = $2`, [readerId, id]);
  }

  findRecord(id: number): Promise<PostRecord | null> {
    return this.database.queryOne<PostRecord>(
      `SELECT id, thread_id AS "threadId", author_id AS "authorId", body
       FROM discussion_posts WHERE id = $1`,
      [id],
    );
  }

  /** In the order in which they were written, deleted ones at their place. */
  list(readerId: number, threadId: number, { skip, limit }: Slice): Promise<DiscussionPost[]> {
    return this.database.query<DiscussionPost>(
      `${POSTS} WHERE post.thread_id = $2 ORDER BY post.id OFFSET $3 LIMIT $4`,
      [readerId, threadId, skip, limit],
    );
  }

  /**
   * Where an answer to this post hangs: on the post itself, or beside it when that is an answer.
   *
   * @returns null when the thread has no such post.
   */
  async findTopOf(threadId: number, id: number): Promise<number | null> {
    const row = await this.database.queryOne<{ top: number }>(
      `SELECT coalesce(parent_post_id, id) AS top FROM discussion_posts
       WHERE thread_id = $1 AND id = $2`,
      [threadId, id],
    );
    return row?.top ?? null;
  }

  /** Stores a post and returns its id. */
  async insert(post: NewPost): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO discussion_posts (thread_id, parent_post_id, author_id, body, created_at,
         updated_at)
       VALUES ($1, $2, $3, $4, $5, $5) RETURNING id`,
      [post.threadId, post.parentPostId, post.authorId, post.body, post.postedAt],
    );
    return (row as { id: number }).id;
  }

  async update(id: number, body: string): Promise<void> {
    await this.database.query(
      `UPDATE discussion_posts SET body = $2, updated_at = now()
       WHERE id = $1 AND deleted_at IS NULL`,
      [id, body],
    );
  }

  /** Takes the words of a post away for good and keeps its place. */
  async blank(id: number): Promise<void> {
    await this.database.query(
      `UPDATE discussion_posts SET body = NULL, deleted_at = now(), updated_at = now()
       WHERE id = $1`,
      [id],
    );
  }

  /** Whether anybody but this person wrote in the thread, deleted posts aside. */
  async othersWroteIn(threadId: number, userId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM discussion_posts
       WHERE thread_id = $1 AND author_id IS DISTINCT FROM $2::integer AND deleted_at IS NULL
       LIMIT 1`,
      [threadId, userId],
    );
    return row !== null;
  }
}
