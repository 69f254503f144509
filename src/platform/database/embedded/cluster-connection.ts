import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const ANSWER_MS = 3_000;
const CREATE_DATABASE_MS = 30_000;
const FAREWELL_MS = 1_000;
const HOST = '127.0.0.1';

/** The account that owns the cluster; only this folder's code signs in with it. */
export const SUPERUSER = 'postgres';
/** The account and the database of the application. */
export const APPLICATION = 'trellis';

/** The address that the application connects to. The password is URL-safe by construction. */
export function applicationUrl(port: number, password: string): string {
  return `postgres://${APPLICATION}:${password}@${HOST}:${port}/${APPLICATION}`;
}

/**
 * Whether the server on this port lets us in with our password and says that it serves this
 * cluster. False as well while it starts, stops or hangs.
 */
export async function answersFor(
  port: number,
  password: string,
  cluster: string,
): Promise<boolean> {
  try {
    return await withClient(port, password, ANSWER_MS, async (client) => {
      const result = await client.query<{ data_directory: string }>('SHOW data_directory');
      const directory = result.rows[0]?.data_directory;
      return directory !== undefined && (await realpath(directory)) === cluster;
    });
  } catch {
    return false;
  }
}

/**
 * Creates the application's account and database where they are missing: at first use, or after
 * a crash between the making of the cluster and this. The account is no superuser, as on every
 * hosted PostgreSQL: it can create databases and roles, but neither run programs nor read files.
 *
 * @throws DatabaseError with code 28P01 when the password is not the cluster's.
 */
export async function ensureApplicationDatabase(port: number, password: string): Promise<void> {
  await withClient(port, password, CREATE_DATABASE_MS, async (client) => {
    const result = await client.query<{ account: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS account,
              EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
      [APPLICATION],
    );
    const found = result.rows[0];
    if (found?.account !== true) {
      const secret = client.escapeLiteral(password);
      await client.query(`CREATE ROLE ${APPLICATION} LOGIN CREATEDB CREATEROLE PASSWORD ${secret}`);
    }
    if (found?.database !== true) {
      await client.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
    }
  });
}

async function withClient<Result>(
  port: number,
  password: string,
  timeoutMs: number,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    host: HOST,
    port,
    user: SUPERUSER,
    password,
    database: 'postgres',
    ssl: false,
    application_name: 'trellis-embedded',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await close(client);
  }
}

/** A server that hangs never confirms the end of a connection; nobody waits for it. */
async function close(client: Client): Promise<void> {
  const ended = client.end().catch(() => undefined);
  await Promise.race([ended, sleep(FAREWELL_MS, undefined, { ref: false })]);
}
