import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorReply, errorReplyOf } from '../http/error-reply';
import { translateError } from '../http/error-translation';
import { pathOf } from '../http/request-path';
import { surfaceOf } from '../surface';
import { SURFACES } from '../surface-list';

/** How a handshake that is not let in is answered, in the words of whoever claims its path. */
export function refusalOf(error: unknown, request: IncomingMessage): ErrorReply {
  const surface = surfaceOf(pathOf(request.url ?? ''), SURFACES.all, SURFACES.fallback);
  return errorReplyOf(translateError(error), surface, request.headers.accept);
}

/** Answers a request for an upgrade with it, and closes the connection. */
export function refuseUpgrade(socket: Duplex, { status, headers, body }: ErrorReply): void {
  const head = Object.entries({
    ...headers,
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Content-Type-Options': 'nosniff',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.on('error', () => socket.destroy());
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...head, '', body].join('\r\n'), () =>
    socket.destroy(),
  );
}
