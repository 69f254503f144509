import { Pool } from 'pg';
import { workOnLedger } from '../ledger-work';

/**
 * The floor of the ledger: the statement of a transfer on bare pg. It is told DATABASE_URL and
 * DATABASE_POOL_SIZE besides the moves.
 */
const { DATABASE_URL, DATABASE_POOL_SIZE } = process.env;
const POST = `SELECT outcome, transfer_id AS "transferId"
  FROM post_points($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

async function work(): Promise<void> {
  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: Number(DATABASE_POOL_SIZE),
    keepAlive: true,
  });
  await workOnLedger(async ({ key, kind, reference, points, from, to }) => {
    const values = [key, kind, reference, null, null, points, from.userId, from.kind];
    const { rows } = await pool.query<{ outcome: string }>({
      name: 'post_points',
      text: POST,
      values: [...values, to.userId, to.kind],
    });
    if (rows[0]?.outcome !== 'made') throw new Error(`A transfer was ${rows[0]?.outcome}.`);
  });
  await pool.end();
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
