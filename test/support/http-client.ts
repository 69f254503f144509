import type { DocumentChecker } from './document-checker';

/** A reply as a test looks at it. */
export interface Reply<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** What a request may carry besides its body. */
export interface RequestOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A client of one surface over real HTTP. Every JSON reply is checked against the surface's
 * document: a status or a field that is not documented fails the test.
 */
export class HttpClient {
  constructor(
    readonly baseUrl: string,
    private readonly documentedPrefix: string,
    private readonly checker: (() => Promise<DocumentChecker>) | null,
  ) {}

  get(path: string, options?: RequestOptions): Promise<Reply> {
    return this.send('GET', path, undefined, options);
  }

  post(path: string, body?: unknown, options?: RequestOptions): Promise<Reply> {
    return this.send('POST', path, body, options);
  }

  put(path: string, body?: unknown, options?: RequestOptions): Promise<Reply> {
    return this.send('PUT', path, body, options);
  }

  patch(path: string, body?: unknown, options?: RequestOptions): Promise<Reply> {
    return this.send('PATCH', path, body, options);
  }

  delete(path: string, options?: RequestOptions): Promise<Reply> {
    return this.send('DELETE', path, undefined, options);
  }

  /** A request whose body is sent as it is. */
  async raw(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    options: RequestOptions = {},
  ): Promise<Reply> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: body as string }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  }

  private async send(
    method: string,
    path: string,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<Reply> {
    const reply = await this.raw(
      method,
      path,
      body === undefined ? undefined : JSON.stringify(body),
      {
        ...options,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
      },
    );
    const type = reply.headers.get('content-type') ?? '';
    if (type.startsWith('application/json') || reply.status === 204) {
      const checker = await this.checker?.();
      checker?.check(method, `${this.documentedPrefix}${path.split('?', 1)[0]}`, reply);
    }
    return reply;
  }
}
