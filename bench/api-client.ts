/** An API as a person uses it; the learning API unless told. */
export class ApiClient {
  constructor(
    private readonly address: string,
    private readonly token: string | null = null,
    private readonly prefix = '/api/v1',
  ) {}

  /** The coaching API of a server. */
  static coaching(address: string): ApiClient {
    return new ApiClient(address, null, '/api');
  }

  /** The same API with this access token. */
  as(token: string): ApiClient {
    return new ApiClient(this.address, token, this.prefix);
  }

  /** Any request that should succeed; its reply's text. Raises what the server answered if not. */
  async text(method: string, path: string, body?: unknown): Promise<string> {
    const response = await fetch(`${this.address}${this.prefix}${path}`, {
      method,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text;
  }

  /** Creates something; its id. */
  async create(path: string, body: unknown): Promise<number> {
    return (JSON.parse(await this.text('POST', path, body)) as { id: number }).id;
  }

  /** The status of a request that may be refused. */
  async status(method: string, path: string): Promise<number> {
    const response = await fetch(`${this.address}${this.prefix}${path}`, {
      method,
      headers: this.token === null ? {} : { authorization: `Bearer ${this.token}` },
    });
    await response.body?.cancel();
    return response.status;
  }
}
