import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsEvent } from './aws-event-stream';
import { isSignedWith, readSignature } from './signed-request';

/** Credentials that the server accepts. */
export interface KnownAccount {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A request as the server received it. */
export interface BedrockCall {
  readonly path: string;
  /** Null where the request was not signed. */
  readonly accessKeyId: string | null;
  readonly region: string | null;
  readonly sessionToken: string | null;
  readonly authorization: string;
  readonly body: { readonly messages: readonly unknown[]; readonly inferenceConfig?: object };
}

/** A way in which the server answers instead of checking credentials. */
export type Refusal = { readonly status: number; readonly body: object } | 'silence';

/** Bedrock on the loopback interface: it checks signatures as AWS does, and speaks its protocol. */
export class BedrockServer {
  readonly calls: BedrockCall[] = [];
  readonly accounts = new Map<string, KnownAccount>();
  /** What it answers to everybody, while set. */
  refusal: Refusal | null = null;

  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<BedrockServer> {
    const server = new BedrockServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The settings with which Trellis asks this server. */
  get environment(): Record<string, string> {
    return {
      LLM_PROVIDER: 'bedrock',
      LLM_BASE_URL: this.url,
      LLM_MODEL: 'amazon.nova-lite-v1:0',
      LLM_REGION: 'us-west-2',
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const { headers, method = '', url: path = '' } = request;
    const signature = readSignature(headers);
    const sessionToken = (headers['x-amz-security-token'] as string | undefined) ?? null;
    this.calls.push({
      path,
      accessKeyId: signature?.accessKeyId ?? null,
      region: signature?.region ?? null,
      sessionToken,
      authorization: headers.authorization ?? '',
      body: JSON.parse(body.toString()) as BedrockCall['body'],
    });
    if (this.refusal === 'silence') return;
    if (this.refusal !== null) return refuse(response, this.refusal.status, this.refusal.body);
    const account = signature === null ? undefined : this.accounts.get(signature.accessKeyId);
    if (signature === null || account === undefined) {
      return refuse(response, 403, {
        message: 'The security token included in the request is invalid.',
      });
    }
    const isValid = isSignedWith(
      account.secretAccessKey,
      { method, path, headers, body },
      signature,
    );
    if (!isValid || sessionToken !== (account.sessionToken ?? null)) {
      return refuse(response, 403, {
        message:
          'The request signature we calculated does not match the signature you provided. ' +
          `Check your AWS Secret Access Key. It came with the token ${String(sessionToken)}.`,
      });
    }
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.end(Buffer.concat(replyOf(signature.accessKeyId)));
  }
}

function refuse(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function replyOf(name: string): Buffer[] {
  return [
    awsEvent('messageStart', { role: 'assistant' }),
    awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Paid by ' } }),
    awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: `account ${name}.` } }),
    awsEvent('contentBlockStop', { contentBlockIndex: 0 }),
    awsEvent('messageStop', { stopReason: 'end_turn' }),
    awsEvent('metadata', { usage: { inputTokens: 12, outputTokens: 6, totalTokens: 18 } }),
  ];
}
