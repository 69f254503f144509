import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSignedWith, readSignature } from './signed-request';

/** What the store does instead of what it is asked. */
export type S3Mood =
  | 'well'
  /** Takes requests and never answers. */
  | 'hanging'
  /** Sends the beginning of a file and falls silent. */
  | 'breaking off'
  /** Answers 503. */
  | 'overloaded'
  /** Answers 403, whatever the signature. */
  | 'refusing';

const ACCESS = { accessKeyId: 'AKIATEST', secretAccessKey: 'a secret for the store of tests' };
const BUCKET = 'documents-of-tests';
const PAGE = 3;

/**
 * An S3-compatible store with one bucket in the path: PUT, GET with ranges, HEAD, DELETE and List of
 * version 2, each checked for its signature.
 */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** Every request that was answered or swallowed, e.g. `GET documents/ab/1`. */
  readonly requests: string[] = [];
  mood: S3Mood = 'well';
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(): Promise<S3Server> {
    const store = new S3Server();
    store.server.listen(0, '127.0.0.1');
    await once(store.server, 'listening');
    return store;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get access() {
    const { port } = this.server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    return {
      endpoint,
      bucket: BUCKET,
      region: 'eu-test-1',
      credentials: ACCESS,
      forcePathStyle: true,
    };
  }

  /** The same as environment variables. */
  get environment(): Record<string, string> {
    return {
      FILES_DRIVER: 's3',
      S3_ENDPOINT: this.access.endpoint,
      S3_BUCKET: BUCKET,
      S3_REGION: this.access.region,
      S3_ACCESS_KEY_ID: ACCESS.accessKeyId,
      S3_SECRET_ACCESS_KEY: ACCESS.secretAccessKey,
      S3_FORCE_PATH_STYLE: 'true',
    };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://store');
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    this.requests.push(`${request.method} ${key}`);
    if (this.mood === 'hanging') return;
    const body = await bodyOf(request);
    if (this.mood === 'overloaded') return refuse(response, 503, 'SlowDown');
    if (this.mood === 'refusing' || !isTrusted(request, url, body)) {
      return refuse(response, 403, 'SignatureDoesNotMatch');
    }
    if (bucket !== BUCKET) return refuse(response, 404, 'NoSuchBucket');
    if (key === '') return this.answerBucket(request, url, response);
    this.answerObject(request, key, body, response);
  }

  private answerBucket(request: IncomingMessage, url: URL, response: ServerResponse): void {
    if (request.method === 'HEAD') return void response.writeHead(200).end();
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...this.objects.keys()]
      .toSorted()
      .filter((key) => key.startsWith(prefix) && key > after);
    const page = keys.slice(0, PAGE);
    const isTruncated = keys.length > PAGE;
    const contents = page.map(
      (key) =>
        `<Contents><Key>${key}</Key><Size>${this.objects.get(key)?.length}</Size></Contents>`,
    );
    const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
    );
  }

  private answerObject(
    request: IncomingMessage,
    key: string,
    body: Buffer,
    response: ServerResponse,
  ): void {
    const object = this.objects.get(key);
    if (request.method === 'PUT') {
      this.objects.set(key, body);
      return void response.writeHead(200, { etag: '"stored"' }).end();
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      return void response.writeHead(204).end();
    }
    if (object === undefined) return refuse(response, 404, 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const first = Number(range?.[1] ?? 0);
    const part = object.subarray(first, range === null ? object.length : Number(range[2]) + 1);
    response.writeHead(range === null ? 200 : 206, {
      'content-length': part.length,
      ...(range === null
        ? {}
        : { 'content-range': `bytes ${first}-${first + part.length - 1}/${object.length}` }),
    });
    if (request.method === 'HEAD') return void response.end();
    if (this.mood === 'breaking off') return void response.write(part.subarray(0, 10));
    response.end(part);
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function isTrusted(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const signature = readSignature(request.headers);
  if (signature === null || signature.accessKeyId !== ACCESS.accessKeyId) return false;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  return isSignedWith(
    ACCESS.secretAccessKey,
    {
      method: request.method ?? '',
      path: url.pathname,
      query,
      headers: request.headers,
      body,
      payloadHash: String(request.headers['x-amz-content-sha256']),
    },
    signature,
  );
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
}
