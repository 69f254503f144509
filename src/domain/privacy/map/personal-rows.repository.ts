import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { PersonToErase } from '../personal-data-holder';
import { bindPerson } from './person-binding';

/** Rows read at a time, so that a long history is never in memory whole. */
const BATCH = 500;

/** Runs the statements of the personal data map; each of them is a constant of this program. */
@Injectable()
export class PersonalRowsRepository {
  constructor(private readonly database: Database) {}

  /** Who an account belongs to; null when it is gone. */
  findPerson(userId: number): Promise<PersonToErase | null> {
    return this.database.queryOne<PersonToErase>(
      `SELECT id, uuid, email::text FROM users WHERE id = $1`,
      [userId],
    );
  }

  /** The rows of a statement of the map, batch by batch, in its order. */
  async *read(select: string, person: PersonToErase): AsyncGenerator<Record<string, unknown>> {
    const { sql, parameters } = bindPerson(select, person);
    for (let skip = 0; ; skip += BATCH) {
      const rows = await this.database.query<Record<string, unknown>>(
        `${sql} LIMIT ${BATCH} OFFSET ${skip}`,
        parameters,
      );
      yield* rows;
      if (rows.length < BATCH) return;
    }
  }

  /** Carries out a statement of an erasure. @returns how many rows it changed or removed. */
  async change(statement: string, person: PersonToErase): Promise<number> {
    const { sql, parameters } = bindPerson(statement, person);
    return (await this.database.query(`${sql} RETURNING 1`, parameters)).length;
  }
}
