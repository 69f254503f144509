import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection, type RawReply, textOf } from './http-connection';

/** A load is given up after this time, however many requests are left. */
const MOST_MS = 60_000;

/** Requests for one server. */
export interface Load {
  readonly port: number;
  readonly requests: readonly Buffer[];
  readonly connections: number;
  /** Whether a reply with status 200 is a right one. */
  readonly isRight: (reply: RawReply) => boolean;
}

/** How a server stood a load. */
export interface LoadResult {
  readonly perSecond: number;
  /** Milliseconds to the first byte of each body. */
  readonly firstByteMs: readonly number[];
  /** Milliseconds to the last byte of each reply. */
  readonly wholeMs: readonly number[];
}

/** Sends all requests, each connection the next one as soon as it has its reply. */
export function saturate(load: Load): Promise<LoadResult> {
  return withConnections(load, async (connections) => {
    const times: ReplyTimes[] = [];
    let next = 0;
    const begin = performance.now();
    await Promise.all(
      connections.map(async (connection) => {
        for (let request = load.requests[next++]; request; request = load.requests[next++]) {
          times.push(timesOf(checked(load, await connection.send(request))));
        }
      }),
    );
    return resultOf(times, performance.now() - begin);
  });
}

/**
 * Sends so many requests a second, whatever the server does; late ones wait for a connection.
 *
 * @param before a request that goes before each of the others and is not counted.
 */
export function pace(
  load: Load,
  perSecond: number,
  before: readonly Buffer[] = [],
): Promise<LoadResult> {
  return withConnections(load, async (connections) => {
    const times: ReplyTimes[] = [];
    let next = 0;
    const begin = performance.now();
    await Promise.all(
      connections.map(async (connection) => {
        for (let mine = next++; mine < load.requests.length; mine = next++) {
          await sleep(Math.max(0, begin + (mine * 1000) / perSecond - performance.now()));
          const first = before[mine];
          if (first !== undefined) await connection.send(first);
          const reply = await connection.send(load.requests[mine] as Buffer);
          times.push(timesOf(checked(load, reply)));
        }
      }),
    );
    return resultOf(times, performance.now() - begin);
  });
}

/** Sends all requests at the same moment, each on a connection of its own. */
export function volley(load: Omit<Load, 'connections'>): Promise<RawReply[]> {
  const each = { ...load, connections: load.requests.length };
  return withConnections(each, (connections) =>
    Promise.all(
      connections.map(async (connection, index) =>
        checked(each, await connection.send(load.requests[index] as Buffer)),
      ),
    ),
  );
}

/** When a reply came; its body is not kept. */
type ReplyTimes = Pick<RawReply, 'firstByteMs' | 'wholeMs'>;

function timesOf({ firstByteMs, wholeMs }: RawReply): ReplyTimes {
  return { firstByteMs, wholeMs };
}

function resultOf(times: readonly ReplyTimes[], milliseconds: number): LoadResult {
  return {
    perSecond: (1000 * times.length) / milliseconds,
    firstByteMs: times.map(({ firstByteMs }) => firstByteMs),
    wholeMs: times.map(({ wholeMs }) => wholeMs),
  };
}

async function withConnections<Result>(
  load: Load,
  work: (connections: readonly HttpConnection[]) => Promise<Result>,
): Promise<Result> {
  const opening = Array.from({ length: load.connections }, () => HttpConnection.open(load.port));
  const connections = await Promise.all(opening);
  const close = (): void => {
    for (const connection of connections) connection.close();
  };
  const timer = setTimeout(close, MOST_MS);
  try {
    return await work(connections);
  } finally {
    clearTimeout(timer);
    close();
  }
}

function checked(load: Load, reply: RawReply): RawReply {
  if (reply.status === 200 && load.isRight(reply)) return reply;
  throw new Error(`Port ${load.port} answered ${reply.status}: ${textOf(reply).slice(0, 500)}`);
}
