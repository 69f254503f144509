import { setTimeout } from 'node:timers/promises';

import { Client } from 'pg';

type Query = Client['query'];

/** The name under which the application, but not the queue, connects. */
const APPLICATION = 'trellis';

/**
 * Counts what an application in this process sends to PostgreSQL, at the driver. The queue's own
 * connections are left out: they carry another application name.
 */
export class StatementCounter {
  private readonly original: Query = Client.prototype.query;
  private count = 0;

  /** @param about counts only the statements whose text it matches. */
  constructor(about: RegExp = /(?:)/) {
    const note = (client: Client, statement: unknown): void => {
      if (nameOf(client) === APPLICATION && about.test(textOf(statement))) this.count += 1;
    };
    const { original } = this;
    Client.prototype.query = function query(this: Client, ...parameters: unknown[]): unknown {
      note(this, parameters[0]);
      return Reflect.apply(original, this, parameters);
    } as Query;
  }

  /**
   * How many statements the work takes: the least of several runs, since timers of the
   * application may fall into one of them. It begins once what earlier work set going is done
   * (events leave, leases are written), and ends when the least was seen three times.
   *
   * @throws Error when no count was seen three times in 50 runs.
   */
  async least(work: () => Promise<void>): Promise<number> {
    await this.quiet();
    const seen = new Map<number, number>();
    for (let run = 1; run <= 50; run += 1) {
      const before = this.count;
      await work();
      const count = this.count - before;
      seen.set(count, (seen.get(count) ?? 0) + 1);
      const least = Math.min(...seen.keys());
      if (run >= 5 && (seen.get(least) ?? 0) >= 3) return least;
    }
    throw new Error(`No steady number of statements: ${JSON.stringify([...seen])}.`);
  }

  /** Waits until nothing was counted for 100 ms, 3 s at most. */
  private async quiet(): Promise<void> {
    for (let wait = 0; wait < 30; wait += 1) {
      const before = this.count;
      await setTimeout(100);
      if (this.count === before) return;
    }
  }

  /** Puts the driver back as it was. */
  remove(): void {
    Client.prototype.query = this.original;
  }
}

function textOf(statement: unknown): string {
  return typeof statement === 'string'
    ? statement
    : ((statement as { text?: string } | undefined)?.text ?? '');
}

function nameOf(client: Client): string | undefined {
  return (client as unknown as { connectionParameters: { application_name?: string } })
    .connectionParameters.application_name;
}
