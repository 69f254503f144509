import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { ReportScope } from './report';

/** What the tables of the community hold of a range. */
interface CommunityCounts {
  readonly notes: number;
  readonly flashcards: number;
  readonly threads: number;
  readonly posts: number;
  readonly ratings: number;
  /** All stars together. */
  readonly stars: number;
  readonly reviews: number;
}

/** Whether a row was made in the range; $1 is the time zone, $2 and $3 are the days. */
const madeInRange = (row: string): string =>
  `(${row}.created_at AT TIME ZONE $1)::date BETWEEN $2 AND $3`;

const EVERYTHING = `
  SELECT
    (SELECT count(*)::integer FROM notes note WHERE ${madeInRange('note')}) AS notes,
    (SELECT count(*)::integer FROM flashcards card WHERE ${madeInRange('card')}) AS flashcards,
    (SELECT count(*)::integer FROM discussion_threads thread
     WHERE ${madeInRange('thread')}) AS threads,
    (SELECT count(*)::integer FROM discussion_posts post
     WHERE post.deleted_at IS NULL AND ${madeInRange('post')}) AS posts,
    rating.ratings, rating.stars, rating.reviews
  FROM (
    SELECT count(*)::integer AS ratings, coalesce(sum(rating), 0)::integer AS stars,
           count(review)::integer AS reviews
    FROM course_ratings rating WHERE ${madeInRange('rating')}
  ) rating`;

/** What is about a module or a content item belongs to the course in which that is now. */
const OF_COURSE = `
  SELECT
    (SELECT count(*)::integer
     FROM notes note LEFT JOIN content_items item ON item.id = note.content_item_id
     LEFT JOIN modules module ON module.id = note.module_id
     WHERE coalesce(item.course_id, module.course_id, note.course_id) = $4
       AND ${madeInRange('note')}) AS notes,
    (SELECT count(*)::integer
     FROM flashcards card LEFT JOIN content_items item ON item.id = card.content_item_id
     WHERE coalesce(item.course_id, card.course_id) = $4
       AND ${madeInRange('card')}) AS flashcards,
    (SELECT count(*)::integer FROM discussion_threads thread
     WHERE thread.course_id = $4 AND ${madeInRange('thread')}) AS threads,
    (SELECT count(*)::integer
     FROM discussion_posts post JOIN discussion_threads thread ON thread.id = post.thread_id
     WHERE thread.course_id = $4 AND post.deleted_at IS NULL
       AND ${madeInRange('post')}) AS posts,
    rating.ratings, rating.stars, rating.reviews
  FROM (
    SELECT count(*)::integer AS ratings, coalesce(sum(rating), 0)::integer AS stars,
           count(review)::integer AS reviews
    FROM course_ratings rating WHERE course_id = $4 AND ${madeInRange('rating')}
  ) rating`;

/** Notes, flashcards, discussions and ratings, counted. */
@Injectable()
export class CommunityCountsRepository {
  constructor(private readonly database: Database) {}

  /**
   * What was made in the range and is still there.
   *
   * @param timeZone in PostgreSQL's words.
   */
  async count(timeZone: string, { range, courseId }: ReportScope): Promise<CommunityCounts> {
    const days = [timeZone, range.from, range.to];
    const [row] =
      courseId === null
        ? await this.database.prepared<CommunityCounts>('analytics_community', EVERYTHING, days)
        : await this.database.prepared<CommunityCounts>(
            'analytics_community_of_course',
            OF_COURSE,
            [...days, courseId],
          );
    return row as CommunityCounts;
  }
}
