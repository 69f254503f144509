import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Plan, PlanChanges, Price } from './catalogue';

const PRICE = `price.id, price.plan_code AS "planCode", price.name,
  price.amount_cents AS "amountCents", price.currency, price.interval,
  price.interval_count AS "intervalCount", price.livemode, price.created_at AS "createdAt",
  price.retired_at AS "retiredAt",
  ARRAY(SELECT course_id FROM price_courses WHERE price_id = price.id ORDER BY 1) AS "courseIds"`;

/** Plans and prices in PostgreSQL. */
@Injectable()
export class CatalogueRepository {
  constructor(private readonly database: Database) {}

  /** The least plan first, each with its cheapest price first. */
  async plans(which: { readonly isAlsoRetired: boolean }): Promise<Plan[]> {
    const plans = await this.database.query<Omit<Plan, 'prices'>>(
      `SELECT code, name, ai_daily_tokens::float8 AS "aiDailyTokens" FROM plans
       ORDER BY array_position(ARRAY['free', 'pro', 'enterprise'], code)`,
    );
    const prices = await this.database.query<Price>(
      `SELECT ${PRICE} FROM prices price WHERE $1 OR price.retired_at IS NULL
       ORDER BY price.retired_at IS NOT NULL, price.amount_cents, price.id LIMIT 1000`,
      [which.isAlsoRetired],
    );
    return plans.map((plan) => ({
      ...plan,
      prices: prices.filter(({ planCode }) => planCode === plan.code),
    }));
  }

  /** Retired ones too. */
  price(id: string): Promise<Price | null> {
    return this.database.queryOne<Price>(`SELECT ${PRICE} FROM prices price WHERE id = $1`, [id]);
  }

  /** Those among the ids that the catalogue knows, retired ones too. */
  prices(ids: readonly string[]): Promise<Price[]> {
    return this.database.query<Price>(
      `SELECT ${PRICE} FROM prices price WHERE id = ANY ($1::text[])`,
      [ids],
    );
  }

  /** @returns false when the price is there already. */
  async insert(price: Omit<Price, 'createdAt' | 'retiredAt'>): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO prices (id, plan_code, name, amount_cents, currency, interval, interval_count,
                           livemode)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [
        price.id,
        price.planCode,
        price.name,
        price.amountCents,
        price.currency,
        price.interval,
        price.intervalCount,
        price.livemode,
      ],
    );
    if (rows.length === 0) return false;
    await this.database.query(
      `INSERT INTO price_courses (price_id, course_id)
       SELECT $1, id FROM courses WHERE id = ANY ($2::integer[])`,
      [price.id, price.courseIds],
    );
    return true;
  }

  async countCourses(ids: readonly number[]): Promise<number> {
    const row = await this.database.queryOne<{ known: number }>(
      `SELECT count(*)::int AS known FROM courses WHERE id = ANY ($1::integer[])`,
      [ids],
    );
    return row?.known ?? 0;
  }

  /** @returns false when the plan has no such price on sale. */
  async retire(plan: string, id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE prices SET retired_at = now()
       WHERE plan_code = $1 AND id = $2 AND retired_at IS NULL RETURNING id`,
      [plan, id],
    );
    return rows.length > 0;
  }

  /** @returns false when there is no such plan. */
  async update(code: string, changes: PlanChanges): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE plans SET name = coalesce($2, name), updated_at = now(),
         ai_daily_tokens = CASE WHEN $3 THEN $4::bigint ELSE ai_daily_tokens END
       WHERE code = $1 RETURNING code`,
      [
        code,
        changes.name ?? null,
        changes.aiDailyTokens !== undefined,
        changes.aiDailyTokens ?? null,
      ],
    );
    return rows.length > 0;
  }
}
