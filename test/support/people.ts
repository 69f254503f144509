import type { Role } from '../../src/kernel/actor';
import type { TestApp } from './test-app';

/** A person who is signed in at the learning surface. */
export interface Person {
  readonly id: number;
  readonly uuid: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** What people are registered at: an app in this process or in another. */
export type PeopleHome = Pick<TestApp, 'learning' | 'database'>;

let counter = 0;

/** Registers a person through the API; further roles are granted as an admin would. */
export async function person(app: PeopleHome, ...roles: Role[]): Promise<Person> {
  counter += 1;
  const email = `person-${counter}-${process.pid}@example.com`;
  const password = 'a long enough phrase';
  const reply = await app.learning.post('/auth/register', {
    email,
    password,
    full_name: `Person ${counter}`,
  });
  if (reply.status !== 201) throw new Error(`Registration answered ${reply.status}: ${reply.text}`);
  const [row] = await app.database.query<{ id: number; uuid: string }>(
    'SELECT id, uuid FROM users WHERE email = $1',
    [email],
  );
  if (row === undefined) throw new Error('The registered person is not in the database.');
  for (const role of roles) {
    await app.database.query('INSERT INTO role_grants (user_id, role) VALUES ($1, $2)', [
      row.id,
      role,
    ]);
  }
  return {
    id: row.id,
    uuid: row.uuid,
    email,
    password,
    token: reply.body.access_token,
    refreshToken: reply.body.refresh_token,
  };
}
