import type { OutgoingHttpHeaders } from 'node:http';
import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ReplyPart } from '../../../domain/chat/reply-part';
import { FrameWriter } from '../../http/frame-writer';
import { toBudgetWarning } from './usage.dto';

const HEARTBEAT_MS = 15_000;
const logger = new Logger('EventStream');

/**
 * Writes a reply as server-sent events: only `data:` lines, with a comment now and then while the
 * tutor thinks. Every stream has a last frame, errors included. A client that leaves only stops
 * listening; the reply is made and saved all the same.
 *
 * @param ask for the parts; its signal is aborted when the client has left.
 * @throws what asking raises, before anything is written.
 */
export async function writeEventStream(
  reply: FastifyReply,
  ask: (left: AbortSignal) => Promise<AsyncIterable<ReplyPart>>,
): Promise<void> {
  const { raw } = reply;
  const leaving = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) leaving.abort();
  });
  const parts = await ask(leaving.signal);
  reply.hijack();
  // In one go: each header set by itself would be checked and copied twice.
  raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const frames = new FrameWriter(raw);
  const heartbeat = setInterval(() => raw.write(': still thinking\n\n'), HEARTBEAT_MS);
  try {
    await writeFrames(frames, parts, heartbeat);
  } finally {
    clearInterval(heartbeat);
    frames.end();
  }
}

async function writeFrames(
  frames: FrameWriter,
  parts: AsyncIterable<ReplyPart>,
  heartbeat: NodeJS.Timeout,
): Promise<void> {
  try {
    for await (const part of parts) {
      if (frames.isCutOff) return;
      await frames.write(frameOf(part));
      heartbeat.refresh();
    }
  } catch (error) {
    logger.error({ err: error }, 'A stream broke off');
    await frames.write(frameOf(UNFORESEEN));
  }
}

const UNFORESEEN: ReplyPart = {
  type: 'failed',
  code: 'internal_error',
  message: 'Something went wrong on our side. Resume the stream or try again.',
};

/** One part as a frame of the contract. */
export function frameOf(part: ReplyPart): string {
  switch (part.type) {
    case 'chunk':
      return `data: ${JSON.stringify({ content: part.content, done: false })}\n\n`;
    case 'done':
      return `data: ${JSON.stringify({
        content: '',
        done: true,
        message_id: part.messageId,
        ...(part.budgetWarning === undefined
          ? {}
          : { budget_warning: toBudgetWarning(part.budgetWarning) }),
      })}\n\n`;
    case 'failed':
      return `data: ${JSON.stringify({
        error: { code: part.code, message: part.message },
        done: true,
      })}\n\n`;
  }
}
