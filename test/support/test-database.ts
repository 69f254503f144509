import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of its own, made from the migrated template. */
export interface TestDatabase {
  readonly url: string;
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Creates a migrated database that no other test sees. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TRELLIS_TEST_SERVER'];
  if (server === undefined) throw new Error('The test server is not running: start tests by Jest.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = new URL(server);
  const template = admin.pathname.slice(1);
  admin.pathname = '/postgres';
  await once(admin.href, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  const client = new Client({ connectionString: own.href });
  await client.connect();
  return {
    url: own.href,
    query: async <Row>(sql: string, parameters: unknown[] = []) =>
      (await client.query(sql, parameters)).rows as Row[],
    drop: async () => {
      await client.end();
      await once(admin.href, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
