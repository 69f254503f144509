import { Agent, request as httpRequest } from 'node:http';
import type { BadRequest } from './bad-requests';

const AT_ONCE = 6;
const LONGEST_REPLY_MS = 60_000;

/** What a server said to a request. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends requests as they are, which no client would send; a few connections at once. */
export class RequestSender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  constructor(private readonly baseUrl: string) {}

  /** @throws Error that names the request when there is no reply. */
  send(
    request: BadRequest,
    token: string | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const { hostname, port } = new URL(this.baseUrl);
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          agent: this.agent,
          hostname,
          port,
          method: request.method,
          path: request.path,
          timeout: LONGEST_REPLY_MS,
          headers: {
            authorization: `Bearer ${token}`,
            ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
            ...(request.body === undefined
              ? {}
              : { 'content-length': Buffer.byteLength(request.body) }),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`No reply: ${shown(request)}`)));
      outgoing.on('error', (error) => reject(new Error(`${error.message}: ${shown(request)}`)));
      outgoing.end(request.body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** A request as a failing test names it. */
export function shown({ method, path, contentType, body }: BadRequest): string {
  const text = body === undefined ? '' : String(body);
  const start = text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text;
  return `${method} ${path} ${contentType ?? ''} ${start}`;
}

/** Runs all of it, a few at once. */
export async function runAll(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const rest = jobs.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const job of rest) await job();
    }),
  );
}
