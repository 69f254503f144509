import type { Reply } from './http-client';
import type { Person } from './people';
import type { TestApp } from './test-app';

/** The tag that includes whatever version of a prompt carries a label. */
export const labelTag = (name: string, label = 'production'): string =>
  `@@@langfusePrompt:name=${name}|label=${label}@@@`;

/** The tag that includes one version of a prompt. */
export const versionTag = (name: string, version: number): string =>
  `@@@langfusePrompt:name=${name}|version=${version}@@@`;

/** Where a prompt is found. */
export const addressOf = (name: string): string => `/prompts/${encodeURIComponent(name)}`;

/** A person who works with prompts through the API. */
export class PromptDesk {
  constructor(
    private readonly app: TestApp,
    private readonly person: Person,
  ) {}

  get(path: string): Promise<Reply> {
    return this.app.learning.get(path, this.#signedIn);
  }

  create(body: unknown): Promise<Reply> {
    return this.app.learning.post('/prompts/', body, this.#signedIn);
  }

  /** Publishes a version and insists that it works; its number. */
  async publish(name: string, prompt: unknown, ...labels: string[]): Promise<number> {
    const type = typeof prompt === 'string' ? 'text' : 'chat';
    const reply = await this.create({ name, type, prompt, labels });
    if (reply.status !== 201) throw new Error(`Publishing answered ${reply.status}: ${reply.text}`);
    return reply.body.version;
  }

  setLabels(name: string, version: number, labels: readonly string[]): Promise<Reply> {
    const path = `${addressOf(name)}/versions/${version}/labels`;
    return this.app.learning.patch(path, { labels }, this.#signedIn);
  }

  setTags(name: string, body: unknown): Promise<Reply> {
    return this.app.learning.patch(`${addressOf(name)}/tags`, body, this.#signedIn);
  }

  deletePrompt(name: string): Promise<Reply> {
    return this.app.learning.delete(addressOf(name), this.#signedIn);
  }

  deleteVersion(name: string, version: number | string): Promise<Reply> {
    return this.app.learning.delete(`${addressOf(name)}/versions/${version}`, this.#signedIn);
  }

  impact(name: string, version: number, body?: unknown): Promise<Reply> {
    const path = `${addressOf(name)}/versions/${version}/impact`;
    return this.app.learning.post(path, body, this.#signedIn);
  }

  split(name: string, label: string, body: unknown): Promise<Reply> {
    return this.app.learning.put(splitOf(name, label), body, this.#signedIn);
  }

  getSplit(name: string, label: string): Promise<Reply> {
    return this.app.learning.get(splitOf(name, label), this.#signedIn);
  }

  endSplit(name: string, label: string): Promise<Reply> {
    return this.app.learning.delete(splitOf(name, label), this.#signedIn);
  }

  /** The labels of every version of a name. */
  async labels(name: string): Promise<Record<number, string[]>> {
    const { body } = await this.get(`${addressOf(name)}/versions?page_size=100`);
    return Object.fromEntries(
      (body.versions as { version: number; labels: string[] }[]).map((entry) => [
        entry.version,
        entry.labels,
      ]),
    );
  }

  get #signedIn(): { token: string } {
    return { token: this.person.token };
  }
}

const splitOf = (name: string, label: string): string =>
  `${addressOf(name)}/labels/${encodeURIComponent(label)}/split`;
