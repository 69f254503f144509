import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { type Entitled, type Entitlement, type EntitlementTerms, GRANT } from './entitlement';

const VALID_NOW = `held.valid_from <= now() AND (held.valid_until IS NULL OR held.valid_until > now())`;

const SHOWN = `id, kind, value, source, valid_from AS "validFrom", valid_until AS "validUntil",
  created_at AS "createdAt"`;

const ENTITLED = `
  WITH held AS (
    SELECT kind, value FROM entitlements held WHERE user_id = $1 AND ${VALID_NOW}
  ), plan AS (
    SELECT code, ai_daily_tokens FROM plans
    WHERE code = 'free' OR code IN (SELECT value FROM held WHERE kind = 'plan')
  )
  SELECT (SELECT code FROM plan
          ORDER BY array_position(ARRAY['enterprise', 'pro', 'free'], code) LIMIT 1) AS plan,
         greatest((SELECT max(ai_daily_tokens) FROM plan),
                  (SELECT max(value::bigint) FROM held WHERE kind = 'ai_daily_tokens')
         )::float8 AS "aiDailyTokens",
         ARRAY(SELECT value::integer FROM held WHERE kind = 'course' ORDER BY 1) AS "courseIds"`;

/** Entitlements in PostgreSQL. */
@Injectable()
export class EntitlementsRepository {
  constructor(private readonly database: Database) {}

  async of(userId: number): Promise<Entitled> {
    const [row] = await this.database.prepared<Entitled>('entitled', ENTITLED, [userId]);
    return row as Entitled;
  }

  /** Whether a course is free to take, or the person is entitled to it. */
  async mayTake(userId: number, courseId: number): Promise<boolean> {
    const row = await this.database.queryOne<{ may: boolean }>(
      `SELECT NOT EXISTS (
                SELECT 1 FROM price_courses sold JOIN prices price ON price.id = sold.price_id
                WHERE sold.course_id = $2 AND price.retired_at IS NULL)
              OR EXISTS (
                SELECT 1 FROM entitlements held
                WHERE held.user_id = $1 AND held.kind = 'course' AND held.value = $2::text
                  AND ${VALID_NOW}) AS may`,
      [userId, courseId],
    );
    return row?.may === true;
  }

  /** Ended ones too, the newest first. */
  list(userId: number): Promise<Entitlement[]> {
    return this.database.query<Entitlement>(
      `SELECT ${SHOWN} FROM entitlements WHERE user_id = $1
       ORDER BY created_at DESC, id LIMIT 1000`,
      [userId],
    );
  }

  find(userId: number, id: string): Promise<Entitlement | null> {
    return this.database.queryOne<Entitlement>(
      `SELECT ${SHOWN} FROM entitlements WHERE user_id = $1 AND id = $2 FOR UPDATE`,
      [userId, id],
    );
  }

  /** Adds one, or gives the one of the same source another time. */
  async save(userId: number, source: string, terms: EntitlementTerms): Promise<Entitlement> {
    const [saved] = await this.database.query<Entitlement>(
      `INSERT INTO entitlements (user_id, source, kind, value, valid_from, valid_until)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, kind, value, source) DO UPDATE
         SET valid_from = excluded.valid_from, valid_until = excluded.valid_until
       RETURNING ${SHOWN}`,
      [userId, source, terms.kind, terms.value, terms.validFrom, terms.validUntil],
    );
    return saved as Entitlement;
  }

  /** Takes away everything of a source but what is kept. */
  async deleteOthers(
    userId: number,
    source: string,
    kept: readonly EntitlementTerms[],
  ): Promise<void> {
    await this.database.query(
      `DELETE FROM entitlements WHERE user_id = $1 AND source = $2
         AND (kind || ':' || value) <> ALL ($3::text[])`,
      [userId, source, kept.map(({ kind, value }) => `${kind}:${value}`)],
    );
  }

  async delete(id: string): Promise<void> {
    await this.database.query(`DELETE FROM entitlements WHERE id = $1`, [id]);
  }

  /** Takes away what was paid for; what admins granted stays. */
  async deletePaid(userId: number): Promise<void> {
    await this.database.query(
      `DELETE FROM entitlements WHERE user_id = $1 AND NOT starts_with(source, '${GRANT}')`,
      [userId],
    );
  }

  /** The internal id behind a uuid; null for nobody. */
  async userIdOf(uuid: string): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT id FROM users WHERE uuid = $1`,
      [uuid],
    );
    return row?.id ?? null;
  }

  async courseExists(id: number): Promise<boolean> {
    return (await this.database.queryOne(`SELECT 1 FROM courses WHERE id = $1`, [id])) !== null;
  }
}
