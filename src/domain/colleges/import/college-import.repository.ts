import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { CollegeFigure } from '../college';
import { aliasesOf, nameKeysOf } from '../college-name';
import { searchTextOf, type StoredCollege } from './row-merge';

/** Two importers at once would each miss what the other adds. */
const IMPORT_LOCK = 1_795_360_800;

/** Writes colleges and their figures, many at a time. */
@Injectable()
export class CollegeImportRepository {
  constructor(private readonly database: Database) {}

  /** Lets one importer at a time through until the transaction ends. */
  async lock(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock($1)`, [IMPORT_LOCK]);
  }

  /** The colleges with these UNITIDs or one of these OPEID6. */
  find(unitids: readonly number[], opeid6s: readonly string[]): Promise<StoredCollege[]> {
    return this.database.query<StoredCollege>(
      `SELECT college.unitid, college.opeid6, college.name, college.city, college.state,
              college.control, college.identity_year AS "identityYear",
              college.identity_source AS "identitySource",
              coalesce(jsonb_object_agg(figure.measure, jsonb_build_object(
                'measure', figure.measure, 'value', figure.value, 'label', figure.label,
                'year', figure.year, 'period', figure.period, 'source', figure.source,
                'coversSystem', figure.covers_system))
                FILTER (WHERE figure.measure IS NOT NULL), '{}') AS figures
       FROM colleges college LEFT JOIN college_figures figure USING (unitid)
       WHERE college.unitid = ANY($1) OR college.opeid6 = ANY($2)
       GROUP BY college.unitid`,
      [unitids, opeid6s],
    );
  }

  async save(colleges: readonly StoredCollege[]): Promise<void> {
    const rows = colleges.map(({ figures: _, ...college }) => ({
      ...college,
      aliases: aliasesOf(college.name),
      name_keys: nameKeysOf(college),
      search_text: searchTextOf(college.name),
    }));
    await this.database.query(
      `INSERT INTO colleges (unitid, opeid6, name, city, state, control, aliases, name_keys,
                             search_text, identity_year, identity_source)
       SELECT unitid, opeid6, name, city, state, control, aliases, name_keys, search_text,
              "identityYear", "identitySource"
       FROM jsonb_to_recordset($1::jsonb) AS given (unitid integer, opeid6 text, name text,
         city text, state text, control text, aliases text[], name_keys text[], search_text text,
         "identityYear" integer, "identitySource" text)
       ON CONFLICT (unitid) DO UPDATE SET opeid6 = excluded.opeid6, name = excluded.name,
         city = excluded.city, state = excluded.state, control = excluded.control,
         aliases = excluded.aliases, name_keys = excluded.name_keys,
         search_text = excluded.search_text, identity_year = excluded.identity_year,
         identity_source = excluded.identity_source, updated_at = now()`,
      [JSON.stringify(rows)],
    );
  }

  async saveFigures(figures: readonly (CollegeFigure & { unitid: number })[]): Promise<void> {
    await this.database.query(
      `INSERT INTO college_figures (unitid, measure, value, label, year, period, source,
                                    covers_system)
       SELECT unitid, measure, value, label, year, period, source, "coversSystem"
       FROM jsonb_to_recordset($1::jsonb) AS given (unitid integer, measure text,
         value double precision, label text, year integer, period text, source text,
         "coversSystem" boolean)
       ON CONFLICT (unitid, measure) DO UPDATE SET value = excluded.value, label = excluded.label,
         year = excluded.year, period = excluded.period, source = excluded.source,
         covers_system = excluded.covers_system`,
      [JSON.stringify(figures)],
    );
  }

  /** A mobility figure of an OPEID6 that several campuses share is one for all of them. */
  async markSystems(): Promise<void> {
    await this.database.query(
      `UPDATE college_figures SET covers_system = true
       WHERE measure LIKE 'mobility%' AND NOT covers_system AND unitid IN (
         SELECT unitid FROM colleges WHERE opeid6 IN (
           SELECT opeid6 FROM colleges WHERE opeid6 IS NOT NULL GROUP BY opeid6 HAVING count(*) > 1))`,
    );
  }

  async isEmpty(): Promise<boolean> {
    return (await this.database.queryOne(`SELECT 1 FROM colleges LIMIT 1`)) === null;
  }
}
