import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

/** How many replies the cache holds. */
@Injectable()
export class ReplyNodesRepository {
  constructor(private readonly database: Database) {}

  /** @param courseId only replies to lessons of this course; null for all of them. */
  async count(courseId: number | null): Promise<number> {
    const [row] =
      courseId === null
        ? await this.database.prepared<{ count: number }>(
            'analytics_reply_nodes',
            `SELECT count(*)::integer AS count FROM reply_nodes`,
            [],
          )
        : await this.database.prepared<{ count: number }>(
            'analytics_reply_nodes_of_course',
            `SELECT count(*)::integer AS count
             FROM reply_nodes node JOIN content_items item ON item.id = node.content_item_id
             WHERE item.course_id = $1`,
            [courseId],
          );
    return row?.count ?? 0;
  }
}
