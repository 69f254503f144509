import { Database } from '../../../src/platform/database/database';
import type { TopicEntry } from '../../../src/platform/topics/topic-entry';
import { TopicFeed } from '../../../src/platform/topics/topic-feed';
import { TopicLog } from '../../../src/platform/topics/topic-log';
import { Topics } from '../../../src/platform/topics/topics';
import { eventually } from '../../support/eventually';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { TcpProxy } from '../../support/tcp-proxy';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';
import { Ear, entry, tell, TOLD_MS, upTo } from './topic-desk';

describe('The feed of topics', () => {
  let database: TestDatabase;
  let first: TestProcess;
  let second: TestProcess;
  let topic: string;
  let made = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    first = await testProcess(database, { jobs: false });
    second = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await Promise.all([first.stop(), second.stop()]);
    await database.drop();
  });
  beforeEach(() => {
    made += 1;
    topic = `course:${made}`;
  });

  it('tells every process what any of them adds, in order and once', async () => {
    const ears = [await Ear.in(first, topic), await Ear.in(second, topic)];
    const writers = [first, second];
    await Promise.all(
      upTo(60).map((number) => tell(number % 2 === 0 ? first : second, [entry(topic, number)])),
    );
    for (const ear of ears) {
      await ear.hears(60);
      expect(ear.told.map(({ offset }) => offset)).toEqual(upTo(60));
      ear.stop();
    }
    expect(ears[0]?.told).toEqual(ears[1]?.told);
    expect(writers.map((writer) => writer.get(TopicFeed).size)).toEqual([0, 0]);
  });

  it('tells nothing from before, nothing of other topics, and nothing after it was stopped', async () => {
    const early = await Ear.in(first, topic);
    await tell(first, [entry(topic, 1)]);
    const late = await Ear.in(first, topic);
    const other = await Ear.in(first, `${topic}0`);
    expect(late.position).toEqual({ ...early.position, offset: 1 });
    await tell(first, [entry(topic, 2)]);
    early.stop();
    early.stop();
    await tell(first, [entry(topic, 3)]);
    await late.hears(2);
    expect([early.numbers, late.numbers, other.numbers]).toEqual([[1, 2], [2, 3], []]);
    for (const ear of [late, other]) ear.stop();
  });

  it('begins where the log stands, whoever wrote it', async () => {
    const ear = await Ear.in(first, topic);
    await tell(
      first,
      upTo(3).map((number) => entry(topic, number)),
    );
    const elsewhere = await Ear.in(second, topic);
    expect(elsewhere.position).toEqual({ ...ear.position, offset: 3 });
    for (const one of [ear, elsewhere]) one.stop();
  });

  it('goes on with the others when a listener fails', async () => {
    const feed = first.get(TopicFeed);
    const broken = await feed.follow(topic, () => {
      throw new Error('not my day');
    });
    const ear = await Ear.in(first, topic);
    await tell(first, [entry(topic, 1)]);
    await tell(first, [entry(topic, 2)]);
    await ear.hears(2);
    broken.stop();
    ear.stop();
  });

  it('takes the same function twice for two listeners', async () => {
    const told: unknown[] = [];
    const listener = (entries: readonly TopicEntry[]): void => {
      told.push(...entries.map(({ offset }) => offset));
    };
    const feed = first.get(TopicFeed);
    const [one, other] = [await feed.follow(topic, listener), await feed.follow(topic, listener)];
    await tell(first, [entry(topic, 1)]);
    one.stop();
    await tell(first, [entry(topic, 2)]);
    other.stop();
    await tell(first, [entry(topic, 3)]);
    expect(told).toEqual([1, 1, 2]);
  });

  it('follows thousands of topics at once, and each tells its own', async () => {
    const topics = upTo(3_000).map((number) => `session:${made}${number}`);
    const ears = await Promise.all(topics.map((one) => Ear.in(second, one)));
    await tell(
      first,
      topics.map((one, index) => entry(one, index)),
    );
    await Promise.all(ears.map((ear) => ear.hears(1)));
    expect(ears.map(({ told }) => told.map(({ topic: of }) => of))).toEqual(
      topics.map((one) => [one]),
    );
    for (const ear of ears) ear.stop();
    expect(second.get(TopicFeed).size).toBe(0);
  });

  it('tells long entries too, though no bell carries them', async () => {
    const ear = await Ear.in(second, topic);
    const long = 'é'.repeat(700_000);
    await tell(first, [entry(topic, 1), entry(topic, 2, { data: { number: 2, long } })]);
    await tell(first, [entry(topic, 3)]);
    await ear.hears(3);
    expect(ear.numbers).toEqual([1, 2, 3]);
    expect(ear.told[1]?.data['long']).toBe(long);
    ear.stop();
  });

  it('passes over what was erased meanwhile', async () => {
    const ear = await Ear.in(second, topic);
    await tell(first, [entry(topic, 1)]);
    await ear.hears(1);
    await database.query(`UPDATE topic_heads SET last_offset = 4 WHERE topic = $1`, [topic]);
    await tell(first, [entry(topic, 5)]);
    await ear.hears(2);
    expect(ear.told.map(({ offset }) => offset)).toEqual([1, 5]);
    ear.stop();
  });

  it('goes on with a log that begins anew, under its new epoch', async () => {
    const ear = await Ear.in(second, topic);
    await tell(first, [entry(topic, 1)]);
    await ear.hears(1);
    // Together: whoever follows it makes it anew as soon as they see that it went.
    const unheard = await first.get(Database).transaction(async () => {
      await first.get(Database).query(`DELETE FROM topic_heads WHERE topic = $1`, [topic]);
      return first.get(TopicLog).append([entry(topic, 2)]);
    });
    expect(unheard).toEqual([]);
    const other = await Ear.in(first, topic);
    await tell(first, [entry(topic, 3), entry(topic, 4)]);
    await ear.hears(3);
    expect(ear.numbers).toEqual([1, 3, 4]);
    expect(ear.told.map(({ offset }) => offset)).toEqual([1, 1, 2]);
    expect(ear.told[1]?.epoch).toBe(other.position.epoch);
    expect(other.position.epoch).not.toBe(ear.position.epoch);
    for (const one of [ear, other]) one.stop();
  });

  it('makes the log of a followed topic anew when it went', async () => {
    const ear = await Ear.in(second, topic);
    await database.query(`DELETE FROM topic_heads WHERE topic = $1`, [topic]);
    await eventually(
      () => database.query(`SELECT 1 FROM topic_heads WHERE topic = $1`, [topic]),
      (rows) => rows.length === 1,
      TOLD_MS,
    );
    await tell(first, [entry(topic, 1)]);
    await ear.hears(1);
    ear.stop();
  });

  it('finds what no bell tells', async () => {
    const mute = await testProcess(database, { jobs: false });
    await mute.get(Topics).onApplicationShutdown();
    const ears = [await Ear.in(second, topic), await Ear.in(mute, topic)];
    await tell(
      mute,
      upTo(450).map((number) => entry(topic, number)),
    );
    await tell(second, [entry(topic, 451)]);
    for (const ear of ears) {
      await ear.hears(451);
      expect(ear.numbers).toEqual(upTo(451));
      ear.stop();
    }
    await mute.stop();
  });

  it('reads a gap at once when a later bell rings', async () => {
    const mute = await testProcess(database, { jobs: false });
    await mute.get(Topics).onApplicationShutdown();
    const ear = await Ear.in(second, topic);
    await tell(
      mute,
      upTo(3).map((number) => entry(topic, number)),
    );
    await tell(first, [entry(topic, 4)]);
    await ear.hears(4);
    expect(ear.numbers).toEqual([1, 2, 3, 4]);
    ear.stop();
    await mute.stop();
  });

  it('takes strange bells for what they are', async () => {
    const ear = await Ear.in(second, topic);
    const [told] = await tell(first, [entry(topic, 1)]);
    await ear.hears(1);
    for (const strange of [null, 7, {}, { entries: 'all' }, { entries: [told, told], moved: [] }]) {
      await first.get(Topics).publish('realtime', strange);
    }
    await tell(first, [entry(topic, 2)]);
    await ear.hears(2);
    expect(ear.numbers).toEqual([1, 2]);
    ear.stop();
  });

  it.each(['cut', 'frozen'] as const)(
    'reads everything that it missed once PostgreSQL is there again, the line %s',
    async (how) => {
      const line = await TcpProxy.to(database.url);
      await line.open();
      const cutOff = await testProcess(
        { ...database, url: line.url },
        { jobs: false, environment: { DATABASE_QUERY_TIMEOUT_MS: '5000' } },
      );
      const ear = await Ear.in(cutOff, topic);
      await tell(first, [entry(topic, 1)]);
      await ear.hears(1);
      if (how === 'cut') await line.cut();
      else line.freeze();
      for (const number of [2, 3, 4]) await tell(first, [entry(topic, number)]);
      await expect(Ear.in(cutOff, `${topic}0`)).rejects.toThrow();
      await expect(
        cutOff.get(TopicFeed).replay(topic, { ...ear.position, offset: 0 }),
      ).rejects.toThrow();
      if (how === 'cut') await line.open();
      else line.thaw();
      await ear.hears(4);
      await tell(first, [entry(topic, 5)]);
      await ear.hears(5);
      expect(ear.numbers).toEqual([1, 2, 3, 4, 5]);
      ear.stop();
      await cutOff.stop();
      await line.cut();
    },
  );

  (REDIS_PROGRAM === undefined ? it.skip : it)('needs Redis only to be quick', async () => {
    const redis = await RedisServer.start(REDIS_PROGRAM as string);
    const line = await TcpProxy.to(redis.url);
    await line.open();
    const environment = { REDIS_URL: line.url };
    const [writer, reader] = [
      await testProcess(database, { jobs: false, environment }),
      await testProcess(database, { jobs: false, environment }),
    ];
    const ear = await Ear.in(reader, topic);
    await tell(writer, [entry(topic, 1)]);
    await ear.hears(1);
    await line.cut();
    await tell(writer, [entry(topic, 2), entry(topic, 3)]);
    const late = await Ear.in(reader, `${topic}0`);
    await tell(writer, [entry(`${topic}0`, 1)]);
    await ear.hears(3);
    await late.hears(1);
    await line.open();
    await tell(writer, [entry(topic, 4)]);
    await ear.hears(4);
    expect(ear.numbers).toEqual([1, 2, 3, 4]);
    for (const one of [ear, late]) one.stop();
    await Promise.all([writer.stop(), reader.stop()]);
    await line.cut();
    await redis.stop();
  });
});
