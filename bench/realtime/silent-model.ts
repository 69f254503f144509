import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A language model that answers with a word until it falls silent. */
export interface SilentModel {
  /** For LLM_BASE_URL. */
  readonly baseUrl: string;
  /** From now on it takes every question and never begins to answer. */
  readonly fallSilent: () => void;
  /** How many questions wait. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
}

const ANSWER =
  'data: {"id":"1","object":"chat.completion.chunk","created":0,"model":"bench","choices":' +
  '[{"index":0,"delta":{"content":"Welcome."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** Starts one. */
export async function startSilentModel(): Promise<SilentModel> {
  let waiting = 0;
  let isSilent = false;
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'text/event-stream');
    if (!isSilent) return void response.end(ANSWER);
    waiting += 1;
    response.on('close', () => {
      waiting -= 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    fallSilent: () => {
      isSilent = true;
    },
    waiting: () => waiting,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
