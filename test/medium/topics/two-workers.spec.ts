import type { JsonObject } from '../../../src/kernel/json';
import { Database } from '../../../src/platform/database/database';
import { DomainEvent } from '../../../src/platform/queue/domain-event';
import type { DispatchedEvent } from '../../../src/platform/queue/event-sink';
import { EventSinks } from '../../../src/platform/queue/event-sinks';
import { Outbox } from '../../../src/platform/queue/outbox';
import { TopicFeed } from '../../../src/platform/topics/topic-feed';
import { TopicLog } from '../../../src/platform/topics/topic-log';
import { PRUNE_WEBHOOKS } from '../../../src/domain/webhooks/webhooks.jobs';
import { eventually } from '../../support/eventually';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { TcpProxy } from '../../support/tcp-proxy';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';
import { Ear, TOLD_MS, upTo } from './topic-desk';

const TOPICS = ['course:1', 'course:2', 'course:3'];

class BreadBaked extends DomainEvent<{ readonly number: number }> {
  readonly name = 'bread.baked';
}

/** Writes each event into three topics. Some events it cannot bear when they first come. */
function takeBread(process: TestProcess, unbearable: Set<unknown>): void {
  process.get(EventSinks).register({
    name: 'bread',
    isAbout: (name) => name === 'bread.baked',
    take: async (events: readonly DispatchedEvent[]) => {
      const entries = await process.get(TopicLog).append(
        events.flatMap(({ id, name, payload, occurredAt }) =>
          TOPICS.map((topic) => ({
            topic,
            eventId: id,
            type: name,
            data: payload as JsonObject,
            occurredAt,
            subjectIds: [],
          })),
        ),
      );
      const bad = events.filter(({ payload }) =>
        unbearable.delete((payload as { number: number }).number),
      );
      if (bad.length > 0) throw new Error('too hot');
      return () => process.get(TopicFeed).announce(entries);
    },
  });
}

describe('Two workers that send events to the same topics', () => {
  let database: TestDatabase;
  let workers: TestProcess[];
  let reader: TestProcess;
  const unbearable = new Set<unknown>();

  beforeAll(async () => {
    database = await createTestDatabase();
    workers = [
      await testProcess(database, { jobs: true }),
      await testProcess(database, { jobs: true }),
    ];
    for (const worker of workers) takeBread(worker, unbearable);
    reader = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await Promise.all([...workers, reader].map((process) => process.stop()));
    await database.drop();
  });

  const bake = (process: TestProcess, numbers: readonly number[]): Promise<void> =>
    process.get(Database).transaction(async () => {
      for (const number of numbers) {
        await process.get(Outbox).publish(new BreadBaked({ number }));
      }
    });

  it('tell each event once, and what one transaction caused in its order', async () => {
    const ears = await Array.fromAsync(TOPICS, (topic) => Ear.in(reader, topic));
    const batches = upTo(60).map((batch) => [batch * 10, batch * 10 + 1, batch * 10 + 2]);
    await Promise.all(
      batches.map((numbers, index) =>
        bake([...workers, reader][index % 3] as TestProcess, numbers),
      ),
    );
    for (const ear of ears) {
      await ear.hears(180);
      expect(ear.told.map(({ offset }) => offset)).toEqual(upTo(180));
      expect(ear.numbers.toSorted()).toEqual(batches.flat().toSorted());
      for (const numbers of batches) {
        const places = numbers.map((number) => ear.numbers.indexOf(number));
        expect(places).toEqual(places.toSorted((one, other) => one - other));
      }
      ear.stop();
    }
  });

  it('tell late what they could not at first, and all else meanwhile', async () => {
    const ears = await Array.fromAsync(TOPICS, (topic) => Ear.in(reader, topic));
    for (const number of [1003, 1017, 1018]) unbearable.add(number);
    const numbers = upTo(30).map((number) => 1_000 + number);
    await Promise.all(numbers.map((number) => bake(workers[number % 2] as TestProcess, [number])));
    for (const ear of ears) {
      await ear.hears(30);
      expect(ear.numbers.toSorted()).toEqual(numbers);
      const offsets = ear.told.map(({ offset }) => offset);
      expect(offsets).toEqual(upTo(30).map((place) => ear.position.offset + place));
      ear.stop();
    }
  });

  (REDIS_PROGRAM === undefined ? it.skip : it)(
    'tell on while Redis is away, though jobs wait for it',
    async () => {
      const redis = await RedisServer.start(REDIS_PROGRAM as string);
      const line = await TcpProxy.to(redis.url);
      await line.open();
      const quiet = await createTestDatabase();
      const environment = { REDIS_URL: line.url };
      const worker = await testProcess(quiet, { jobs: true, environment });
      takeBread(worker, unbearable);
      const ear = await Ear.in(worker, 'course:1');
      await bake(worker, [1]);
      await ear.hears(1);
      await line.cut();
      await worker.get(Outbox).enqueue(PRUNE_WEBHOOKS, {});
      await bake(worker, [2, 3]);
      await ear.hears(3);
      expect(ear.numbers).toEqual([1, 2, 3]);
      ear.stop();
      await line.open();
      await eventually(
        () => quiet.query(`SELECT 1 FROM outbox`),
        (rows) => rows.length === 0,
        TOLD_MS,
      );
      await worker.stop();
      await line.cut();
      await redis.stop();
      await quiet.drop();
    },
  );
});
