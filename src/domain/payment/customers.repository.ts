import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** Someone's place for a customer at Stripe; the key makes it one, whoever asks how often. */
export interface CustomerPlace {
  readonly idempotencyKey: string;
  /** Null until Stripe made it. */
  readonly customerId: string | null;
}

/** Who is which customer at Stripe, in PostgreSQL. */
@Injectable()
export class CustomersRepository {
  constructor(private readonly database: Database) {}

  /** The one place of a person for the mode of the key; made at the first question. */
  async place(userId: number, livemode: boolean): Promise<CustomerPlace> {
    await this.database.query(
      `INSERT INTO stripe_customers (user_id, livemode) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [userId, livemode],
    );
    const place = await this.database.queryOne<CustomerPlace>(
      `SELECT idempotency_key AS "idempotencyKey", customer_id AS "customerId"
       FROM stripe_customers WHERE user_id = $1 AND livemode = $2`,
      [userId, livemode],
    );
    return place as CustomerPlace;
  }

  /** Notes the customer; the first one stays. @returns the one that counts. */
  async fill(userId: number, livemode: boolean, customerId: string): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      `UPDATE stripe_customers SET customer_id = coalesce(customer_id, $3)
       WHERE user_id = $1 AND livemode = $2 RETURNING customer_id AS id`,
      [userId, livemode, customerId],
    );
    return row?.id ?? customerId;
  }

  async find(userId: number, livemode: boolean): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string | null }>(
      `SELECT customer_id AS id FROM stripe_customers WHERE user_id = $1 AND livemode = $2`,
      [userId, livemode],
    );
    return row?.id ?? null;
  }

  /** Every customer that a person is, of both modes. */
  async all(userId: number): Promise<{ id: string; livemode: boolean }[]> {
    return this.database.query(
      `SELECT customer_id AS id, livemode FROM stripe_customers
       WHERE user_id = $1 AND customer_id IS NOT NULL`,
      [userId],
    );
  }

  async userOf(customerId: string): Promise<number | null> {
    const row = await this.database.queryOne<{ userId: number }>(
      `SELECT user_id AS "userId" FROM stripe_customers WHERE customer_id = $1`,
      [customerId],
    );
    return row?.userId ?? null;
  }

  /** Forgets a customer that Stripe has no longer, so that the next checkout makes another. */
  async forget(customerId: string): Promise<void> {
    await this.database.query(`DELETE FROM stripe_customers WHERE customer_id = $1`, [customerId]);
  }

  async forgetUser(userId: number): Promise<void> {
    await this.database.query(`DELETE FROM stripe_customers WHERE user_id = $1`, [userId]);
  }
}
