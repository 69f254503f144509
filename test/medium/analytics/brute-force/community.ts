import type { TestDatabase } from '../../../support/test-database';
import { Decimal, type Figures } from './figure';
import { asked, figuresOf, type Question } from './question';

/** What people wrote, reviewed and rated. */
export async function community(database: TestDatabase, question: Question): Promise<Figures> {
  const inside = (column: string): string => `
    (asked.course IS NULL OR asked.course = ${column}) AND ${asked(question, 'written.created_at')}`;
  const figures = await figuresOf(
    database,
    question,
    `SELECT
       (SELECT count(*) FROM notes written
          LEFT JOIN modules unit ON unit.id = written.module_id
          LEFT JOIN content_items item ON item.id = written.content_item_id
        WHERE ${inside('coalesce(written.course_id, unit.course_id, item.course_id)')}) AS notes,
       (SELECT count(*) FROM flashcards written
          LEFT JOIN content_items item ON item.id = written.content_item_id
        WHERE ${inside('coalesce(written.course_id, item.course_id)')}) AS flashcards,
       (SELECT count(*) FROM seen WHERE kind = 'flashcard.reviewed'
        AND day BETWEEN first_day AND last_day) AS reviews,
       (SELECT count(*) FROM discussion_threads written WHERE ${inside('written.course_id')})
         AS threads,
       (SELECT count(*) FROM discussion_posts written
          JOIN discussion_threads thread ON thread.id = written.thread_id
        WHERE written.deleted_at IS NULL AND ${inside('thread.course_id')}) AS posts,
       (SELECT avg(rating) FROM course_ratings written WHERE ${inside('written.course_id')})
         AS average,
       (SELECT count(*) FROM course_ratings written WHERE ${inside('written.course_id')})
         AS ratings,
       (SELECT count(*) FROM course_ratings written
        WHERE review IS NOT NULL AND ${inside('written.course_id')}) AS written_reviews
     FROM asked`,
  );
  const count = (name: string): number => figures[name] as number;
  return {
    total_notes: count('notes'),
    total_flashcards: count('flashcards'),
    flashcard_reviews: count('reviews'),
    discussion_threads: count('threads'),
    discussion_posts: count('posts'),
    average_course_rating: figures['average'] === null ? null : new Decimal(count('average'), 2),
    total_ratings: count('ratings'),
    total_reviews: count('written_reviews'),
  };
}
