import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const RECONNECT_PAUSE_MS = 1_000;

/**
 * A connection of its own that LISTENs on one channel and reconnects for as long as it is open.
 * A notification is only a bell: what it announces is in a table, and whoever listens also polls.
 */
export class PostgresListener {
  private client: Client | null = null;
  private closed = false;
  private readonly running: Promise<void>;

  /** @param onBell called with each notification, and with an empty one after every (re)connect. */
  constructor(
    private readonly url: string,
    private readonly channel: 'trellis_outbox',
    private readonly onBell: (message: string) => void,
  ) {
    this.running = this.run();
  }

  /** Closes the connection and stops reconnecting. */
  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => undefined);
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      await this.listenUntilBroken().catch(() => undefined);
      if (!this.closed) await sleep(RECONNECT_PAUSE_MS);
    }
  }

  private async listen(client: Client): Promise<void> {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
    this.onBell('');
  }

  private async listenUntilBroken(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: 'trellis bell',
    });
    this.client = client;
    const broken = new Promise<void>((resolve) => {
      client.once('error', () => resolve());
      client.once('end', () => resolve());
    });
    client.on('notification', ({ payload }) => this.onBell(payload ?? ''));
    try {
      // Ended while it connects, a client never settles its promise: the break must win.
      await Promise.race([this.listen(client), broken]);
      await broken;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
