import { Client } from 'pg';
import { Database } from '../../../src/platform/database/database';
import { DomainEvent } from '../../../src/platform/queue/domain-event';
import type { DispatchedEvent, EventSink } from '../../../src/platform/queue/event-sink';
import { EventSinks } from '../../../src/platform/queue/event-sinks';
import { Outbox } from '../../../src/platform/queue/outbox';
import { PRUNE_WEBHOOKS } from '../../../src/domain/webhooks/webhooks.jobs';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const DELIVERY_MS = 60_000;

class BreadBaked extends DomainEvent<{ loaves: number }> {
  readonly name = 'bread.baked';
}

/** Writes what it takes into a table of its own, and can be broken in several ways. */
class Ledger implements EventSink {
  /** Loaves of events that it cannot bear. */
  readonly unbearable = new Set<number>();
  isBroken = false;
  /** How many rows were there for all to see each time something had left. */
  readonly committed: number[] = [];

  constructor(
    readonly name: string,
    private readonly database: Database,
  ) {}

  isAbout(eventName: string): boolean {
    return eventName === 'bread.baked';
  }

  async take(events: readonly DispatchedEvent[]): Promise<() => Promise<void>> {
    for (const { id, payload, occurredAt } of events) {
      const { loaves } = payload as { loaves: number };
      await this.database.query(
        `INSERT INTO taken (sink, event_id, loaves, occurred_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [this.name, id, loaves, occurredAt],
      );
      if (this.isBroken) throw new Error('broken');
      // A statement that fails would end the whole transaction, were the sink not undone by itself.
      if (this.unbearable.has(loaves)) await this.database.query(`SELECT 1 / 0`);
    }
    return async () => {
      const rows = await this.database.query<{ count: number }>(
        `SELECT count(*)::int FROM taken WHERE sink = $1`,
        [this.name],
      );
      this.committed.push(...rows.map(({ count }) => count));
    };
  }
}

describe('Event sinks', () => {
  let database: TestDatabase;
  let worker: TestProcess;
  let first: Ledger;
  let second: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.query(
      `CREATE TABLE taken (sink text, event_id uuid, loaves integer, occurred_at timestamptz,
         PRIMARY KEY (sink, event_id))`,
    );
    worker = await testProcess(database, { jobs: true });
    first = new Ledger('first', worker.get(Database));
    second = new Ledger('second', worker.get(Database));
    worker.get(EventSinks).register(first);
    worker.get(EventSinks).register(second);
  });
  afterAll(async () => {
    await worker.stop();
    await database.drop();
  });
  beforeEach(async () => {
    first.isBroken = false;
    first.unbearable.clear();
    await database.query(`TRUNCATE taken, deferred_events`);
  });

  const publish = (loaves: number): Promise<void> =>
    worker.get(Outbox).publish(new BreadBaked({ loaves }));

  async function takenBy(sink: string): Promise<number[]> {
    const rows = await database.query<{ loaves: number }>(
      `SELECT loaves FROM taken WHERE sink = $1 ORDER BY loaves`,
      [sink],
    );
    return rows.map(({ loaves }) => loaves);
  }

  const untilTaken = (sink: string, loaves: number[]): Promise<number[]> =>
    eventually(
      () => takenBy(sink),
      (taken) => JSON.stringify(taken) === JSON.stringify(loaves),
      DELIVERY_MS,
    );

  it('all get each event once, with its id and moment, and act once it has left', async () => {
    const undone = worker.get(Database).transaction(async () => {
      await publish(1);
      throw new Error('no flour');
    });
    await expect(undone).rejects.toThrow('no flour');
    await publish(2);
    await untilTaken('first', [2]);
    await untilTaken('second', [2]);
    await eventually(
      async () => first.committed,
      (counts) => counts.length === 1,
      DELIVERY_MS,
    );
    expect(first.committed).toEqual([1]);
    const rows = await database.query<{ event_id: string; occurred_at: Date }>(
      `SELECT DISTINCT event_id, occurred_at FROM taken`,
    );
    expect(rows).toEqual([{ event_id: expect.any(String), occurred_at: expect.any(Date) }]);
  });

  it('that fail hold up neither jobs nor other sinks, and lose nothing', async () => {
    first.isBroken = true;
    await worker.get(Outbox).enqueue(PRUNE_WEBHOOKS, {});
    for (const loaves of [1, 2, 3]) await publish(loaves);
    await untilTaken('second', [1, 2, 3]);
    await eventually(
      () => database.query(`SELECT 1 FROM outbox`),
      (rows) => rows.length === 0,
      DELIVERY_MS,
    );
    expect(await takenBy('first')).toEqual([]);
    expect(await database.query(`SELECT DISTINCT sink FROM deferred_events`)).toEqual([
      { sink: 'first' },
    ]);
    first.isBroken = false;
    await database.query(`UPDATE deferred_events SET due_at = now()`);
    await untilTaken('first', [1, 2, 3]);
    expect(await takenBy('second')).toEqual([1, 2, 3]);
    expect(await database.query(`SELECT 1 FROM deferred_events`)).toEqual([]);
  });

  it('get all but the one event that they cannot bear, which waits longer and longer', async () => {
    first.unbearable.add(2);
    await worker.get(Database).transaction(async () => {
      for (const loaves of [1, 2, 3]) await publish(loaves);
    });
    await untilTaken('first', [1, 3]);
    const attempts = await eventually(
      async () =>
        (await database.query<{ attempts: number }>(`SELECT attempts FROM deferred_events`)).map(
          (row) => row.attempts,
        ),
      ([only]) => (only ?? 0) >= 1,
      DELIVERY_MS,
    );
    expect(attempts).toHaveLength(1);
    await database.query(`UPDATE deferred_events SET attempts = 30, due_at = now()`);
    const [row] = await eventually(
      () =>
        database.query<{ attempts: number; wait: number }>(
          `SELECT attempts, extract(epoch FROM due_at - now())::int AS wait FROM deferred_events`,
        ),
      ([only]) => only?.attempts === 31,
      DELIVERY_MS,
    );
    expect(row?.wait).toBeGreaterThan(500);
    expect(row?.wait).toBeLessThanOrEqual(600);
    first.unbearable.clear();
    await database.query(`UPDATE deferred_events SET due_at = now()`);
    await untilTaken('first', [1, 2, 3]);
  });

  it('wait for a locked row no longer than a moment, so that jobs go on', async () => {
    await database.query(`BEGIN`);
    try {
      await database.query(`LOCK TABLE taken IN ACCESS EXCLUSIVE MODE`);
      await publish(5);
      const other = new Client({ connectionString: database.url });
      await other.connect();
      await eventually(
        async () => (await other.query(`SELECT 1 FROM deferred_events`)).rows.length,
        (count) => count === 2,
        DELIVERY_MS,
      );
      await other.end();
    } finally {
      await database.query(`ROLLBACK`);
    }
    await untilTaken('first', [5]);
    await untilTaken('second', [5]);
  });

  it('have names of their own', () => {
    expect(() => worker.get(EventSinks).register(first)).toThrow(
      'Two event sinks are called "first".',
    );
  });
});
