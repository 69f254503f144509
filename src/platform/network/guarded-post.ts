import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { NetworkPolicy } from './network-policy';
import { PrivateAddressRefused } from './network.errors';

/** Of a reply's body this much is read, and forgotten, before the connection is cut. */
const MOST_REPLY_BYTES = 65_536;
const MOST_HEADER_BYTES = 16_384;

/** What keeps a reply from coming. */
type PostFault =
  | 'timeout'
  | 'address_refused'
  | 'name_not_found'
  | 'connection_failed'
  | 'tls_failed'
  | 'not_http'
  | 'interrupted';

/** No reply came. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';

  constructor(
    readonly fault: PostFault,
    options?: ErrorOptions,
  ) {
    super(`The request failed: ${fault}`, options);
  }
}

/** A request to a server that somebody named. */
interface GuardedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Looking up, connecting, sending and reading together end after so many milliseconds. */
  readonly deadlineMs: number;
  /** Ends the request before its time. */
  readonly signal: AbortSignal;
}

/** All that is kept of a reply. */
export interface GuardedReply {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/**
 * Posts to a server that somebody named, and trusts it with nothing: the socket connects to the
 * very address that the policy checked, certificates are verified, no redirect is followed, no proxy
 * is used, no connection or TLS session is kept, and of the reply only the status counts.
 *
 * @throws PostFailed when no reply came.
 */
export async function guardedPost(
  network: NetworkPolicy,
  { url: text, headers, body, deadlineMs, signal }: GuardedPost,
): Promise<GuardedReply> {
  const url = new URL(text);
  const deadline = AbortSignal.timeout(deadlineMs);
  const isSecure = url.protocol === 'https:';
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: false, maxCachedSessions: 0, rejectUnauthorized: true })
    : new HttpAgent({ keepAlive: false });
  try {
    network.refuseCall(url.hostname);
    return await new Promise<GuardedReply>((resolve, reject) => {
      const outgoing = (isSecure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent,
        lookup: network.lookup,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: AbortSignal.any([deadline, signal]),
        maxHeaderSize: MOST_HEADER_BYTES,
        insecureHTTPParser: false,
      });
      let reply: GuardedReply | null = null;
      // Whatever happens within a reply ends the request before the reply: its status still counts.
      const end = (error: Error): void => (reply === null ? reject(error) : resolve(reply));
      outgoing.on('error', end);
      outgoing.on('close', () => end(new Error('The connection was closed.')));
      outgoing.on('response', (incoming) => {
        reply = {
          status: incoming.statusCode ?? 0,
          retryAfter: incoming.headers['retry-after'],
        };
        readAndForget(incoming);
      });
      outgoing.end(body);
    });
  } catch (error) {
    const fault = deadline.aborted
      ? 'timeout'
      : signal.aborted
        ? 'interrupted'
        : faultOf(error as NodeJS.ErrnoException);
    throw new PostFailed(fault, { cause: error });
  } finally {
    agent.destroy();
  }
}

function readAndForget(incoming: IncomingMessage): void {
  let bytes = 0;
  incoming.on('error', () => undefined);
  incoming.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_REPLY_BYTES) incoming.destroy();
  });
}

const NO_NAME =
  /^(ENOTFOUND|ENODATA|EAI_\w+|ESERVFAIL|EREFUSED|ETIMEOUT|EBADNAME|EBADRESP|EFORMERR)$/;
const NO_TRUST = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|EPROTO)/;

function faultOf(error: NodeJS.ErrnoException): PostFault {
  const { code = '' } = error;
  if (error instanceof PrivateAddressRefused) return 'address_refused';
  if (NO_NAME.test(code)) return 'name_not_found';
  if (NO_TRUST.test(code)) return 'tls_failed';
  return code.startsWith('HPE_') ? 'not_http' : 'connection_failed';
}
