import type { Pool } from 'pg';
import type { Crowd, Student } from './crowd';

/** Coaches of small and of large caseloads, as many of each. */
export interface Caseloads {
  readonly small: readonly Student[];
  readonly large: readonly Student[];
}

/** Students of a small caseload. */
export const SMALL_CASELOAD = 20;
/** Students of a large one. */
export const LARGE_CASELOAD = 200;

/** Coaches whose students have records, readiness, sessions and some of them an open case. */
export async function fillCaseloads(pool: Pool, crowd: Crowd, coaches: number): Promise<Caseloads> {
  const coachesOf = async (size: number): Promise<readonly Student[]> => {
    const people = await crowd.coaches(coaches);
    const students = await crowd.students(coaches * size);
    await link(
      pool,
      people.map(({ id }) => id),
      students.map(({ id }) => id),
    );
    return people;
  };
  const filled = {
    small: await coachesOf(SMALL_CASELOAD),
    large: await coachesOf(LARGE_CASELOAD),
  };
  await crowd.settle();
  return filled;
}

/** Gives the students to the coaches evenly: two sessions each, one in ten with an open case. */
async function link(
  pool: Pool,
  coaches: readonly number[],
  students: readonly number[],
): Promise<void> {
  await pool.query(
    `INSERT INTO student_records (user_id, grade, gpa, gpa_scale)
     SELECT id, 9 + id % 4, 2.5 + id % 150 / 100.0, 4 FROM unnest($1::integer[]) AS id`,
    [students],
  );
  await pool.query(
    `INSERT INTO student_readiness (user_id, score)
     SELECT id, 0.3 + id % 60 / 100.0 FROM unnest($1::integer[]) AS id WHERE id % 7 > 0`,
    [students],
  );
  await pool.query(
    `INSERT INTO coach_students (coach_id, student_id, status, started_at)
     SELECT ($1::integer[])[1 + place % cardinality($1::integer[])], id, 'active', now()
     FROM unnest($2::integer[]) WITH ORDINALITY AS student (id, place)`,
    [coaches, students],
  );
  await pool.query(
    `INSERT INTO coaching_sessions (coach_id, student_id, session_type, held_on, duration_minutes,
                                    notes, next_recommended_on)
     SELECT coach_id, student_id, 'regular', current_date - n * 14 - student_id % 14, 60,
            'What was said about essays and colleges.', current_date - n * 14 + 14
     FROM coach_students, generate_series(0, 1) AS n WHERE coach_id = ANY($1::integer[])`,
    [coaches],
  );
  await pool.query(
    `INSERT INTO crisis_cases (student_id, status, band, severity, source, source_key, resolved_at)
     SELECT id, CASE WHEN place % 320 < 32 THEN 'open' ELSE 'resolved' END, 'moderate', 0.5,
            'session_note', 'bench:' || id, CASE WHEN place % 320 >= 32 THEN now() END
     FROM unnest($1::integer[]) WITH ORDINALITY AS student (id, place)
     WHERE place % 320 < 96`,
    [students],
  );
}
