import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Points: a double-entry ledger that only grows, and what students commit of them. */
export class CreatePoints1795369200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createLedger(runner);
    await forbidChanges(runner);
    await createPosting(runner);
    await forfeitWithOwner(runner);
    await createStaking(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE point_checks, stakes, staking_products`);
    await runner.query(`DROP TABLE point_entries, point_transfers, point_accounts`);
    await runner.query(`DROP FUNCTION forfeit_points, require_balanced_transfer`);
    await runner.query(
      `DROP FUNCTION post_points(text, text, text, text, integer, bigint, integer, text, integer, text)`,
    );
  }
}

async function createLedger(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE point_accounts (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      owner_id integer REFERENCES users ON DELETE SET NULL,
      kind text NOT NULL CHECK (kind IN ('available', 'staked', 'rewards', 'yield', 'forfeited')),
      shard smallint,
      balance bigint NOT NULL DEFAULT 0
        CHECK (balance BETWEEN -9007199254740991 AND 9007199254740991),
      earned_total bigint NOT NULL DEFAULT 0 CHECK (earned_total >= 0),
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (owner_id, kind),
      UNIQUE (kind, shard),
      CHECK (balance >= 0 OR kind NOT IN ('available', 'staked')),
      CHECK ((shard IS NULL) = (kind IN ('available', 'staked')))
    )`);
  await runner.query(`
    COMMENT ON COLUMN point_accounts.shard IS
      'The accounts of the institution have sixteen rows each, so that people do not wait for each other'`);
  await runner.query(`
    COMMENT ON COLUMN point_accounts.earned_total IS
      'Of an available account: all that came from the institution, less what it took back'`);
  await runner.query(`
    INSERT INTO point_accounts (kind, shard)
    SELECT kind, shard FROM unnest(ARRAY['rewards', 'yield', 'forfeited']) AS kind,
      generate_series(0, 15) AS shard`);
  await runner.query(`
    CREATE TABLE point_transfers (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      key text NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 300),
      kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{0,39}$'),
      reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 200),
      memo text CHECK (memo ~ '^[a-z][a-z_]{0,39}$'),
      created_at timestamptz NOT NULL,
      created_by integer REFERENCES users ON DELETE SET NULL
    )`);
  await runner.query(`
    COMMENT ON COLUMN point_transfers.memo IS
      'A word of the program for why; never words of people, because rows stay for good'`);
  await runner.query(`CREATE INDEX point_transfers_by_author ON point_transfers (created_by)
    WHERE created_by IS NOT NULL`);
  await runner.query(`
    CREATE TABLE point_entries (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      transfer_id uuid NOT NULL REFERENCES point_transfers,
      account_id uuid NOT NULL REFERENCES point_accounts,
      amount bigint NOT NULL CHECK (amount <> 0),
      balance_after bigint NOT NULL,
      UNIQUE (transfer_id, account_id)
    )`);
  await runner.query(`
    COMMENT ON COLUMN point_entries.id IS
      'Given while the account is locked: within an account in the order of the balances'`);
  await runner.query(`CREATE INDEX point_entries_of_account ON point_entries (account_id, id)`);
}

