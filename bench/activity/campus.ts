import type { Pool } from 'pg';
import type { Crowd } from '../crowd';
import { seededRandom } from '../seeded-random';

const STUDENTS = 5_000;
const COURSES = 50;
const TOPICS_EACH = 20;
/** Days before the end of the history on which the first students signed up, and the last. */
const FIRST_SIGN_UP = 540;
const LAST_SIGN_UP = 10;

/** Somebody takes a course. */
export interface Enrollment {
  readonly id: number;
  readonly courseId: number;
  /** Content items in the order in which they are taught. */
  readonly topics: readonly number[];
}

/** Somebody who learns. */
export interface Learner {
  readonly id: number;
  /** Days before the end of the history. */
  readonly signedUp: number;
  readonly enrollments: readonly Enrollment[];
}

/**
 * 5,000 students who take two to four of 50 courses with 20 content items each; they signed up over
 * a year and a half.
 *
 * @param courses of which the first 50 are taken.
 * @param lesson the content item that all are copies of.
 */
export async function openCampus(
  pool: Pool,
  crowd: Crowd,
  courses: readonly number[],
  lesson: number,
): Promise<Learner[]> {
  const taught = courses.slice(0, COURSES);
  const topicsOf = await writeTopics(pool, taught, lesson);
  const offerings = await openOfferings(pool, taught);
  const random = seededRandom(8_111_122);
  const people = (await crowd.students(STUDENTS)).map(({ id }) => ({
    id,
    signedUp: LAST_SIGN_UP + random.below(FIRST_SIGN_UP - LAST_SIGN_UP),
    courses: someOf(taught, 2 + random.below(3), random.evenly),
  }));
  await pool.query(
    `UPDATE users person SET created_at = now() - make_interval(days => sign_up.days)
     FROM unnest($1::integer[], $2::integer[]) AS sign_up (id, days) WHERE person.id = sign_up.id`,
    [people.map(({ id }) => id), people.map(({ signedUp }) => signedUp)],
  );
  const pairs = people.flatMap((person) => person.courses.map((course) => ({ person, course })));
  // One in eight dropped the course, three went through with it.
  const { rows } = await pool.query<{ id: number; user_id: number; course_id: number }>(
    `WITH enrolled AS (
       INSERT INTO enrollments (user_id, course_offering_id, status, progress_percent, enrolled_at)
       SELECT user_id, offering_id,
              CASE WHEN place % 8 = 0 THEN 'DROPPED' WHEN place % 8 < 4 THEN 'COMPLETED'
              ELSE 'ACTIVE' END, 10 * (place % 8), now() - make_interval(days => days)
       FROM unnest($1::integer[], $2::integer[], $3::integer[]) WITH ORDINALITY
         AS pair (user_id, offering_id, days, place)
       RETURNING id, user_id, course_offering_id
     )
     SELECT enrolled.id, user_id, course_id FROM enrolled
     JOIN course_offerings offering ON offering.id = course_offering_id ORDER BY enrolled.id`,
    [
      pairs.map(({ person }) => person.id),
      pairs.map(({ course }) => offerings.get(course)),
      pairs.map(({ person }) => Math.min(person.signedUp, 364)),
    ],
  );
  const enrollmentsOf = Map.groupBy(rows, ({ user_id }) => user_id);
  return people.map(({ id, signedUp }) => ({
    id,
    signedUp,
    enrollments: (enrollmentsOf.get(id) ?? []).map((row) => ({
      id: row.id,
      courseId: row.course_id,
      topics: topicsOf.get(row.course_id) ?? [],
    })),
  }));
}

async function writeTopics(
  pool: Pool,
  courses: readonly number[],
  lesson: number,
): Promise<Map<number, number[]>> {
  const { rows } = await pool.query<{ course_id: number; topics: number[] }>(
    `WITH module AS (
       INSERT INTO modules (course_id, title, module_type, is_published)
       SELECT unnest($1::integer[]), 'Topics', 'UNIT', true RETURNING id, course_id
     ), topic AS (
       INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
                                  sequence_index, is_published, lesson_hash, option_keys)
       SELECT module.course_id, module.id, content_type_id, 'Topic ' || n, data_json, n, true,
              lesson_hash, option_keys
       FROM content_items original, module, generate_series(1, $3::integer) AS n
       WHERE original.id = $2
       RETURNING id, course_id
     )
     SELECT course_id, array_agg(id ORDER BY id) AS topics FROM topic GROUP BY course_id`,
    [courses, lesson, TOPICS_EACH],
  );
  return new Map(rows.map(({ course_id, topics }) => [course_id, topics]));
}

async function openOfferings(pool: Pool, courses: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ id: number; course_id: number }>(
    `INSERT INTO course_offerings (course_id, term_name, visibility)
     SELECT unnest($1::integer[]), 'Always', 'PUBLIC' RETURNING id, course_id`,
    [courses],
  );
  return new Map(rows.map(({ id, course_id }) => [course_id, id]));
}

function someOf<Choice>(
  choices: readonly Choice[],
  count: number,
  pick: (choices: readonly Choice[]) => Choice,
): Choice[] {
  const some = new Set<Choice>();
  while (some.size < count) some.add(pick(choices));
  return [...some];
}
