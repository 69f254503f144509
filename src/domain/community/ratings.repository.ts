import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { CourseRating, CourseReview, RatingSummary } from './course-rating';

const COLUMNS = `
  rating.id, rating.course_id AS "courseId", rating.rating, rating.review,
  rating.created_at AS "createdAt", rating.updated_at AS "updatedAt"`;

/** Ratings of courses in PostgreSQL. */
@Injectable()
export class RatingsRepository {
  constructor(private readonly database: Database) {}

  /** Stores a person's rating of a course in place of the one they gave before. */
  async save(
    userId: number,
    courseId: number,
    stars: number,
    review: string | null,
  ): Promise<CourseRating> {
    const [row] = await this.database.query<CourseRating>(
      `INSERT INTO course_ratings AS rating (course_id, user_id, rating, review)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (course_id, user_id) DO UPDATE SET rating = excluded.rating,
         review = excluded.review, updated_at = now()
       RETURNING ${COLUMNS}`,
      [courseId, userId, stars, review],
    );
    return row as CourseRating;
  }

  find(userId: number, courseId: number): Promise<CourseRating | null> {
    return this.database.queryOne<CourseRating>(
      `SELECT ${COLUMNS} FROM course_ratings rating
       WHERE rating.course_id = $1 AND rating.user_id = $2`,
      [courseId, userId],
    );
  }

  /** Whether there was one. */
  async delete(userId: number, courseId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `DELETE FROM course_ratings WHERE course_id = $1 AND user_id = $2 RETURNING id`,
      [courseId, userId],
    );
    return row !== null;
  }

  /** Ratings that say why, the newest first; of the author only the username. */
  listReviews(readerId: number, courseId: number, { skip, limit }: Slice): Promise<CourseReview[]> {
    return this.database.query<CourseReview>(
      `SELECT ${COLUMNS}, author.username AS "authorUsername", rating.user_id = $2 AS "isOwn"
       FROM course_ratings rating JOIN users author ON author.id = rating.user_id
       WHERE rating.course_id = $1 AND rating.review IS NOT NULL
       ORDER BY rating.id DESC OFFSET $3 LIMIT $4`,
      [courseId, readerId, skip, limit],
    );
  }

  /** How many gave one star, two, and so on up to five. Reads sixteen rows at most. */
  async distribution(courseId: number): Promise<RatingSummary['distribution']> {
    const [row] = await this.database.query<{ counts: RatingSummary['distribution'] }>(
      `SELECT jsonb_build_array(coalesce(sum(ones), 0), coalesce(sum(twos), 0),
         coalesce(sum(threes), 0), coalesce(sum(fours), 0), coalesce(sum(fives), 0)) AS counts
       FROM course_rating_totals WHERE course_id = $1`,
      [courseId],
    );
    return (row as { counts: RatingSummary['distribution'] }).counts;
  }
}
