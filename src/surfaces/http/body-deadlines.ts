import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { refuseUnreadableRequest } from './unreadable-request';
import { takesUploads } from './uploads';

/** How long the longest upload may take in all, in milliseconds. */
export const LONGEST_UPLOAD_MS = 600_000;

const CHECK_MS = 2_000;
/** A body that is no upload is here within this time. */
const BODY_MS = 10_000;
/** An upload brings at least this much in each such time: about what a poor phone line carries. */
const UPLOAD_BYTES = 16_384;

interface Arriving {
  readonly isUpload: boolean;
  /** The beginning of the present stretch of time, and how many bytes had come by then. */
  since: number;
  bytes: number;
}

/**
 * Cuts off clients that send a body too slowly. The server's own limit is one for all requests, and
 * a file of 50 MB needs minutes where a JSON body needs a second.
 */
export function limitBodies(fastify: FastifyInstance): void {
  const arriving = new Map<IncomingMessage, Arriving>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request;
    if (!raw.complete && hasBody(raw)) {
      arriving.set(raw, {
        isUpload: takesUploads(request),
        since: performance.now(),
        bytes: raw.socket.bytesRead,
      });
    }
    done();
  });
  const timer = setInterval(() => {
    for (const [raw, body] of arriving) {
      if (raw.complete || raw.destroyed) arriving.delete(raw);
      else if (isTooSlow(raw, body)) cut(raw);
    }
  }, CHECK_MS);
  timer.unref();
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function isTooSlow(raw: IncomingMessage, body: Arriving): boolean {
  const now = performance.now();
  if (now - body.since < BODY_MS) return false;
  if (!body.isUpload || raw.socket.bytesRead - body.bytes < UPLOAD_BYTES) return true;
  body.since = now;
  body.bytes = raw.socket.bytesRead;
  return false;
}

function cut(raw: IncomingMessage): void {
  const timeout = Object.assign(new Error('The body came too slowly.'), {
    code: 'ERR_HTTP_REQUEST_TIMEOUT',
  });
  refuseUnreadableRequest(timeout, raw.socket);
}
