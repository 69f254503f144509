import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { Opportunity } from './opportunity';
import { OPPORTUNITY_COLUMNS, type OpportunityRow, toOpportunity } from './opportunity-columns';
import type { OpportunitySearch } from './opportunity-search';

/** At most so many are ranked for one search, half of them for their names. */
const MOST_RANKED = 800;
/** Known words that a mistyped one may stand for. */
const MOST_MEANT = 3;
const LEAST_SIMILAR = 0.4;

/** The conditions of a search besides its words; $1 to $9, today last. */
const CONDITIONS = `
  ($1::text IS NULL OR o.type = $1)
  AND ($2::integer IS NULL OR o.amount_cents_max >= $2
    OR (o.amount_cents_max IS NULL AND o.amount_cents_min >= $2))
  AND ($3::date IS NULL OR o.deadline IS NULL OR o.deadline > $3)
  AND ($4::date IS NULL OR o.deadline < $4)
  AND ($5::text[] IS NULL OR o.fields IS NULL OR o.fields && $5)
  AND ($6::text IS NULL OR ((o.states IS NULL OR $6 = ANY (o.states))
    AND (o.countries IS NULL OR 'US' = ANY (o.countries))))
  AND ($7::integer IS NULL OR o.grades IS NULL OR $7 = ANY (o.grades))
  AND (NOT $8::boolean OR (NOT o.is_closed AND o.deadline >= $9::date
    AND (o.opens_on IS NULL OR o.opens_on <= $9::date)))
  AND (NOT $10::boolean OR (NOT o.is_closed AND (o.deadline IS NULL OR o.deadline >= $9::date)))`;

const NEAREST_FIRST = `(o.deadline IS NOT NULL AND o.deadline >= $9::date) DESC,
  o.is_closed, o.deadline < $9::date NULLS FIRST, o.deadline NULLS LAST, o.id`;

/** What stands in the name weighs most, and what is over counts half. */
const RANK = `ts_rank(o.search, $11::tsquery, 1)
  * CASE WHEN o.is_closed OR o.deadline < $9::date THEN 0.5 ELSE 1 END`;

