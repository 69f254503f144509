import type { Pool } from 'pg';
import { demoStudent } from '../src/domain/demo/demo-student';
import { ENTRY_SCHEMAS } from '../src/domain/students/record-entry';
import type { Crowd, Student } from './crowd';

/** Students of whom as much is known as of the demo student. */
export async function fillStudents(pool: Pool, crowd: Crowd, count: number): Promise<Student[]> {
  const demo = demoStudent(new Date());
  const { facts } = demo;
  const entries = demo.entries.flatMap(({ kind, entries: ofKind }) =>
    ofKind.map((entry) => ({ kind, data: ENTRY_SCHEMAS[kind].parse(entry) })),
  );
  const [coach] = (await crowd.coaches(1)) as [Student];
  const students = await crowd.students(count);
  const ids = students.map(({ id }) => id);
  await pool.query(
    `INSERT INTO student_records (user_id, grade, graduation_year, gpa, gpa_scale, state,
                                  citizenship, household_income_band, interests, intended_majors)
     SELECT unnest($1::integer[]), $2, $3, $4, $5, $6, $7, $8, $9, $10`,
    [
      ids,
      facts.grade,
      facts.graduationYear,
      facts.gpa?.value,
      facts.gpa?.scale,
      facts.state,
      facts.citizenship,
      facts.householdIncomeBand,
      facts.interests,
      facts.intendedMajors,
    ],
  );
  await pool.query(
    `INSERT INTO student_record_entries (user_id, kind, data)
     SELECT id, entry ->> 'kind', entry -> 'data'
     FROM unnest($1::integer[]) AS id, jsonb_array_elements($2::jsonb) AS entry`,
    [ids, JSON.stringify(entries)],
  );
  await pool.query(
    `INSERT INTO coaching_sessions (coach_id, student_id, session_type, held_on, duration_minutes,
                                    notes, next_recommended_on)
     SELECT $1, id, 'regular', (session ->> 'heldOn')::date, 60, session ->> 'notes', current_date
     FROM unnest($2::integer[]) AS id, jsonb_array_elements($3::jsonb) AS session`,
    [coach.id, ids, JSON.stringify(demo.sessions)],
  );
  await crowd.settle();
  return students;
}
