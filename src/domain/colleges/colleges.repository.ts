import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { College } from './college';
import { nameKey } from './college-name';

const COLLEGE = `
  college.unitid, college.opeid6, college.name, college.aliases, college.city, college.state,
  college.control,
  coalesce((SELECT jsonb_object_agg(figure.measure, jsonb_build_object(
      'measure', figure.measure, 'value', figure.value, 'label', figure.label,
      'year', figure.year, 'period', figure.period, 'source', figure.source,
      'coversSystem', figure.covers_system))
    FROM college_figures figure WHERE figure.unitid = college.unitid), '{}') AS figures`;

/** Which colleges to list. */
export interface CollegeSearch {
  /** A part of a name or of an alias; misspelled a little, it is found too. */
  readonly search: string | null;
  readonly state: string | null;
}

/** How alike a name must be, 0 to 1, to be offered instead of one that is not known. */
const LEAST_LIKENESS = 0.3;
const MOST_SUGGESTIONS = 5;

/** Colleges in PostgreSQL. */
@Injectable()
export class CollegesRepository {
  constructor(private readonly database: Database) {}

  find(unitid: number): Promise<College | null> {
    return this.database.queryOne<College>(
      `SELECT ${COLLEGE} FROM colleges college WHERE college.unitid = $1`,
      [unitid],
    );
  }

  /** With a search the best match first, otherwise by name. */
  async list({ search, state }: CollegeSearch, { skip, limit }: Slice): Promise<Page<College>> {
    const rows = await this.database.query<College & { total: number }>(
      `WITH found AS (
         SELECT college.unitid, college.name, count(*) OVER ()::integer AS total,
                CASE WHEN $1::text IS NULL THEN 0
                     WHEN college.name_keys @> ARRAY[$2::text] THEN 2
                     ELSE word_similarity($1, college.search_text) END AS likeness
         FROM colleges college
         WHERE ($3::text IS NULL OR college.state = $3)
           AND ($1::text IS NULL OR college.name_keys @> ARRAY[$2::text]
                OR college.search_text ILIKE $4 OR $1 <% college.search_text)),
       page AS (SELECT * FROM found ORDER BY likeness DESC, name, unitid OFFSET $5 LIMIT $6)
       SELECT ${COLLEGE}, page.total FROM page JOIN colleges college USING (unitid)
       ORDER BY page.likeness DESC, page.name, page.unitid`,
      [search, nameKey(search ?? ''), state, `%${escaped(search ?? '')}%`, skip, limit],
    );
    const total = rows[0]?.total ?? (skip === 0 ? 0 : await this.count({ search, state }));
    return { items: rows.map(({ total: _, ...college }) => college), total };
  }

  /** Every college that is called so, by its name or an alias, for each name. */
  async named(keys: readonly string[]): Promise<(College & { keys: string[] })[]> {
    return this.database.query<College & { keys: string[] }>(
      `SELECT ${COLLEGE}, college.name_keys AS keys FROM colleges college
       WHERE college.name_keys && $1::text[] ORDER BY college.name, college.unitid`,
      [keys],
    );
  }

  /** The names that look most like each of these. */
  async alike(names: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await this.database.query<{ asked: string; name: string }>(
      `SELECT asked.name AS asked, best.name FROM unnest($1::text[]) AS asked (name)
       CROSS JOIN LATERAL (
         SELECT college.name, greatest(similarity(asked.name, college.search_text),
                word_similarity(asked.name, college.search_text)) AS likeness
         FROM colleges college
         ORDER BY likeness DESC, college.name LIMIT $2) AS best
       WHERE best.likeness >= $3 ORDER BY best.likeness DESC, best.name`,
      [names, MOST_SUGGESTIONS, LEAST_LIKENESS],
    );
    const found = new Map<string, string[]>();
    for (const { asked, name } of rows) found.set(asked, [...(found.get(asked) ?? []), name]);
    return found;
  }

  /**
   * The success rate of every institution that has one; campuses that share a figure count once.
   */
  async successRates(): Promise<number[]> {
    const rows = await this.database.query<{ value: number }>(
      `SELECT min(figure.value) AS value FROM college_figures figure
       JOIN colleges college USING (unitid) WHERE figure.measure = 'mobility_success'
       GROUP BY coalesce(college.opeid6, college.unitid::text)`,
    );
    return rows.map(({ value }) => value);
  }

  /** Colleges that have mobility figures and test quartiles, to recommend from. */
  comparable(): Promise<College[]> {
    return this.database.query<College>(
      `SELECT ${COLLEGE} FROM colleges college
       WHERE EXISTS (SELECT 1 FROM college_figures figure WHERE figure.unitid = college.unitid
                       AND figure.measure = 'mobility_success')
         AND EXISTS (SELECT 1 FROM college_figures figure WHERE figure.unitid = college.unitid
                       AND figure.measure IN ('sat_math_25', 'act_25'))
       ORDER BY college.unitid`,
    );
  }

  private async count({ search, state }: CollegeSearch): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM colleges college
       WHERE ($3::text IS NULL OR college.state = $3)
         AND ($1::text IS NULL OR college.name_keys @> ARRAY[$2::text]
              OR college.search_text ILIKE $4 OR $1 <% college.search_text)`,
      [search, nameKey(search ?? ''), state, `%${escaped(search ?? '')}%`],
    );
    return row?.count ?? 0;
  }
}

/** So that a percent sign is looked for as one. */
function escaped(search: string): string {
  return search.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
