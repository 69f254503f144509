import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/kernel/actor';
import type { TestDatabase } from './test-database';

/** Somebody whom events may concern, with an id that is nobody else's number. */
export interface CastMember {
  readonly id: number;
  readonly uuid: string;
}

/** A word in every name of the cast: wherever it turns up, words leaked. */
export const NAME_CANARY = 'Quillfeather';

/** The first id of the cast, in digits that no example, offset or count has. */
const FIRST_ID = 770_770_001;

/** From now on people get ids that a search for digits finds. */
export async function giveTellingIds(database: TestDatabase): Promise<void> {
  await database.query(`ALTER TABLE users ALTER COLUMN id RESTART WITH ${FIRST_ID}`);
}

/** Puts a person with these roles into the database. */
export async function castMember(
  database: TestDatabase,
  ...roles: readonly Role[]
): Promise<CastMember> {
  const uuid = randomUUID();
  const [row] = await database.query<{ id: number }>(
    `INSERT INTO users (uuid, email, username, full_name, password_hash)
     VALUES ($1::uuid, $1::text || '@example.com', $1::text, '${NAME_CANARY}', '!') RETURNING id`,
    [uuid],
  );
  const id = row?.id ?? 0;
  for (const role of roles) {
    await database.query(`INSERT INTO role_grants (user_id, role) VALUES ($1, $2)`, [id, role]);
  }
  return { id, uuid };
}

/** Links a coach and a student. @returns the id of the link. */
export async function link(
  database: TestDatabase,
  coach: CastMember,
  student: CastMember,
): Promise<number> {
  const [row] = await database.query<{ id: number }>(
    `INSERT INTO coach_students (coach_id, student_id, status, started_at)
     VALUES ($1, $2, 'active', now()) RETURNING id`,
    [coach.id, student.id],
  );
  return row?.id ?? 0;
}
