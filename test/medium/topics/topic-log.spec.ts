import { randomUUID } from 'node:crypto';
import { Database } from '../../../src/platform/database/database';
import { erasureStatements } from '../../../src/domain/privacy/map/personal-data-map';
import { PersonalRowsRepository } from '../../../src/domain/privacy/map/personal-rows.repository';
import { TOPIC_TABLES } from '../../../src/domain/privacy/map/topic-tables';
import { TopicFeed } from '../../../src/platform/topics/topic-feed';
import { TopicLog } from '../../../src/platform/topics/topic-log';
import { TopicTrimming } from '../../../src/platform/topics/topic-trimming';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';
import { Ear, entry, tell, upTo } from './topic-desk';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

describe('The log of topics', () => {
  let database: TestDatabase;
  let first: TestProcess;
  let second: TestProcess;
  let topic: string;
  let made = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    const environment = { TOPIC_LOG_ENTRIES: '10', TOPIC_LOG_HOURS: '24' };
    first = await testProcess(database, { jobs: false, environment });
    second = await testProcess(database, { jobs: false, environment });
  });
  afterAll(async () => {
    await Promise.all([first.stop(), second.stop()]);
    await database.drop();
  });
  beforeEach(() => {
    made += 1;
    topic = `course:${made}`;
  });

  const replay = (offset: number, epoch: string, limit?: number) =>
    first.get(TopicFeed).replay(topic, { epoch, offset }, limit);

  async function opened(): Promise<string> {
    const ear = await Ear.in(first, topic);
    ear.stop();
    return ear.position.epoch;
  }

  it('keeps nothing of topics that nobody follows', async () => {
    expect(await tell(first, [entry(topic, 1)])).toEqual([]);
    expect(await database.query(`SELECT 1 FROM topic_heads WHERE topic = $1`, [topic])).toEqual([]);
    const ear = await Ear.in(first, topic);
    expect(ear.position).toEqual({ epoch: expect.any(String), offset: 0 });
    expect(await tell(first, [entry(topic, 2)])).toHaveLength(1);
    ear.stop();
  });

  it('counts the entries of each topic from 1, in the order in which they were given', async () => {
    const other = `${topic}0000`;
    const epoch = await opened();
    await Ear.in(first, other).then((ear) => ear.stop());
    const added = await tell(first, [entry(topic, 1), entry(other, 2), entry(topic, 3)]);
    expect(added.map((one) => [one.topic, one.offset, one.data['number']])).toEqual([
      [topic, 1, 1],
      [other, 1, 2],
      [topic, 2, 3],
    ]);
    expect(added[0]).toMatchObject({ epoch, occurredAt: '2026-11-22T10:00:00.123Z' });
  });

  it('adds an event to a topic once, however often it comes', async () => {
    await opened();
    const twice = entry(topic, 1);
    expect(await tell(first, [twice, twice])).toHaveLength(1);
    expect(await tell(second, [twice, entry(topic, 2)])).toMatchObject([{ offset: 2 }]);
  });

  it('has nothing of what was undone', async () => {
    const epoch = await opened();
    const undone = first.get(Database).transaction(async () => {
      await first.get(TopicLog).append([entry(topic, 1)]);
      throw new Error('no flour');
    });
    await expect(undone).rejects.toThrow('no flour');
    expect(await replay(0, epoch)).toEqual({
      recovered: true,
      entries: [],
      position: { epoch, offset: 0 },
    });
  });

  it('tells again word for word what was missed, and only that', async () => {
    const epoch = await opened();
    const data = {
      student_id: 'z',
      severity: 'high',
      timestamp: 'a',
      text: 'é\u0000\ud800"',
      a: 1,
    };
    const added = await tell(first, [entry(topic, 1, { data }), entry(topic, 2)]);
    const { recovered, entries, position } = await replay(0, epoch);
    expect(recovered).toBe(true);
    expect(JSON.stringify(entries)).toBe(JSON.stringify(added));
    expect(position).toEqual({ epoch, offset: 2 });
    expect((await replay(1, epoch.toUpperCase())).entries).toEqual(added.slice(1));
    expect(await replay(2, epoch)).toMatchObject({ recovered: true, entries: [] });
  });

  it.each([
    ['of another log', 0, NOWHERE],
    ['of no log', 0, "no uuid'; --"],
    ['that is yet to come', 6, null],
    ['below the first', -1, null],
    ['that is no whole number', 0.5, null],
    ['that is no number', Number.NaN, null],
    ['too large for any log', 1e300, null],
  ])('does not pretend to go on from a position %s', async (_, offset, given) => {
    const epoch = await opened();
    await tell(
      first,
      upTo(5).map((number) => entry(topic, number)),
    );
    expect(await replay(offset, given ?? epoch)).toEqual({
      recovered: false,
      entries: [],
      position: { epoch, offset: 5 },
    });
  });

  it('tells no more than it is asked for, and a thousand at the most', async () => {
    const epoch = await opened();
    await tell(
      first,
      upTo(1_001).map((number) => entry(topic, number)),
    );
    expect(await replay(0, epoch)).toMatchObject({ recovered: false, entries: [] });
    expect(await replay(0, epoch, 5_000)).toMatchObject({ recovered: false, entries: [] });
    expect((await replay(1, epoch)).entries).toHaveLength(1_000);
    expect(await replay(998, epoch, 2)).toMatchObject({ recovered: false, entries: [] });
    expect((await replay(999, epoch, 2)).entries).toHaveLength(2);
  });

  it('says of a topic without a log where its log begins', async () => {
    const answer = await replay(0, NOWHERE);
    expect(answer).toEqual({
      recovered: false,
      entries: [],
      position: { epoch: expect.any(String), offset: 0 },
    });
    expect(await replay(0, answer.position.epoch)).toMatchObject({ recovered: true });
  });

  it('answers many who ask at once, each with their own', async () => {
    const epoch = await opened();
    const added = await tell(
      first,
      upTo(40).map((number) => entry(topic, number)),
    );
    const answers = await Promise.all(upTo(40).map((offset) => replay(offset, epoch)));
    expect(answers.map(({ entries }) => entries)).toEqual(
      upTo(40).map((offset) => added.slice(offset)),
    );
  });

  it('forgets what it tells of a person; the offsets stay empty', async () => {
    const epoch = await opened();
    await tell(first, [
      entry(topic, 1, { subjectIds: [7] }),
      entry(topic, 2, { subjectIds: [8] }),
      entry(topic, 3, { subjectIds: [8, 7] }),
    ]);
    await first.get(TopicLog).forget(topic, 7);
    await first.get(TopicLog).forget(`${topic}1`, 8);
    const { recovered, entries, position } = await replay(0, epoch);
    expect({ recovered, position }).toEqual({ recovered: true, position: { epoch, offset: 3 } });
    expect(entries.map(({ offset }) => offset)).toEqual([2]);
  });

  it('says nothing of a person who was erased', async () => {
    const [uuid, other] = [randomUUID(), randomUUID()];
    const topics = [topic, `student:${uuid}`, `user:${uuid}`, `user:${other}`, 'crisis_alerts:71'];
    for (const one of topics) await Ear.in(first, one).then((ear) => ear.stop());
    await tell(first, [
      ...topics.map((one) => entry(one, 1, { subjectIds: [71, 72] })),
      ...topics.map((one) => entry(one, 2, { subjectIds: [72] })),
    ]);
    const rules = Object.keys(TOPIC_TABLES);
    for (const { table, statement } of erasureStatements()) {
      if (!rules.includes(table)) continue;
      const person = { id: 71, uuid, email: 'erased@example.com' };
      await first.get(PersonalRowsRepository).change(statement, person);
    }
    const rows = await database.query<{ topic: string; entries: number }>(
      `SELECT topic, count(event_id)::int AS entries
       FROM topic_heads LEFT JOIN topic_entries USING (topic)
       WHERE topic = ANY($1) GROUP BY topic ORDER BY topic`,
      [topics],
    );
    expect(rows).toEqual([
      { topic, entries: 1 },
      { topic: `user:${other}`, entries: 1 },
    ]);
  });

  it('gives each offset once and in the order of commits, however many write at once', async () => {
    const topics = [topic, `${topic}1`, `${topic}2`];
    await Promise.all(topics.map((one) => Ear.in(first, one).then((ear) => ear.stop())));
    const write = async (process: TestProcess, round: number): Promise<void> => {
      // The order of the topics differs from writer to writer: none may wait for another for ever.
      const order = round % 2 === 0 ? topics : topics.toReversed();
      await tell(
        process,
        order.map((one) => entry(one, round)),
      );
    };
    await Promise.all(upTo(40).map((round) => write(round % 3 === 0 ? second : first, round)));
    for (const one of topics) {
      const rows = await database.query<{ offset: number; recorded_at: Date }>(
        `SELECT "offset"::int AS "offset" FROM topic_entries WHERE topic = $1 ORDER BY "offset"`,
        [one],
      );
      expect(rows.map(({ offset }) => offset)).toEqual(upTo(40));
    }
  });

  it('shows an offset only once all before it are there', async () => {
    const epoch = await opened();
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const { promise: isWritten, resolve: written } = Promise.withResolvers<void>();
    const slow = first.get(Database).transaction(async () => {
      await first.get(TopicLog).append([entry(topic, 1)]);
      written();
      await mayCommit;
    });
    await isWritten;
    const quick = tell(second, [entry(topic, 2)]);
    expect((await replay(0, epoch)).position.offset).toBe(0);
    commit();
    await slow;
    expect(await quick).toMatchObject([{ offset: 2, data: { number: 2 } }]);
    expect((await replay(0, epoch)).entries.map(({ data }) => data['number'])).toEqual([1, 2]);
  });

  describe('is trimmed', () => {
    const trim = (): Promise<void> => first.get(TopicTrimming).trim();
    const age = (interval: string, upto: number) =>
      database.query(
        `UPDATE topic_entries SET recorded_at = now() - $3::interval
         WHERE topic = $1 AND "offset" <= $2`,
        [topic, upto, interval],
      );

    it('to the age that is set', async () => {
      const epoch = await opened();
      await tell(
        first,
        upTo(5).map((number) => entry(topic, number)),
      );
      await age('25 hours', 3);
      await trim();
      expect(await replay(2, epoch)).toMatchObject({ recovered: false, entries: [] });
      expect((await replay(3, epoch)).entries.map(({ offset }) => offset)).toEqual([4, 5]);
      expect(await tell(first, [entry(topic, 6)])).toMatchObject([{ offset: 6 }]);
    });

    it('to the length that is set, once its entries are a minute old', async () => {
      const epoch = await opened();
      await tell(
        first,
        upTo(25).map((number) => entry(topic, number)),
      );
      await trim();
      expect((await replay(0, epoch)).entries).toHaveLength(25);
      await age('61 seconds', 25);
      await trim();
      expect(await replay(14, epoch)).toMatchObject({ recovered: false });
      expect((await replay(15, epoch)).entries).toHaveLength(10);
      await trim();
      expect((await replay(15, epoch)).entries).toHaveLength(10);
    });

    it('without waiting for who writes', async () => {
      const epoch = await opened();
      await tell(first, [entry(topic, 1)]);
      await age('25 hours', 1);
      await first.get(Database).transaction(async () => {
        await first.get(TopicLog).append([entry(topic, 2)]);
        await second.get(TopicTrimming).trim();
        expect(await replay(0, epoch)).toMatchObject({ recovered: true });
      });
      await trim();
      expect(await replay(0, epoch)).toMatchObject({ recovered: false });
    });

    it('all of it once nobody followed it for a month, and begins anew in another epoch', async () => {
      const epoch = await opened();
      await tell(first, [entry(topic, 1)]);
      await database.query(
        `UPDATE topic_heads SET followed_at = now() - interval '31 days' WHERE topic = $1`,
        [topic],
      );
      await trim();
      expect(await tell(first, [entry(topic, 2)])).toEqual([]);
      const ear = await Ear.in(first, topic);
      ear.stop();
      expect(ear.position.offset).toBe(0);
      expect(ear.position.epoch).not.toBe(epoch);
      expect(await replay(1, epoch)).toMatchObject({ recovered: false });
    });

    it('many logs at once, not those that are followed', async () => {
      const topics = upTo(230).map((number) => `session:${made}${number}`);
      const ears = await Promise.all(topics.map((one) => Ear.in(first, one)));
      await tell(
        first,
        topics.map((one) => entry(one, 1)),
      );
      for (const ear of ears) ear.stop();
      await database.query(
        `UPDATE topic_entries SET recorded_at = now() - interval '2 days'
         WHERE topic LIKE 'session:%'`,
      );
      await database.query(
        `UPDATE topic_heads SET followed_at = now() - interval '40 days'
         WHERE topic LIKE 'session:%' AND topic <> $1`,
        [topics[0]],
      );
      await trim();
      expect(
        await database.query(`SELECT topic FROM topic_heads WHERE topic LIKE 'session:%'`),
      ).toEqual([{ topic: topics[0] }]);
      expect(
        await database.query(`SELECT 1 FROM topic_entries WHERE topic LIKE 'session:%'`),
      ).toEqual([]);
    });
  });

  it('takes an event id of any case for the same', async () => {
    await opened();
    const eventId = randomUUID();
    const added = await tell(first, [
      entry(topic, 1, { eventId: eventId.toUpperCase() }),
      entry(topic, 1, { eventId }),
    ]);
    expect(added).toHaveLength(1);
    expect(await tell(second, [entry(topic, 1, { eventId })])).toEqual([]);
  });
});
