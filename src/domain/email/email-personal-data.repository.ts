import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** Which mails concern one person. */
@Injectable()
export class EmailPersonalDataRepository {
  constructor(private readonly database: Database) {}

  /** Ids of mails to the account or the address, from the person, or naming them to somebody else. */
  async idsOf(userId: number, email: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM email_messages
       WHERE user_id = $1 OR about_id = $1 OR sender_id = $1 OR address = $2::citext`,
      [userId, email],
    );
    return rows.map(({ id }) => id);
  }
}
