import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What clients of the developer surface do once at most, and what they were answered. */
export class CreateIdempotencyKeys1795371000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_keys (
        id uuid PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        key_hash bytea NOT NULL,
        request_hash bytea NOT NULL,
        status text NOT NULL DEFAULT 'in_flight'
          CHECK (status IN ('in_flight', 'kept', 'not_kept')),
        fence integer NOT NULL DEFAULT 1,
        lease_until timestamptz NOT NULL,
        ciphertext bytea,
        nonce bytea,
        key_id text,
        expires_at timestamptz NOT NULL,
        UNIQUE (user_id, key_hash),
        CHECK ((status = 'kept') = (ciphertext IS NOT NULL AND nonce IS NOT NULL
          AND key_id IS NOT NULL))
      )`);
    await runner.query(`CREATE INDEX idempotency_keys_expired ON idempotency_keys (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_keys`);
  }
}
