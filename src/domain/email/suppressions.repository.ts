import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { Suppression, SuppressionReason } from './suppression';

const SUPPRESSION = `id, address::text AS address, reason, created_at AS "createdAt"`;

/** Addresses that get no mail. */
@Injectable()
export class SuppressionsRepository {
  constructor(private readonly database: Database) {}

  /** Why the address gets no mail; null when it does. */
  async reasonFor(address: string): Promise<SuppressionReason | null> {
    const row = await this.database.queryOne<{ reason: SuppressionReason }>(
      `SELECT reason FROM email_suppressions WHERE address = $1::citext`,
      [address],
    );
    return row?.reason ?? null;
  }

  /** Adds an address; one that is there keeps its reason and its time. */
  async add(address: string, reason: SuppressionReason, by: number | null): Promise<Suppression> {
    await this.database.query(
      `INSERT INTO email_suppressions (address, reason, created_by) VALUES ($1, $2, $3)
       ON CONFLICT (address) DO NOTHING`,
      [address, reason, by],
    );
    const added = await this.database.queryOne<Suppression>(
      `SELECT ${SUPPRESSION} FROM email_suppressions WHERE address = $1::citext`,
      [address],
    );
    return added as Suppression;
  }

  /** Adds the address that a mail went to. */
  async addForMessage(id: string, reason: SuppressionReason = 'bounce'): Promise<void> {
    await this.database.query(
      `INSERT INTO email_suppressions (address, reason)
       SELECT coalesce(mail.address, recipient.email), $2
       FROM email_messages mail LEFT JOIN users recipient ON recipient.id = mail.user_id
       WHERE mail.id = $1
       ON CONFLICT (address) DO NOTHING`,
      [id, reason],
    );
  }

  /** Takes an address off the list. @returns whether it was there. */
  async remove(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM email_suppressions WHERE id = $1 RETURNING 1`,
      [id],
    );
    return rows.length > 0;
  }

  /** The newest first. */
  async list(slice: Slice): Promise<Page<Suppression>> {
    const items = await this.database.query<Suppression>(
      `SELECT ${SUPPRESSION} FROM email_suppressions
       ORDER BY created_at DESC, address OFFSET $1 LIMIT $2`,
      [slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM email_suppressions`,
    );
    return { items, total: count?.total ?? 0 };
  }
}
