import { EmbeddedPostgresFailed } from './embedded-postgres.errors';

/** Server settings by their PostgreSQL names, e.g. `{ max_connections: 100 }`. */
export type ServerSettings = Readonly<Record<string, string | number | boolean>>;

/** The file in the cluster that `postgresql.conf` includes; written anew at each start. */
export const SETTINGS_FILE = 'trellis.conf';

const NAME = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/i;

/**
 * The text of the settings file. What keeps the server private to this machine comes last and so
 * cannot be overridden.
 *
 * @throws EmbeddedPostgresFailed when a name or a value cannot stand in such a file.
 */
export function settingsText(port: number, settings: ServerSettings): string {
  const all: [string, string | number | boolean][] = [
    ['timezone', 'UTC'],
    ['log_timezone', 'UTC'],
    ...Object.entries(settings),
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['port', port],
  ];
  return all.map(([name, value]) => `${name} = ${quoted(name, String(value))}\n`).join('');
}

function quoted(name: string, value: string): string {
  if (!NAME.test(name) || /[\0\r\n]/.test(value)) {
    throw new EmbeddedPostgresFailed(`${JSON.stringify(name)} cannot be passed to PostgreSQL.`);
  }
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
