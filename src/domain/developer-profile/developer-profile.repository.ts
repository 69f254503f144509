import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** A person as programs of theirs see them. */
export interface DeveloperProfile {
  readonly uuid: string;
  readonly username: string;
  readonly email: string;
  readonly fullName: string;
  readonly createdAt: Date;
  /** When their name or account last changed; numbers do not move it. */
  readonly updatedAt: Date;
  readonly tasksCompleted: number;
  /** All points that they ever earned. */
  readonly pointsEarned: number;
  /** Points that are committed now. */
  readonly pointsStaked: number;
}

/** Points end below 2^53, so that a double holds them. */
const PROFILE = `
  SELECT person.uuid, person.username, person.email::text AS email,
         person.full_name AS "fullName", person.created_at AS "createdAt",
         person.updated_at AS "updatedAt",
         (SELECT count(*)::integer FROM tasks
          WHERE tasks.user_id = person.id AND tasks.status = 'done') AS "tasksCompleted",
         coalesce((SELECT account.earned_total::float8 FROM point_accounts account
                   WHERE account.owner_id = person.id AND account.kind = 'available'), 0)
           AS "pointsEarned",
         coalesce((SELECT account.balance::float8 FROM point_accounts account
                   WHERE account.owner_id = person.id AND account.kind = 'staked'), 0)
           AS "pointsStaked"
  FROM users person WHERE person.id = $1`;

/** Profiles in PostgreSQL, each with its numbers in one statement. */
@Injectable()
export class DeveloperProfileRepository {
  constructor(private readonly database: Database) {}

  async find(userId: number): Promise<DeveloperProfile | null> {
    const rows = await this.database.prepared<DeveloperProfile>('developer_profile', PROFILE, [
      userId,
    ]);
    return rows[0] ?? null;
  }
}
