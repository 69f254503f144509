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
   * application may fall into one of them.
   */
  async least(work: () => Promise<void>): Promise<number> {
    const counts: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const before = this.count;
      await work();
      counts.push(this.count - before);
    }
    return Math.min(...counts);
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
