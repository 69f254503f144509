import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import type { ReplyPart } from '../../../src/domain/chat/reply-part';
import { writeEventStream } from '../../../src/surfaces/learning/chat/event-stream';
import { eventually } from '../../support/eventually';
import { Gate } from '../../support/model-server';

const DEADLINE_MS = 30_000;
const done: ReplyPart = { type: 'done', messageId: 7 };
const chunk = (content: string): ReplyPart => ({ type: 'chunk', content });

describe('the event stream of a reply', () => {
  let server: FastifyInstance;
  let address: string;
  let parts: () => AsyncGenerator<ReplyPart>;
  let reply: FastifyReply;
  let writing: Promise<void>;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = fastify();
    server.get('/', (_request, current) => {
      reply = current;
      void current.header('x-request-id', 'abc');
      writing = writeEventStream(current, async () => parts());
      return writing;
    });
    address = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => jest.useRealTimers());
  afterAll(() => server.close());

  async function ask(): Promise<IncomingMessage> {
    const [response] = (await once(get(address), 'response')) as [IncomingMessage];
    return response.setEncoding('utf8');
  }

  async function textOf(response: IncomingMessage): Promise<string> {
    const pieces: string[] = [];
    for await (const piece of response) pieces.push(piece as string);
    return pieces.join('');
  }

  it('is data lines and nothing else, with status 200 and headers that keep it flowing', async () => {
    parts = async function* words() {
      yield chunk('Here is ');
      yield chunk('a "line"\nand\r\nmore\u2028…');
      yield done;
    };
    const response = await ask();
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': 'abc',
    });
    expect(await textOf(response)).toBe(
      'data: {"content":"Here is ","done":false}\n\n' +
        `data: ${JSON.stringify({ content: 'a "line"\nand\r\nmore\u2028…', done: false })}\n\n` +
        'data: {"content":"","done":true,"message_id":7}\n\n',
    );
  });

  it('begins before the first word is there', async () => {
    const gate = new Gate();
    parts = async function* late() {
      await gate.opened;
      yield done;
    };
    const response = await ask();
    expect(response.statusCode).toBe(200);
    gate.open();
    expect(await textOf(response)).toContain('"done":true');
  });

  it('ends with an error frame for a reply that failed, and for one that threw', async () => {
    parts = async function* failed() {
      yield chunk('Half');
      yield { type: 'failed', code: 'model_timed_out', message: 'Too late.' };
    };
    expect(await textOf(await ask())).toMatch(
      /data: \{"error":\{"code":"model_timed_out","message":"Too late\."\},"done":true\}\n\n$/,
    );
    parts = async function* thrown() {
      yield chunk('Half');
      throw new Error('SELECT secret FROM hidden');
    };
    const text = await textOf(await ask());
    expect(text).toMatch(
      /data: \{"error":\{"code":"internal_error","message":"[^"]+"\},"done":true\}\n\n$/,
    );
    expect(text).not.toContain('secret');
  });

  it('says a comment after each 15 s of silence, which is no frame', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] });
    const [first, second] = [new Gate(), new Gate()];
    parts = async function* slow() {
      await first.opened;
      yield chunk('Hm.');
      await second.opened;
      yield done;
    };
    const response = await ask();
    let heard = '';
    response.on('data', (text: string) => (heard += text));
    const hears = (text: string): Promise<string> =>
      eventually(
        async () => heard,
        (now) => now === text,
        DEADLINE_MS,
      );
    jest.advanceTimersByTime(15_000);
    const comment = ': still thinking\n\n';
    await hears(comment);
    jest.advanceTimersByTime(10_000);
    first.open();
    const frame = 'data: {"content":"Hm.","done":false}\n\n';
    await hears(comment + frame);
    jest.advanceTimersByTime(14_999);
    second.open();
    await once(response, 'end');
    expect(heard).toBe(`${comment}${frame}data: {"content":"","done":true,"message_id":7}\n\n`);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits for a slow reader instead of piling the reply up', async () => {
    const size = 64 * 1024;
    const count = 600;
    let taken = 0;
    let mostListeners = 0;
    parts = async function* long() {
      for (; taken < count; taken += 1) {
        yield chunk('x'.repeat(size));
        const { raw } = reply;
        const listeners = ['drain', 'close', 'error'].map((name) => raw.listenerCount(name));
        mostListeners = Math.max(mostListeners, ...listeners);
      }
      yield done;
    };
    const response = await ask();
    response.pause();
    await eventually(
      async () => reply.raw.writableNeedDrain,
      (waits) => waits,
      DEADLINE_MS,
    );
    const standstill = await eventually(
      async () => {
        const before = taken;
        await sleep(100);
        return { before, after: taken };
      },
      ({ before, after }) => before === after,
      DEADLINE_MS,
    );
    expect(standstill.after).toBeLessThan(count / 2);
    expect(reply.raw.writableLength).toBeLessThan(4 * size);
    const text = await textOf(response);
    expect(taken).toBe(count);
    expect(text.length).toBeGreaterThan(size * count);
    expect(text).toMatch(/"message_id":7\}\n\n$/);
    expect(mostListeners).toBeLessThan(10);
  });

  it.each(['while it is written', 'while it waits for the reader'])(
    'lets go of a client that leaves %s',
    async (moment) => {
      const isSlow = moment.includes('waits');
      const most = 300;
      let count = 0;
      let isOver = false;
      const gate = new Gate();
      parts = async function* long() {
        try {
          for (; count < most; count += 1) {
            yield chunk('x'.repeat(isSlow ? 1_000_000 : 10));
            if (!isSlow) await gate.opened;
          }
        } finally {
          isOver = true;
        }
      };
      const response = await ask();
      if (isSlow) {
        response.pause();
        await eventually(
          async () => reply.raw.writableNeedDrain,
          (waits) => waits,
          DEADLINE_MS,
        );
      }
      response.destroy();
      await eventually(
        async () => reply.raw.destroyed,
        (is) => is,
        DEADLINE_MS,
      );
      gate.open();
      await writing;
      expect(isOver).toBe(true);
      expect(count).toBeLessThan(most);
    },
  );
});
