import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  startEmbeddedPostgres,
  type RunningPostgres,
} from '../../src/platform/database/embedded/embedded-postgres';
import { migrate } from '../../src/platform/database/open-database';
import { TcpProxy } from './tcp-proxy';

const SETTINGS = { max_connections: 200 };

/** A PostgreSQL of a test's own that it may restart; its address stays the same. */
export class OwnPostgres {
  private constructor(
    private readonly folder: string,
    private server: RunningPostgres,
    private readonly line: TcpProxy,
  ) {}

  /** Starts with a migrated database. */
  static async start(): Promise<OwnPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'trellis-own-postgres-'));
    chmodSync(folder, 0o755);
    const server = await startEmbeddedPostgres({ dataFolder: folder, settings: SETTINGS });
    await migrate(server.url);
    const line = await TcpProxy.to(server.url);
    await line.open();
    return new OwnPostgres(folder, server, line);
  }

  get url(): string {
    return this.line.url;
  }

  /** Rows of a statement, on a connection of its own. */
  async query<Row = Record<string, unknown>>(
    sql: string,
    parameters: unknown[] = [],
  ): Promise<Row[]> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query(sql, parameters)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** Ends every connection and is away for as long as a server takes to start. */
  async restart(): Promise<void> {
    await this.server.stop();
    await this.line.cut();
    this.server = await startEmbeddedPostgres({ dataFolder: this.folder, settings: SETTINGS });
    this.line.redirect(this.server.url);
    await this.line.open();
  }

  /** Nothing to do for one test: the whole server goes with {@link stop}. */
  async drop(): Promise<void> {}

  async stop(): Promise<void> {
    await this.line.cut();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
