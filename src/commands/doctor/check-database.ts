import { Client } from 'pg';
import type { Configuration } from '../../platform/config/configuration';
import { isSchemaBehind } from '../../platform/database/open-database';
import { clockFinding } from './clock';
import { type Finding, ok, problem } from './finding';

const PATIENCE_MS = 5_000;
const OLDEST_VERSION = 150_000;
/** What a process takes besides its pool: the queue's connections, its bell, and the rate limits'. */
const QUEUE_CONNECTIONS = 14;
const BELL_CONNECTIONS = 1;
const LIMIT_CONNECTIONS = 6;
/** An API and a worker, and one more while an upgrade rolls through. */
const FEWEST_PROCESSES = 3;

interface ServerFacts {
  readonly version: number;
  readonly versionText: string;
  readonly encoding: string;
  readonly most: number;
  readonly reserved: number;
  readonly now: Date;
}

/** Whether the operator's PostgreSQL is there, new enough, migrated, large enough, and in time. */
export async function checkDatabase(configuration: Configuration): Promise<Finding[]> {
  const { url } = configuration.database;
  if (url === null) return [ok('database', 'An embedded PostgreSQL in DATA_FOLDER.')];
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'trellis doctor',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const asked = Date.now();
    const facts = await factsOf(client);
    const answered = Date.now();
    return [
      version(facts),
      ...encoding(facts),
      await schema(url),
      connections(facts, configuration),
      clockFinding('database', 'PostgreSQL', facts.now.getTime(), { asked, answered }),
    ];
  } catch (error) {
    return [unreachable(error, url)];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function factsOf(client: Client): Promise<ServerFacts> {
  const { rows } = await client.query<ServerFacts>(
    `SELECT current_setting('server_version_num')::integer AS version,
            current_setting('server_version') AS "versionText",
            current_setting('server_encoding') AS encoding,
            current_setting('max_connections')::integer AS most,
            current_setting('superuser_reserved_connections')::integer AS reserved,
            clock_timestamp() AS now`,
  );
  return rows[0] as ServerFacts;
}

function version({ version: number, versionText }: ServerFacts): Finding {
  return number >= OLDEST_VERSION
    ? ok('database', `PostgreSQL ${versionText}.`)
    : problem(
        'database',
        `PostgreSQL ${versionText} is too old.`,
        'Upgrade it to 15 or newer; 18 is what Trellis is tested on.',
      );
}

function encoding({ encoding: name }: ServerFacts): Finding[] {
  if (name === 'UTF8') return [];
  return [
    problem(
      'database',
      `The database keeps text as ${name}: names and lessons of other scripts cannot be stored.`,
      `Create it anew with ENCODING 'UTF8'.`,
    ),
  ];
}

async function schema(url: string): Promise<Finding> {
  return (await isSchemaBehind(url))
    ? problem(
        'schema',
        'The database misses migrations; no process starts on it.',
        'Run `npm run migrate` (in a container: `node dist/src/cli.js migrate`).',
      )
    : ok('schema', 'Every migration has run.');
}

function connections({ most, reserved }: ServerFacts, configuration: Configuration): Finding {
  const { database, redisUrl, rateLimits } = configuration;
  const each =
    database.poolSize +
    BELL_CONNECTIONS +
    (redisUrl === null ? QUEUE_CONNECTIONS : 0) +
    (rateLimits.storage === 'postgres' ? LIMIT_CONNECTIONS : 0);
  const processes = Math.floor((most - reserved) / each);
  const text = `A process takes up to ${each} connections; max_connections ${most} serves ${processes} processes.`;
  return processes >= FEWEST_PROCESSES
    ? ok('connections', text)
    : problem(
        'connections',
        text,
        `Raise max_connections to ${each * (FEWEST_PROCESSES + 1) + reserved} or more, or lower DATABASE_POOL_SIZE.`,
      );
}

/** The codes of PostgreSQL say more than its messages, and repeat nothing of the address. */
function unreachable(error: unknown, url: string): Finding {
  const { host, pathname } = new URL(url);
  const { code } = error as { code?: string };
  if (code === '28P01' || code === '28000') {
    return problem(
      'database',
      `PostgreSQL at ${host} refuses the user or the password.`,
      'Correct the user and the password in DATABASE_URL. Special characters are written as %XX.',
    );
  }
  if (code === '3D000') {
    return problem(
      'database',
      `PostgreSQL at ${host} has no database "${pathname.slice(1)}".`,
      'Create it, or correct the name in DATABASE_URL.',
    );
  }
  return problem(
    'database',
    `PostgreSQL at ${host} does not answer${code === undefined ? '' : ` (${code})`}.`,
    'See that it runs, that DATABASE_URL names its host and port, and that the network lets us through.',
  );
}
