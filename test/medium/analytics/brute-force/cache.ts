import type { TestDatabase } from '../../../support/test-database';
import { Decimal, type Figures, ratio } from './figure';
import { figuresOf, type Question } from './question';

/** What the reply cache served and saved. */
export async function cache(database: TestDatabase, question: Question): Promise<Figures> {
  const figures = await figuresOf(
    database,
    question,
    `, inside AS (
       SELECT * FROM seen, asked WHERE day BETWEEN first_day AND last_day
     ), hit AS (SELECT * FROM inside WHERE kind = 'chat.reply' AND outcome = 'hit'
     ), miss AS (SELECT * FROM inside WHERE kind = 'chat.reply' AND outcome = 'miss')
     SELECT
       (SELECT count(*) FROM hit) AS hits,
       (SELECT count(*) FROM miss) AS misses,
       (SELECT count(*) FROM inside WHERE kind = 'chat.opened') AS opened,
       (SELECT count(*) FROM inside WHERE kind = 'chat.diverged') AS diverged,
       (SELECT count(*) FROM reply_nodes node JOIN content_items item
          ON item.id = node.content_item_id
        WHERE asked.course IS NULL OR item.course_id = asked.course) AS nodes,
       (SELECT count(*) FROM seen WHERE kind = 'chat.reply' AND outcome = 'hit') AS served,
       (SELECT coalesce(sum(cost_microdollars), 0) FROM hit) / 1000000.0 AS money,
       (SELECT count(*) FROM hit WHERE cost_microdollars IS NULL) AS unpriced,
       (SELECT greatest(0, (SELECT count(*) FROM hit)
          * ((SELECT avg(duration_ms) FROM miss) - (SELECT avg(duration_ms) FROM hit)) / 1000)
        WHERE EXISTS (SELECT FROM hit WHERE duration_ms IS NOT NULL)
          AND EXISTS (SELECT FROM miss WHERE duration_ms IS NOT NULL)) AS seconds
     FROM asked`,
  );
  const count = (name: string): number => figures[name] as number;
  return {
    hits: count('hits'),
    misses: count('misses'),
    hit_rate: ratio(count('hits'), count('hits') + count('misses'), 4),
    sessions_opened: count('opened'),
    sessions_diverged: count('diverged'),
    divergence_rate: ratio(count('diverged'), count('opened'), 4),
    total_cached_nodes: count('nodes'),
    total_hits_served: count('served'),
    money_saved_usd: new Decimal(count('money'), 6),
    unpriced_hits: count('unpriced'),
    time_saved_seconds: figures['seconds'] === null ? null : new Decimal(count('seconds'), 2),
  };
}
