import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is sold, who bought it, and what it entitles to. */
export class CreatePayments1795365600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plans (
        code text PRIMARY KEY CHECK (code IN ('free', 'pro', 'enterprise')),
        name text NOT NULL,
        ai_daily_tokens bigint CHECK (ai_daily_tokens > 0),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      INSERT INTO plans (code, name) VALUES
        ('free', 'Free'), ('pro', 'Pro'), ('enterprise', 'Enterprise')`);
    await runner.query(`
      CREATE TABLE prices (
        id text PRIMARY KEY,
        plan_code text NOT NULL REFERENCES plans,
        name text NOT NULL,
        amount_cents integer NOT NULL CHECK (amount_cents >= 0),
        currency text NOT NULL,
        interval text NOT NULL CHECK (interval IN ('day', 'week', 'month', 'year', 'one_time')),
        interval_count integer NOT NULL CHECK (interval_count > 0),
        livemode boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        retired_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE price_courses (
        price_id text NOT NULL REFERENCES prices ON DELETE CASCADE,
        course_id integer NOT NULL REFERENCES courses ON DELETE CASCADE,
        PRIMARY KEY (course_id, price_id)
      )`);
    await runner.query(`CREATE INDEX price_courses_of_price ON price_courses (price_id)`);
    await runner.query(`
      CREATE TABLE entitlements (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('plan', 'ai_daily_tokens', 'course')),
        value text NOT NULL,
        source text NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (user_id, kind, value, source)
      )`);
    await runner.query(`CREATE INDEX entitlements_of_source ON entitlements (source)`);
    await runner.query(`
      CREATE TABLE stripe_customers (
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        livemode boolean NOT NULL,
        idempotency_key uuid NOT NULL DEFAULT gen_random_uuid(),
        customer_id text UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, livemode)
      )`);
    await runner.query(`
      CREATE TABLE checkouts (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        price_id text NOT NULL REFERENCES prices,
        success_url text NOT NULL,
        cancel_url text NOT NULL,
        livemode boolean NOT NULL,
        session_id text UNIQUE,
        session_url text,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'complete', 'expired')),
        payment_ref text,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX checkouts_of_user ON checkouts (user_id, created_at)`);
    await runner.query(`
      CREATE INDEX checkouts_open ON checkouts (created_at) WHERE status = 'open'`);
    await runner.query(`
      CREATE INDEX checkouts_of_payment ON checkouts (payment_ref) WHERE payment_ref IS NOT NULL`);
    // Each reading at Stripe takes a number before it begins; a row never goes back to an older one.
    await runner.query(`CREATE SEQUENCE payment_readings`);
    await runner.query(`
      CREATE TABLE subscriptions (
        id text PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        price_ids text[] NOT NULL,
        status text NOT NULL,
        started_at timestamptz NOT NULL,
        current_period_start timestamptz NOT NULL,
        current_period_end timestamptz NOT NULL,
        cancel_at_period_end boolean NOT NULL,
        cancel_at timestamptz,
        ended_at timestamptz,
        livemode boolean NOT NULL,
        as_of bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX subscriptions_of_user ON subscriptions (user_id)`);
    await runner.query(`
      CREATE TABLE payments (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer REFERENCES users ON DELETE SET NULL,
        provider_ref text NOT NULL UNIQUE,
        amount_cents integer NOT NULL,
        refunded_cents integer NOT NULL DEFAULT 0,
        currency text NOT NULL,
        paid_at timestamptz NOT NULL,
        livemode boolean NOT NULL,
        as_of bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX payments_of_user ON payments (user_id, paid_at)`);
    await runner.query(`CREATE INDEX payments_by_time ON payments (paid_at)`);
    await runner.query(`
      CREATE TABLE stripe_events (
        id text PRIMARY KEY,
        type text NOT NULL,
        object_id text,
        livemode boolean NOT NULL,
        created_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        status text NOT NULL CHECK (status IN ('pending', 'handled', 'ignored')),
        handled_at timestamptz
      )`);
    await runner.query(`
      CREATE INDEX stripe_events_pending ON stripe_events (received_at) WHERE status = 'pending'`);
    await runner.query(`
      CREATE TABLE payment_reconciliations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        started_by integer REFERENCES users ON DELETE SET NULL,
        status text NOT NULL DEFAULT 'queued'
          CHECK (status IN ('queued', 'running', 'done', 'failed')),
        subscriptions_checked integer NOT NULL DEFAULT 0,
        invoices_checked integer NOT NULL DEFAULT 0,
        refunds_checked integer NOT NULL DEFAULT 0,
        checkouts_checked integer NOT NULL DEFAULT 0,
        repaired text[] NOT NULL DEFAULT '{}',
        error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )`);
    await runner.query(`
      CREATE INDEX payment_reconciliations_by_time ON payment_reconciliations (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE payment_reconciliations, stripe_events, payments, subscriptions, checkouts,
                 stripe_customers, entitlements, price_courses, prices, plans`);
    await runner.query(`DROP SEQUENCE payment_readings`);
  }
}