/** The catalogue in PostgreSQL. */
@Injectable()
export class OpportunitiesRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Opportunity | null> {
    const row = await this.database.queryOne<OpportunityRow>(
      `SELECT ${OPPORTUNITY_COLUMNS} FROM opportunities o WHERE o.id = $1`,
      [id],
    );
    return row === null ? null : toOpportunity(row);
  }

  async isEmpty(): Promise<boolean> {
    const row = await this.database.queryOne<{ some: boolean }>(
      'SELECT EXISTS (SELECT FROM opportunities) AS some',
    );
    return row?.some !== true;
  }

  /**
   * A query that all of the words must meet, each as it is, in another form, or as the known words
   * that are spelled most like it where it is not known itself.
   *
   * @param joined `&` for all of the words, `|` for any.
   * @returns text of a tsquery; null when no word says anything.
   */
  async queryFor(words: readonly string[], joined: '&' | '|'): Promise<string | null> {
    const row = await this.database.queryOne<{ query: string | null }>(
      `SELECT string_agg('(' || meant.query || ')', $2 ORDER BY given.place) AS query
       FROM unnest($1::text[]) WITH ORDINALITY AS given (word, place)
       CROSS JOIN LATERAL (
         SELECT string_agg(nullif(plainto_tsquery('english', form.word)::text, ''), ' | ') AS query
         FROM (
           SELECT given.word
           UNION
           (SELECT known.word FROM opportunity_words known
            WHERE length(given.word) > 3 AND known.word % given.word
              AND similarity(known.word, given.word) >= ${LEAST_SIMILAR}
              AND NOT EXISTS (SELECT FROM opportunity_words same WHERE same.word = given.word)
            ORDER BY similarity(known.word, given.word) DESC, known.word LIMIT ${MOST_MEANT})
         ) AS form
       ) AS meant
       WHERE meant.query IS NOT NULL`,
      [[...words], ` ${joined} `],
    );
    return row?.query ?? null;
  }

  /**
   * The best of what meets the query and the conditions, by `ts_rank` of name (1.0), organization
   * (0.4), eligibility (0.2) and description (0.1), each divided by 1 + the logarithm of the
   * text's length, and halved for what is over; of equals what is open, then what is due first.
   * Where names alone give enough to rank, descriptions are not looked through.
   */
  async ranked(
    query: string,
    search: OpportunitySearch,
    today: string,
    slice: Slice,
  ): Promise<Opportunity[]> {
    const rows = await this.database.query<OpportunityRow>(
      `WITH named AS MATERIALIZED (
         SELECT o.id, ${RANK} AS rank, o.is_closed, o.deadline, o.opens_on FROM opportunities o
         WHERE to_tsvector('english', o.name) @@ $11::tsquery AND ${CONDITIONS}
         LIMIT ${MOST_RANKED / 2}
       ), described AS MATERIALIZED (
         SELECT o.id, ${RANK} AS rank, o.is_closed, o.deadline, o.opens_on FROM opportunities o
         WHERE (SELECT count(*) FROM named) < ${MOST_RANKED / 2}
           AND o.search @@ $11::tsquery AND ${CONDITIONS}
         LIMIT ${MOST_RANKED / 2}
       ), best AS MATERIALIZED (
         SELECT o.id, o.rank FROM (SELECT * FROM named UNION SELECT * FROM described) o
         ORDER BY o.rank DESC, ${NEAREST_FIRST} OFFSET $12 LIMIT $13
       )
       SELECT ${OPPORTUNITY_COLUMNS} FROM best JOIN opportunities o ON o.id = best.id
       ORDER BY best.rank DESC, ${NEAREST_FIRST}`,
      [...parametersOf(search, today), query, slice.skip, slice.limit],
    );
    return rows.map(toOpportunity);
  }

  /** What meets the conditions: what is due soonest first, then what has no day, then what is over. */
  async listed(search: OpportunitySearch, today: string, slice: Slice): Promise<Opportunity[]> {
    const rows = await this.database.query<OpportunityRow>(
      `WITH current AS (
         SELECT o.id, 1 AS part, o.deadline FROM opportunities o
         WHERE o.deadline >= $9::date AND NOT o.is_closed AND ${CONDITIONS}
         ORDER BY o.deadline, o.id LIMIT $12::integer + $11::integer
       ), undated AS (
         SELECT o.id, 2 AS part, o.deadline FROM opportunities o
         WHERE o.deadline IS NULL AND NOT o.is_closed AND ${CONDITIONS}
         ORDER BY o.id LIMIT $12::integer + $11::integer
       ), over AS (
         SELECT o.id, 3 AS part, o.deadline FROM opportunities o
         WHERE (o.deadline < $9::date OR o.is_closed) AND ${CONDITIONS}
         ORDER BY o.deadline DESC NULLS LAST, o.id LIMIT $12::integer + $11::integer
       ), page AS (
         SELECT all_parts.*, row_number() OVER () AS place FROM (
           SELECT * FROM (SELECT * FROM current ORDER BY deadline, id) a
           UNION ALL SELECT * FROM (SELECT * FROM undated ORDER BY id) b
           UNION ALL SELECT * FROM (SELECT * FROM over ORDER BY deadline DESC NULLS LAST, id) c
         ) all_parts OFFSET $11 LIMIT $12
       )
       SELECT ${OPPORTUNITY_COLUMNS} FROM page JOIN opportunities o ON o.id = page.id
       ORDER BY page.place`,
      [...parametersOf(search, today), slice.skip, slice.limit],
    );
    return rows.map(toOpportunity);
  }

  /** The greatest amounts among what meets the conditions and is not over; those without one last. */
  async greatest(search: OpportunitySearch, today: string, limit: number): Promise<Opportunity[]> {
    const rows = await this.database.query<OpportunityRow>(
      `SELECT ${OPPORTUNITY_COLUMNS} FROM opportunities o WHERE ${CONDITIONS}
       ORDER BY o.amount_cents_max DESC NULLS LAST, o.id LIMIT $11`,
      [...parametersOf(search, today), limit],
    );
    return rows.map(toOpportunity);
  }
}

function parametersOf(search: OpportunitySearch, today: string): unknown[] {
  return [
    search.type,
    search.minAmountCents,
    search.deadlineAfter,
    search.deadlineBefore,
    search.fields.length === 0 ? null : [...search.fields],
    search.state,
    search.grade,
    search.openOnly,
    today,
    search.isWithoutClosed,
  ];
}
