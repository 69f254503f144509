import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message of a conversation as the model is given it. */
export interface HeardMessage {
  readonly role: string;
  readonly content: string;
}

/** A request as the model's server received it. */
export interface ModelCall {
  /** Counted from 1. */
  readonly number: number;
  readonly model: string;
  /** The body as it came. */
  readonly text: string;
  /** The prompt with everything filled in. */
  readonly system: string;
  /** The course material, which the user hands over first. */
  readonly material: string;
  /** What was said so far, the message to answer last. */
  readonly messages: readonly HeardMessage[];
  /** The message to answer. */
  readonly question: string;
  /** When the connection is over: whether all of the reply went out. */
  readonly over: Promise<boolean>;
}

/** What the server does next in a reply. */
export type Step =
  | { readonly text: string }
  | { readonly finish: string }
  | { readonly raw: string }
  | { readonly refuse: number; readonly body?: string }
  | { readonly breakOff: true };

/** How a call is answered; a script that waits holds the reply back. */
export type Script = (call: ModelCall) => Iterable<Step> | AsyncIterable<Step>;

/** What the server counts for every reply that it finishes. */
export const USAGE = { prompt_tokens: 120, completion_tokens: 34, total_tokens: 154 };

/** A language model on the loopback interface that speaks the OpenAI chat protocol by a script. */
export class ModelServer {
  readonly calls: ModelCall[] = [];
  script: Script = speaking;

  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<ModelServer> {
    const server = new ModelServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  /** The settings with which Trellis asks this server. */
  get environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: `http://127.0.0.1:${port}/v1`,
      LLM_MODEL: 'test-model',
      LLM_API_KEY: 'k',
    };
  }

  /** The newest call. */
  get lastCall(): ModelCall {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('The model was not asked.');
    return call;
  }

  /** How many calls were received since this was called last. */
  newCalls(): number {
    const fresh = this.calls.length - this.#seen;
    this.#seen = this.calls.length;
    return fresh;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #seen = 0;

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const over = once(response, 'close').then(() => response.writableFinished);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const call = toCall(this.calls.length + 1, Buffer.concat(pieces).toString(), over);
    this.calls.push(call);
    for await (const step of this.script(call)) {
      if (response.destroyed) return;
      await perform(response, call, step);
    }
    response.end();
  }
}

/** The reply that is given where a test has no script: another one for every call. */
export const speaking: Script = (call) =>
  says(`Reply ${call.number} `, 'answers ', call.question.slice(0, 40), '.')(call);

/** Says these words, one delta each, and ends well. */
export function says(...deltas: readonly string[]): Script {
  return function* reply() {
    for (const text of deltas) yield { text };
    yield { finish: 'stop' };
  };
}

/** Refuses with a status, as a provider does. */
export function refuses(status: number): Script {
  return () => [{ refuse: status, body: JSON.stringify({ error: { message: 'No.' } }) }];
}

/** A door that stays closed until a test opens it. */
export class Gate {
  readonly #doors = Promise.withResolvers<void>();
  readonly opened = this.#doors.promise;
  readonly open = (): void => this.#doors.resolve();
}

/** Says the first words, waits at the gate, says the rest and ends well. */
export function pausing(gate: Gate, first: readonly string[], rest: readonly string[]): Script {
  return async function* reply() {
    for (const text of first) yield { text };
    await gate.opened;
    for (const text of rest) yield { text };
    yield { finish: 'stop' };
  };
}

function toCall(number: number, text: string, over: Promise<boolean>): ModelCall {
  const body = JSON.parse(text) as { model: string; messages: HeardMessage[] };
  const [system, material, , ...messages] = body.messages;
  return {
    number,
    model: body.model,
    text,
    system: system?.content ?? '',
    material: material?.content ?? '',
    messages,
    question: messages.at(-1)?.content ?? '',
    over,
  };
}

async function perform(response: ServerResponse, call: ModelCall, step: Step): Promise<void> {
  if ('refuse' in step) {
    response.writeHead(step.refuse, { 'content-type': 'application/json' });
    response.end(step.body ?? '{}');
    return;
  }
  if (!response.headersSent) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
  }
  if ('breakOff' in step) response.destroy();
  else if ('raw' in step) await send(response, step.raw);
  else if ('text' in step) await send(response, event(call, { content: step.text }, null));
  else await send(response, `${event(call, {}, step.finish)}data: [DONE]\n\n`);
}

/** Resolves when it has left, so that breaking off afterwards takes nothing back. */
function send(response: ServerResponse, text: string): Promise<void> {
  return new Promise((sent) => {
    response.write(text, () => sent());
  });
}

function event(call: ModelCall, delta: object, finishReason: string | null): string {
  return `data: ${JSON.stringify({
    id: `call-${call.number}`,
    object: 'chat.completion.chunk',
    created: 1,
    model: call.model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...(finishReason === null ? {} : { usage: USAGE }),
  })}\n\n`;
}
