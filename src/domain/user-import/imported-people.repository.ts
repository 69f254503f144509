import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UNUSABLE_PASSWORD } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import type { RosterPerson } from './person/roster-reader';

/** Somebody who has an account now that had none before. */
export interface AddedPerson {
  readonly id: number;
  readonly uuid: string;
  /** Their place in the list that was given. */
  readonly position: number;
}

/** Accounts made from files, many at once. */
@Injectable()
export class ImportedPeopleRepository {
  constructor(private readonly database: Database) {}

  /**
   * Opens an account for each address that has none, with its role, phone and grade, all in one
   * statement. No password opens them. By address, so that two imports at once don't block each other.
   */
  async insert(people: readonly RosterPerson[]): Promise<AddedPerson[]> {
    if (people.length === 0) return [];
    const uuids = people.map(() => randomUUID());
    const added = await this.database.query<{ id: number; uuid: string }>(
      `WITH given AS (
         SELECT * FROM unnest($1::uuid[], $2::citext[], $3::text[], $4::text[], $5::text[],
                              $6::text[], $7::integer[])
           AS given (uuid, email, username, full_name, role, phone, grade)
       ), added AS (
         INSERT INTO users (uuid, email, username, full_name, password_hash)
         SELECT uuid, email, username, full_name, $8 FROM given ORDER BY email
         ON CONFLICT (email) DO NOTHING RETURNING id, uuid
       ), granted AS (
         INSERT INTO role_grants (user_id, role)
         SELECT added.id, given.role FROM added JOIN given USING (uuid)
       ), told AS (
         INSERT INTO user_profiles (user_id, phone)
         SELECT added.id, given.phone FROM added JOIN given USING (uuid)
         WHERE given.phone IS NOT NULL
       ), recorded AS (
         INSERT INTO student_records (user_id, grade)
         SELECT added.id, given.grade FROM added JOIN given USING (uuid)
         WHERE given.grade IS NOT NULL
       )
       SELECT id, uuid FROM added ORDER BY id`,
      [
        uuids,
        people.map(({ email }) => email),
        people.map(() => `learner-${randomBytes(6).toString('hex')}`),
        people.map(({ fullName }) => fullName),
        people.map(({ role }) => role),
        people.map(({ phone }) => phone),
        people.map(({ grade }) => grade),
        UNUSABLE_PASSWORD,
      ],
    );
    const positions = new Map<string, number>(uuids.map((uuid, position) => [uuid, position]));
    return added.map(({ id, uuid }) => ({ id, uuid, position: positions.get(uuid) as number }));
  }

  /** The places of those in the list whose address has an account. */
  async findKnown(emails: readonly string[]): Promise<ReadonlySet<number>> {
    const rows = await this.database.query<{ position: number }>(
      `SELECT (given.position - 1)::integer AS position
       FROM unnest($1::citext[]) WITH ORDINALITY AS given (email, position)
       JOIN users ON users.email = given.email`,
      [emails],
    );
    return new Set(rows.map(({ position }) => position));
  }
}
