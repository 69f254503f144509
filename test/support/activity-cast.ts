import type { TestDatabase } from './test-database';

/** People and courses of which only the rows exist: what happened to them is told as events. */
export interface ActivityCast {
  readonly people: readonly number[];
  readonly courses: readonly number[];
  /** One for each course. */
  readonly offerings: readonly number[];
}

let counter = 0;

/** Puts so many people and courses into the database. */
export async function activityCast(
  database: TestDatabase,
  size: { readonly people: number; readonly courses: number },
): Promise<ActivityCast> {
  counter += 1;
  const name = `cast-${counter}-${process.pid}`;
  const people = await database.query<{ id: number }>(
    `INSERT INTO users (email, username, full_name, password_hash)
     SELECT $1 || '-' || n || '@example.com', $1 || '-' || n, 'Somebody ' || n, 'none'
     FROM generate_series(1, $2::integer) n RETURNING id`,
    [name, size.people],
  );
  const courses = await database.query<{ id: number }>(
    `WITH university AS (
       INSERT INTO universities (name, country_code) VALUES ($1, 'US') RETURNING id)
     INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
     SELECT 'Course ' || n, $1 || '-' || n, 'ADVANCED', 1, true, university.id
     FROM university, generate_series(1, $2::integer) n RETURNING id`,
    [name, size.courses],
  );
  const offerings: number[] = [];
  for (const { id } of courses) {
    const [offering] = await database.query<{ id: number }>(
      `INSERT INTO course_offerings (course_id, term_name, visibility)
       VALUES ($1, 'Autumn', 'PUBLIC') RETURNING id`,
      [id],
    );
    offerings.push(offering?.id ?? 0);
  }
  return { people: people.map(({ id }) => id), courses: courses.map(({ id }) => id), offerings };
}
