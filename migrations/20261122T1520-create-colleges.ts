import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Institutions by UNITID, and every figure of theirs with the source and year that it comes from. */
export class CreateColleges1795360800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(`
      CREATE TABLE colleges (
        unitid integer PRIMARY KEY CHECK (unitid > 0),
        opeid6 text CHECK (opeid6 ~ '^[0-9]{6}$'),
        name text NOT NULL,
        city text,
        state text CHECK (state ~ '^[A-Z]{2}$'),
        control text CHECK (control IN ('public', 'private nonprofit', 'private for-profit')),
        aliases text[] NOT NULL DEFAULT '{}',
        name_keys text[] NOT NULL,
        search_text text NOT NULL,
        identity_year integer,
        identity_source text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      COMMENT ON COLUMN colleges.name_keys IS
        'The name and every alias as they are compared: small letters, no accents, no punctuation'`);
    await runner.query(`CREATE INDEX colleges_by_opeid6 ON colleges (opeid6)`);
    await runner.query(`CREATE INDEX colleges_by_name_key ON colleges USING gin (name_keys)`);
    await runner.query(
      `CREATE INDEX colleges_by_words ON colleges USING gin (search_text gin_trgm_ops)`,
    );
    await runner.query(`
      CREATE TABLE college_figures (
        unitid integer NOT NULL REFERENCES colleges ON DELETE CASCADE,
        measure text NOT NULL,
        value double precision NOT NULL,
        label text,
        year integer,
        period text,
        source text NOT NULL,
        covers_system boolean NOT NULL DEFAULT false,
        PRIMARY KEY (unitid, measure)
      )`);
    await runner.query(`
      COMMENT ON COLUMN college_figures.covers_system IS
        'The figure is one for several campuses that share an OPEID6'`);
    await runner.query(
      `CREATE INDEX college_figures_by_measure ON college_figures (measure, value)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE college_figures, colleges`);
  }
}
