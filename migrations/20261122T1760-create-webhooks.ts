import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where integrators want to hear of events, what was sent there, and events that wait for a sink. */
export class CreateWebhooks1795370400000 implements MigrationInterface {
  name = 'CreateWebhooks1795370400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deferred_events (
        event_id uuid NOT NULL,
        sink text NOT NULL,
        name text NOT NULL,
        payload jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL,
        PRIMARY KEY (event_id, sink)
      )`);
    await runner.query(`CREATE INDEX deferred_events_due ON deferred_events (due_at)`);
    await runner.query(`
      CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        api_key_id uuid REFERENCES api_keys ON DELETE CASCADE,
        url text NOT NULL CHECK (length(url) <= 2000),
        host text NOT NULL,
        description text NOT NULL DEFAULT '',
        events text[] NOT NULL CHECK (cardinality(events) > 0),
        ciphertext bytea NOT NULL,
        nonce bytea NOT NULL,
        key_id text NOT NULL,
        previous_ciphertext bytea,
        previous_nonce bytea,
        previous_key_id text,
        previous_until timestamptz,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
        disabled_because text CHECK (disabled_because IN
          ('key_ended', 'owner_inactive', 'gone', 'failing', 'backlog')),
        disabled_at timestamptz,
        enabled_at timestamptz,
        failing_since timestamptz,
        failures_in_a_row integer NOT NULL DEFAULT 0,
        is_slow boolean NOT NULL DEFAULT false,
        last_served_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((status = 'disabled') = (disabled_because IS NOT NULL)),
        CHECK ((status = 'disabled') = (disabled_at IS NOT NULL)),
        CHECK (num_nulls(previous_ciphertext, previous_nonce, previous_key_id, previous_until)
               IN (0, 4))
      )`);
    await runner.query(`
      COMMENT ON COLUMN webhook_endpoints.api_key_id IS
        'The key that made it and with which it ends; null when its owner made it, signed in'`);
    await runner.query(`
      COMMENT ON COLUMN webhook_endpoints.is_slow IS
        'Its last answer failed or took long: it shares the lane of the slow ones'`);
    await runner.query(
      `CREATE INDEX webhook_endpoints_of_user ON webhook_endpoints (user_id, created_at DESC, id)`,
    );
    await runner.query(`CREATE INDEX webhook_endpoints_of_key ON webhook_endpoints (api_key_id)`);
    await runner.query(`
      CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
        event_id uuid NOT NULL,
        event_type text NOT NULL,
        data jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN
          ('pending', 'delivered', 'failed', 'cancelled')),
        tries smallint NOT NULL DEFAULT 0,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        claim uuid,
        claimed_until timestamptz,
        last_status smallint,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        UNIQUE (endpoint_id, event_id),
        CHECK ((claim IS NULL) = (claimed_until IS NULL)),
        CHECK ((status = 'pending') = (finished_at IS NULL)),
        CHECK (claim IS NULL OR status = 'pending')
      )`);
    await runner.query(`
      COMMENT ON COLUMN webhook_deliveries.tries IS
        'Attempts since it was queued or replayed: what the schedule of retries counts'`);
    await runner.query(`
      COMMENT ON COLUMN webhook_deliveries.claim IS
        'Which attempt holds the row; what another one writes about it is void'`);
    await runner.query(`
      CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, next_attempt_at)
      WHERE status = 'pending' AND claim IS NULL`);
    await runner.query(`
      CREATE INDEX webhook_deliveries_in_flight ON webhook_deliveries (claimed_until)
      WHERE claim IS NOT NULL`);
    await runner.query(
      `CREATE INDEX webhook_deliveries_listed ON webhook_deliveries (endpoint_id, created_at DESC, id)`,
    );
    await runner.query(`CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at)`);
    await runner.query(`
      CREATE TABLE webhook_attempts (
        delivery_id uuid NOT NULL REFERENCES webhook_deliveries ON DELETE CASCADE,
        number integer NOT NULL,
        started_at timestamptz NOT NULL,
        duration_ms integer,
        status_code smallint,
        error text,
        PRIMARY KEY (delivery_id, number)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE webhook_attempts, webhook_deliveries, webhook_endpoints, deferred_events`,
    );
  }
}
