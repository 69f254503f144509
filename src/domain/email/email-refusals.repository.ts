import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { RefusableCategory } from './email-category';

/** Kinds of mail that people don't want. */
@Injectable()
export class EmailRefusalsRepository {
  constructor(private readonly database: Database) {}

  async of(userId: number): Promise<ReadonlySet<string>> {
    const rows = await this.database.query<{ category: string }>(
      `SELECT category FROM email_refusals WHERE user_id = $1`,
      [userId],
    );
    return new Set(rows.map(({ category }) => category));
  }

  async add(userId: number, category: RefusableCategory): Promise<void> {
    await this.database.query(
      `INSERT INTO email_refusals (user_id, category) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [userId, category],
    );
  }

  /** The same by the person's uuid; nothing happens when there is no such person. */
  async addByUuid(uuid: string, category: RefusableCategory): Promise<void> {
    await this.database.query(
      `INSERT INTO email_refusals (user_id, category) SELECT id, $2 FROM users WHERE uuid = $1
       ON CONFLICT DO NOTHING`,
      [uuid, category],
    );
  }

  async remove(userId: number, category: RefusableCategory): Promise<void> {
    await this.database.query(`DELETE FROM email_refusals WHERE user_id = $1 AND category = $2`, [
      userId,
      category,
    ]);
  }
}
