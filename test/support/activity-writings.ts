import type { ActivityCast } from './activity-cast';
import type { Chance } from './activity-chance';
import type { TestDatabase } from './test-database';

/**
 * Fills the tables that reports count: a lesson for each course, notes, flashcards, discussions,
 * ratings, cached replies and enrolments of every status, at random moments of a window.
 */
export async function writeThings(
  database: TestDatabase,
  cast: ActivityCast,
  chance: Chance,
  window: { readonly from: Date; readonly days: number },
): Promise<void> {
  const moment = (): Date =>
    new Date(window.from.getTime() + chance.whole(-5 * 24, window.days * 24) * 3_600_000);
  for (const [index, courseId] of cast.courses.entries()) {
    const { moduleId, itemId } = await lesson(database, courseId);
    const offeringId = cast.offerings[index];
    const insert = (columns: string, values: readonly unknown[]): Promise<unknown> =>
      database.query(
        `INSERT INTO ${columns} VALUES (${values.map((_, place) => `$${place + 1}`).join(', ')})`,
        [...values],
      );
    for (const userId of cast.people) {
      const about = chance.pick([
        [courseId, null, null],
        [null, moduleId, null],
        [null, null, itemId],
        [null, null, null],
      ]);
      await insert('notes (user_id, course_id, module_id, content_item_id, body, created_at)', [
        userId,
        ...about,
        'Text',
        moment(),
      ]);
      await insert(
        'flashcards (user_id, course_id, content_item_id, front, back, due, created_at)',
        [userId, about[0], about[2], 'Front', 'Back', moment(), moment()],
      );
      if (chance.of(0.7)) {
        await insert('course_ratings (course_id, user_id, rating, review, created_at)', [
          courseId,
          userId,
          chance.whole(1, 5),
          chance.pick(['Clear.', null]),
          moment(),
        ]);
        await insert('enrollments (user_id, course_offering_id, status, enrolled_at)', [
          userId,
          offeringId,
          chance.pick(['ACTIVE', 'ACTIVE', 'COMPLETED', 'DROPPED']),
          moment(),
        ]);
      }
      await database.query(
        `WITH thread AS (
           INSERT INTO discussion_threads (course_id, author_id, title, body, created_at)
           VALUES ($1, $2, 'Title', 'Body', $3) RETURNING id)
         INSERT INTO discussion_posts (thread_id, author_id, body, created_at, deleted_at)
         SELECT id, $2, CASE WHEN n = 1 THEN 'Body' END, $4, CASE WHEN n = 2 THEN now() END
         FROM thread, generate_series(1, 2) n`,
        [courseId, userId, moment(), moment()],
      );
    }
    await cacheReplies(database, itemId, chance.whole(1, 4));
  }
}

async function lesson(
  database: TestDatabase,
  courseId: number,
): Promise<{ moduleId: number; itemId: number }> {
  const [row] = await database.query<{ moduleId: number; itemId: number }>(
    `WITH unit AS (
       INSERT INTO modules (course_id, title, module_type, is_published)
       VALUES ($1, 'Unit', 'UNIT', true) RETURNING id)
     INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
       is_published, lesson_hash)
     SELECT $1, unit.id, type.id, 'Lesson', '{"body": "Text"}', true, '\\x00'
     FROM unit, content_types type WHERE type.name = 'lesson'
     RETURNING id AS "itemId", module_id AS "moduleId"`,
    [courseId],
  );
  if (row === undefined) throw new Error('There is no content type for lessons.');
  return row;
}

async function cacheReplies(database: TestDatabase, itemId: number, count: number): Promise<void> {
  await database.query(
    `INSERT INTO reply_nodes (key, root_key, content_item_id, prompt_hash, lesson_hash, model,
       locale, message, content, chunk_lengths)
     SELECT convert_to($1::text || '-' || n, 'UTF8'), '\\x00', $1::integer, '\\x00', '\\x00',
       'offline', 'en', '', 'Reply', ARRAY[5]
     FROM generate_series(1, $2::integer) n`,
    [itemId, count],
  );
}
