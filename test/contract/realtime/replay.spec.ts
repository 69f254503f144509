import { person, type Person } from '../../support/people';
import { type Frame, RealtimeClient } from '../../support/realtime-client';
import { testApp, type TestApp } from '../../support/test-app';
import { tell } from '../../support/topic-teller';

let app: TestApp;
let student: Person;
let topic: string;
const clients: RealtimeClient[] = [];

beforeAll(async () => {
  app = await testApp();
});

beforeEach(async () => {
  student = await person(app);
  topic = `user:${student.uuid}`;
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

afterAll(() => app.stop());

async function connected(someone = student): Promise<RealtimeClient> {
  const client = await RealtimeClient.signedIn(app.baseUrl, someone);
  clients.push(client);
  return client;
}

/** Tells so many events, numbered from the first on. */
function tellSome(count: number, first = 1) {
  const numbers = Array.from({ length: count }, (_none, index) => first + index);
  return tell(
    app,
    topic,
    numbers.map((n) => ({ type: 'test.numbered', data: { n } })),
  );
}

const position = ({ epoch, offset }: Frame) =>
  ({ epoch, offset }) as { epoch: string; offset: number };
const numbersOf = (client: RealtimeClient) => client.events.map(({ data }) => data.n as number);
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_none, index) => first + index);

describe('Subscribing with a position', () => {
  it('tells what was missed, in order, then what happens', async () => {
    const before = await connected();
    await before.follow(topic);
    await tellSome(3);
    const last = await before.next(({ data }) => data?.n === 3);
    await before.close();
    await tellSome(5, 4);

    const after = await connected();
    const answer = await after.follow(topic, position(last));
    expect(answer).toMatchObject({ recovered: true, ...position(last), topic });
    await after.next(({ data }) => data?.n === 8);
    await tellSome(2, 9);
    await after.next(({ data }) => data?.n === 10);
    expect(numbersOf(after)).toEqual(upTo(10, 4));
    expect(after.events.map(({ offset }) => offset)).toEqual(
      upTo(10, 4).map((n) => last['offset'] - 3 + n),
    );
  });

  it('tells nothing twice where nothing was missed', async () => {
    const first = await connected();
    const at = await first.follow(topic);
    const second = await connected();
    expect(await second.follow(topic, position(at))).toMatchObject({ recovered: true });
    await tellSome(1);
    await second.event('test.numbered');
    await second.settled();
    expect(numbersOf(second)).toEqual([1]);
  });

  it.each<[string, (at: Frame) => object]>([
    ['an epoch of no log', ({ offset }) => ({ epoch: 'a-while-ago', offset })],
    ['another epoch', ({ offset }) => ({ epoch: '00000000-0000-4000-8000-000000000000', offset })],
    ['an offset that never was', ({ epoch }) => ({ epoch, offset: 1_000_000 })],
  ])('says that %s is not recovered, and goes on from now', async (_what, since) => {
    const first = await connected();
    const at = await first.follow(topic);
    await tellSome(2);
    await first.next(({ data }) => data?.n === 2);
    const second = await connected();
    const answer = await second.ask({ type: 'subscribe', topic, since: since(at) });
    expect(answer).toMatchObject({
      type: 'subscribed',
      recovered: false,
      epoch: at['epoch'],
      offset: at['offset'] + 2,
    });
    await tellSome(1, 3);
    await second.next(({ data }) => data?.n === 3);
    expect(numbersOf(second)).toEqual([3]);
  });

  it('says so as well when more was missed than the log keeps', async () => {
    const first = await connected();
    const at = await first.follow(topic);
    await first.close();
    await tellSome(1_001);
    const second = await connected();
    expect(await second.follow(topic, position(at))).toMatchObject({
      recovered: false,
      offset: at['offset'] + 1_001,
    });
  });

  it('tells a thousand at once', async () => {
    const first = await connected();
    const at = await first.follow(topic);
    await first.close();
    await tellSome(1_000);
    const second = await connected();
    expect(await second.follow(topic, position(at))).toMatchObject({ recovered: true });
    await second.next(({ data }) => data?.n === 1_000);
    expect(numbersOf(second)).toEqual(upTo(1_000));
  });

  it('has no gap and nothing twice while events come all the time', async () => {
    const LAST = 400;
    const first = await connected();
    const at = position(await first.follow(topic));
    const telling = (async () => {
      for (let n = 1; n <= LAST; n += 1) await tellSome(1, n);
    })();
    // Each comes in at another moment, between what the log has and what was heard already.
    const late: RealtimeClient[] = [];
    for (let count = 0; count < 8; count += 1) {
      const client = await connected();
      await client.follow(topic, at);
      late.push(client);
    }
    await telling;
    for (const client of [first, ...late]) {
      await client.next(({ data }) => data?.n === LAST);
      await client.settled();
      expect(numbersOf(client)).toEqual(upTo(LAST));
    }
  });
});

describe('Subscribing again', () => {
  it('goes on as it is', async () => {
    const client = await connected();
    const first = await client.follow(topic);
    await tellSome(1);
    await client.event('test.numbered');
    const second = await client.follow(topic);
    expect(second['offset']).toBe(first['offset'] + 1);
    await tellSome(1, 2);
    await client.next(({ data }) => data?.n === 2);
    await client.settled();
    expect(numbersOf(client)).toEqual([1, 2]);
  });

  it('begins anew from a position', async () => {
    const client = await connected();
    const at = await client.follow(topic);
    await tellSome(2);
    await client.next(({ data }) => data?.n === 2);
    await client.follow(topic, position(at));
    await tellSome(1, 3);
    await client.next(({ data }) => data?.n === 3);
    expect(numbersOf(client)).toEqual([1, 2, 1, 2, 3]);
  });

  it('under another name tells the same under that name', async () => {
    const client = await connected();
    await client.follow(topic);
    await client.follow(`user:${student.id}`);
    await tellSome(1);
    await client.next(
      (frame) => frame['topic'] === `user:${student.id}` && frame['type'] === 'event',
    );
    await client.settled();
    expect(client.events.map((event) => event['topic']).toSorted()).toEqual(
      [topic, `user:${student.id}`].toSorted(),
    );
    expect(new Set(client.events.map((event) => event['event_id'])).size).toBe(1);
  });
});

describe('Unsubscribing', () => {
  it('ends a topic and no other', async () => {
    const client = await connected();
    await client.follow(topic);
    await client.follow(`user:${student.id}`);
    await client.ask({ type: 'unsubscribe', topic: `user:${student.id}` });
    await tellSome(1);
    await client.event('test.numbered');
    await client.settled();
    expect(client.events.map((event) => event['topic'])).toEqual([topic]);
  });

  it('from what is not followed is answered alike', async () => {
    const client = await connected();
    expect(await client.ask({ type: 'unsubscribe', topic: 'crisis_alerts' })).toMatchObject({
      type: 'unsubscribed',
      reason: 'requested',
    });
  });
});