/** Nobody changes what was booked: not by right, and an owner of every right not either. */
async function forbidChanges(runner: QueryRunner): Promise<void> {
  for (const table of ['point_transfers', 'point_entries']) {
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM PUBLIC`);
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM CURRENT_USER`);
    await runner.query(`CREATE TRIGGER ${table}_never_emptied BEFORE TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }
  // An account that goes takes its name out of what it had made; foreign keys lock by this right.
  await runner.query(`GRANT UPDATE (created_by) ON point_transfers TO CURRENT_USER`);
  await runner.query(`
    CREATE TRIGGER point_transfers_append_only
      BEFORE UPDATE OF id, key, kind, reference, memo, created_at OR DELETE ON point_transfers
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await runner.query(`
    CREATE TRIGGER point_transfers_author_only_forgotten
      BEFORE UPDATE OF created_by ON point_transfers
      FOR EACH ROW WHEN (NEW.created_by IS NOT NULL) EXECUTE FUNCTION refuse_change()`);
  await runner.query(`
    CREATE TRIGGER point_entries_append_only BEFORE UPDATE OR DELETE ON point_entries
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await runner.query(`
    CREATE TRIGGER point_accounts_stay BEFORE DELETE ON point_accounts
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  await runner.query(`
    CREATE FUNCTION require_balanced_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      checked uuid;
      total numeric;
      places bigint;
    BEGIN
      IF TG_TABLE_NAME = 'point_transfers' THEN checked := NEW.id;
      ELSE checked := NEW.transfer_id;
      END IF;
      SELECT coalesce(sum(amount), 0), count(*) INTO total, places
      FROM point_entries WHERE transfer_id = checked;
      IF total <> 0 OR places < 2 THEN
        RAISE EXCEPTION 'transfer % does not add up to nothing', checked USING ERRCODE = '23514';
      END IF;
      RETURN NULL;
    END $$`);
  for (const table of ['point_transfers', 'point_entries']) {
    await runner.query(`
      CREATE CONSTRAINT TRIGGER ${table}_balanced AFTER INSERT ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_transfer()`);
  }
}

async function createPosting(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION post_points(
      given_key text, given_kind text, given_reference text, given_memo text, given_by integer,
      points bigint, from_owner integer, from_kind text, to_owner integer, to_kind text,
      OUT outcome text, OUT transfer_id uuid
    ) LANGUAGE plpgsql AS $$
    DECLARE
      booked timestamptz;
      person integer := coalesce(from_owner, to_owner);
      account record;
      from_account uuid;
      to_account uuid;
      from_balance bigint;
      to_balance bigint;
    BEGIN
      IF points IS NULL OR points <= 0 OR person IS NULL OR coalesce(to_owner, person) <> person THEN
        RAISE EXCEPTION 'no transfer moves % points between these accounts', points
          USING ERRCODE = '23514';
      END IF;
      -- One order for everybody, or two transfers could wait for each other: the person's accounts,
      -- by their ids, and then the one that many share. It is held the shortest.
      FOR attempt IN 1..2 LOOP
        FOR account IN
          SELECT one.id, one.kind, one.balance FROM point_accounts one
          WHERE one.owner_id = person AND ((from_owner IS NOT NULL AND one.kind = from_kind)
            OR (to_owner IS NOT NULL AND one.kind = to_kind))
          ORDER BY one.id FOR NO KEY UPDATE
        LOOP
          IF from_owner IS NOT NULL AND account.kind = from_kind THEN
            from_account := account.id;
            from_balance := account.balance;
          ELSE
            to_account := account.id;
            to_balance := account.balance;
          END IF;
        END LOOP;
        EXIT WHEN (from_owner IS NULL OR from_account IS NOT NULL)
          AND (to_owner IS NULL OR to_account IS NOT NULL);
        INSERT INTO point_accounts (owner_id, kind)
        VALUES (person, 'available'), (person, 'staked')
        ON CONFLICT (owner_id, kind) DO NOTHING;
      END LOOP;
      IF from_owner IS NULL THEN
        SELECT one.id, one.balance INTO from_account, from_balance FROM point_accounts one
        WHERE one.kind = from_kind AND one.shard = person % 16 FOR NO KEY UPDATE;
      ELSIF to_owner IS NULL THEN
        SELECT one.id, one.balance INTO to_account, to_balance FROM point_accounts one
        WHERE one.kind = to_kind AND one.shard = person % 16 FOR NO KEY UPDATE;
      END IF;

      IF from_owner IS NULL OR from_balance >= points THEN
        booked := clock_timestamp();
        INSERT INTO point_transfers (key, kind, reference, memo, created_at, created_by)
        VALUES (given_key, given_kind, given_reference, given_memo, booked, given_by)
        ON CONFLICT (key) DO NOTHING RETURNING id INTO transfer_id;
      END IF;
      IF transfer_id IS NOT NULL THEN
        outcome := 'made';
        INSERT INTO point_entries (transfer_id, account_id, amount, balance_after)
        VALUES (post_points.transfer_id, from_account, -points, from_balance - points),
               (post_points.transfer_id, to_account, points, to_balance + points);
        UPDATE point_accounts one
        SET balance = one.balance + moved.amount,
            earned_total = one.earned_total + CASE
              WHEN from_owner IS NULL AND one.id = to_account THEN points
              WHEN to_owner IS NULL AND one.id = from_account THEN -points ELSE 0 END
        FROM (VALUES (from_account, -points), (to_account, points)) AS moved (id, amount)
        WHERE one.id = moved.id;
        RETURN;
      END IF;

      SELECT made.id, CASE
          WHEN made.kind = given_kind AND made.reference = given_reference
            AND made.memo IS NOT DISTINCT FROM given_memo
            AND EXISTS (SELECT FROM point_entries entry WHERE entry.transfer_id = made.id
              AND entry.account_id = from_account AND entry.amount = -points)
            AND EXISTS (SELECT FROM point_entries entry WHERE entry.transfer_id = made.id
              AND entry.account_id = to_account AND entry.amount = points)
          THEN 'repeated' ELSE 'reused' END
      INTO transfer_id, outcome FROM point_transfers made WHERE made.key = given_key;
      outcome := coalesce(outcome, 'insufficient');
    END $$`);
  await runner.query(`
    COMMENT ON FUNCTION post_points(text, text, text, text, integer, bigint, integer, text, integer, text) IS
      'Moves points once for a key, never between two people; an owner of null means the institution'`);
}

/** However an account loses its person, its points go back to the institution. */
async function forfeitWithOwner(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION forfeit_points() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      given uuid;
      target point_accounts;
    BEGIN
      IF OLD.balance > 0 THEN
        SELECT * INTO target FROM point_accounts
        WHERE kind = 'forfeited' AND shard = OLD.owner_id % 16 FOR NO KEY UPDATE;
        INSERT INTO point_transfers (key, kind, reference, created_at)
        VALUES ('forfeit:' || OLD.id, 'forfeit', OLD.id, clock_timestamp()) RETURNING id INTO given;
        INSERT INTO point_entries (transfer_id, account_id, amount, balance_after)
        VALUES (given, OLD.id, -OLD.balance, 0),
               (given, target.id, OLD.balance, target.balance + OLD.balance);
        UPDATE point_accounts SET balance = balance + OLD.balance WHERE id = target.id;
      END IF;
      NEW.balance := 0;
      NEW.earned_total := 0;
      RETURN NEW;
    END $$`);
  await runner.query(`
    CREATE TRIGGER point_accounts_forfeit BEFORE UPDATE OF owner_id ON point_accounts
      FOR EACH ROW WHEN (OLD.owner_id IS NOT NULL AND NEW.owner_id IS NULL)
      EXECUTE FUNCTION forfeit_points()`);
  await runner.query(`
    CREATE TRIGGER point_accounts_keep_owner BEFORE UPDATE OF owner_id ON point_accounts
      FOR EACH ROW WHEN (NEW.owner_id IS NOT NULL AND NEW.owner_id IS DISTINCT FROM OLD.owner_id)
      EXECUTE FUNCTION refuse_change()`);
}

async function createStaking(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE staking_products (
      code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_]{0,39}$'),
      kind text NOT NULL CHECK (kind IN ('flexible', 'fixed', 'commitment')),
      name text NOT NULL,
      description text NOT NULL,
      lock_days integer NOT NULL CHECK (lock_days BETWEEN 0 AND 3650),
      yield_bps integer NOT NULL CHECK (yield_bps BETWEEN 0 AND 10000),
      bonus_bps integer NOT NULL CHECK (bonus_bps BETWEEN 0 AND 10000),
      minimum_points bigint NOT NULL CHECK (minimum_points >= 1),
      maximum_points bigint NOT NULL CHECK (maximum_points BETWEEN minimum_points AND 1000000000),
      is_offered boolean NOT NULL DEFAULT true,
      position integer NOT NULL,
      CHECK ((kind = 'fixed') = (lock_days > 0)),
      CHECK (kind = 'commitment' OR bonus_bps = 0)
    )`);
  await runner.query(`
    INSERT INTO staking_products (code, kind, name, description, lock_days, yield_bps, bonus_bps,
      minimum_points, maximum_points, position)
    VALUES
      ('flexible', 'flexible', 'Flexible',
       'Take your points back on any day; every full day counts.', 0, 100, 0, 1, 1000000000, 1),
      ('fixed_30', 'fixed', '30 days',
       'Left for 30 full days. Your points are yours at any time; before the end without the yield.',
       30, 300, 0, 1, 1000000000, 2),
      ('fixed_90', 'fixed', '90 days',
       'Left for 90 full days. Your points are yours at any time; before the end without the yield.',
       90, 500, 0, 1, 1000000000, 3),
      ('commitment', 'commitment', 'Commitment to a task',
       'Tied to the deadline of a task. Done in time brings a bonus; your points come back either way.',
       0, 0, 1000, 1, 100000, 4)`);
  await runner.query(`
    CREATE TABLE stakes (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
      key text NOT NULL UNIQUE,
      product text NOT NULL REFERENCES staking_products,
      kind text NOT NULL CHECK (kind IN ('flexible', 'fixed', 'commitment')),
      points bigint NOT NULL CHECK (points BETWEEN 1 AND 1000000000),
      yield_bps integer NOT NULL CHECK (yield_bps BETWEEN 0 AND 10000),
      bonus_bps integer NOT NULL CHECK (bonus_bps BETWEEN 0 AND 10000),
      task_id uuid,
      due_on date,
      counts_from date NOT NULL,
      unlocks_on date,
      accrued_points bigint NOT NULL DEFAULT 0 CHECK (accrued_points >= 0),
      accrued_through date NOT NULL,
      claimed_points bigint NOT NULL DEFAULT 0 CHECK (claimed_points >= 0),
      status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'matured', 'released')),
      outcome text CHECK (outcome IN ('returned', 'withdrawn', 'kept', 'missed')),
      release_key text,
      opened_at timestamptz NOT NULL,
      ended_at timestamptz,
      CHECK (claimed_points <= accrued_points),
      CHECK ((kind = 'fixed') = (unlocks_on IS NOT NULL)),
      CHECK ((kind = 'commitment') = (task_id IS NOT NULL AND due_on IS NOT NULL)),
      CHECK ((status = 'released') = (outcome IS NOT NULL AND ended_at IS NOT NULL))
    )`);
  await runner.query(`
    COMMENT ON COLUMN stakes.counts_from IS
      'The first full UTC day; accrued_through is the first day that does not count yet'`);
  await runner.query(`CREATE INDEX stakes_of_user ON stakes (user_id, opened_at DESC, id)`);
  await runner.query(`CREATE INDEX stakes_to_accrue ON stakes (accrued_through, id)
    WHERE status = 'open' AND kind <> 'commitment'`);
  await runner.query(`CREATE INDEX stakes_to_settle ON stakes (id)
    WHERE status = 'open' AND kind = 'commitment'`);
  await runner.query(`CREATE UNIQUE INDEX stakes_one_commitment ON stakes (user_id, task_id)
    WHERE status <> 'released' OR outcome IN ('kept', 'missed')`);
  await runner.query(`
    CREATE TABLE point_checks (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      checked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      accounts bigint NOT NULL,
      transfers bigint NOT NULL,
      total bigint NOT NULL,
      difference_count integer NOT NULL,
      differences jsonb NOT NULL
    )`);
  await runner.query(`
    COMMENT ON COLUMN point_checks.differences IS
      'The first hundred; ids of accounts and transfers, never a person'`);
}
