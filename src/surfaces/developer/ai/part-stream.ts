import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError, Internal } from '../../../kernel/errors';
import { FrameWriter } from '../../http/frame-writer';
import { noteBrokenOff } from '../idempotency/broken-off';

const HEARTBEAT_MS = 15_000;
/** So long the status waits for the first part: what fails before is refused like any request. */
const STATUS_WAIT_MS = 5_000;
/** A reader who takes nothing for so long holds up a call of the model for nobody. */
const PATIENCE_MS = 30_000;

const logger = new Logger('PartStream');

/** How parts look on the wire, as whole events of `data:` lines. */
export interface StreamWords<Part> {
  frame(part: Part): string;
  /** The last event of a stream that failed. */
  failure(error: DomainError): string;
  /** What follows the last part; empty for nothing. */
  readonly closing: string;
}

/**
 * Writes parts as server-sent events, with a comment now and then while the model thinks. Every
 * stream has a last event, errors included. Leaving the parts, when the caller left or reads
 * nothing, ends whatever makes them.
 *
 * @throws what the parts raise within the first seconds, before anything is written.
 */
export async function writePartStream<Part>(
  reply: FastifyReply,
  parts: AsyncIterable<Part>,
  words: StreamWords<Part>,
): Promise<void> {
  const begun = await begin(parts);
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value as number | string | string[]);
  }
  raw.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-store, no-transform',
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
  const frames = new FrameWriter(raw, PATIENCE_MS);
  const heartbeat = setInterval(() => raw.write(': still thinking\n\n'), HEARTBEAT_MS);
  try {
    for await (const part of begun) {
      if (frames.isCutOff) return;
      await frames.write(words.frame(part));
      heartbeat.refresh();
    }
    await frames.write(words.closing);
  } catch (error) {
    noteBrokenOff(reply);
    if (!frames.isCutOff) await frames.write(words.failure(told(error)));
  } finally {
    clearInterval(heartbeat);
    frames.end();
  }
}

/** Asks for the first part and gives it a moment. @throws what it fails with in that moment. */
async function begin<Part>(parts: AsyncIterable<Part>): Promise<AsyncIterable<Part>> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = iterator.next();
  const { promise: moment, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, STATUS_WAIT_MS);
  try {
    await Promise.race([first, moment]);
  } finally {
    clearTimeout(timer);
  }
  return goOn(first, iterator);
}

async function* goOn<Part>(
  first: Promise<IteratorResult<Part>>,
  iterator: AsyncIterator<Part>,
): AsyncGenerator<Part> {
  try {
    for (let next = await first; !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

function told(error: unknown): DomainError {
  if (error instanceof DomainError && error.kind !== 'internal') return error;
  logger.error({ err: error }, 'A stream broke off');
  return new Internal({ cause: error });
}
