import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The catalogue of scholarships, programs, competitions and internships, and how it is searched. */
export class CreateOpportunities1795362000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(`
      CREATE TABLE opportunities (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        source_key text NOT NULL UNIQUE,
        content_hash text NOT NULL,
        type text NOT NULL CHECK (type IN ('scholarship', 'program', 'competition', 'internship')),
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
        organization text,
        description text NOT NULL DEFAULT '',
        amount_text text,
        amount_cents_min integer CHECK (amount_cents_min > 0),
        amount_cents_max integer CHECK (amount_cents_max > 0),
        deadline date,
        deadline_text text,
        opens_on date,
        eligibility text,
        min_gpa numeric(4, 2),
        grades integer[],
        states text[],
        countries text[],
        citizenship text[],
        fields text[],
        needs_financial_need boolean NOT NULL DEFAULT false,
        max_household_income integer,
        has_other_conditions boolean NOT NULL DEFAULT false,
        scope text CHECK (scope IN ('local', 'state', 'national')),
        awards_per_year integer CHECK (awards_per_year > 0),
        requirements text[] NOT NULL DEFAULT '{}',
        application_url text CHECK (application_url ~* '^https?://'),
        source_url text CHECK (source_url ~* '^https?://'),
        source_name text NOT NULL,
        seen_on date,
        is_closed boolean NOT NULL DEFAULT false,
        is_pay_to_play boolean NOT NULL DEFAULT false,
        has_tentative_deadline boolean NOT NULL DEFAULT false,
        is_unverified boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK (amount_cents_min <= amount_cents_max),
        search tsvector GENERATED ALWAYS AS (
          setweight(to_tsvector('english', name), 'A') ||
          setweight(to_tsvector('english', coalesce(organization, '')), 'B') ||
          setweight(to_tsvector('english', coalesce(eligibility, '')), 'C') ||
          setweight(to_tsvector('english', left(description, 20000)), 'D')
        ) STORED
      )`);
    await runner.query(`
      COMMENT ON COLUMN opportunities.amount_cents_max IS
        'US dollars only; an amount in another currency, or one that could not be read surely, stays text'`);
    await runner.query(`CREATE INDEX opportunities_search ON opportunities USING gin (search)`);
    await runner.query(
      `CREATE INDEX opportunities_name_search ON opportunities USING gin (to_tsvector('english', name))`,
    );
    await runner.query(`CREATE INDEX opportunities_by_deadline ON opportunities (deadline, id)`);
    await runner.query(
      `CREATE INDEX opportunities_by_amount ON opportunities (amount_cents_max DESC NULLS LAST, id)`,
    );
    await runner.query(`
      CREATE TABLE opportunity_words (
        word text PRIMARY KEY
      )`);
    await runner.query(`
      COMMENT ON TABLE opportunity_words IS
        'Every word of a name or organization: what a mistyped word is compared with, so that the work does not grow with the catalogue'`);
    await runner.query(
      `CREATE INDEX opportunity_words_similar ON opportunity_words USING gin (word gin_trgm_ops)`,
    );
    await runner.query(`
      CREATE FUNCTION keep_opportunity_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO opportunity_words (word)
        SELECT DISTINCT word
        FROM written, regexp_split_to_table(lower(name || ' ' || coalesce(organization, '')), '[^[:alnum:]]+') AS word
        WHERE length(word) BETWEEN 3 AND 40
        ORDER BY word
        ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    for (const change of ['INSERT', 'UPDATE']) {
      await runner.query(`
        CREATE TRIGGER opportunity_words_on_${change.toLowerCase()} AFTER ${change} ON opportunities
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION keep_opportunity_words()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE opportunities, opportunity_words`);
    await runner.query(`DROP FUNCTION keep_opportunity_words`);
  }
}
