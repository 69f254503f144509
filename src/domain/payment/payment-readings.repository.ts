import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/**
 * Numbers for readings at Stripe. Whoever reads takes one first; what was read is kept only where
 * nothing with a greater number is. Every change at Stripe sends an event after it, whose reading has
 * the greater number and sees the change: so the last state stays, whatever order events arrive in.
 */
@Injectable()
export class PaymentReadings {
  constructor(private readonly database: Database) {}

  /** A number greater than every one before. A bigint, as text. */
  async next(): Promise<string> {
    const row = await this.database.queryOne<{ number: string }>(
      `SELECT nextval('payment_readings')::text AS number`,
    );
    return (row as { number: string }).number;
  }
}
