import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const CHUNKS = 40;
const CHUNK_EVERY_MS = 25;

/** What it answers, in the pieces in which it says it. */
export const MODEL_CHUNKS: readonly string[] = Array.from(
  { length: CHUNKS },
  (_, index) => `Sentence ${index + 1} of a greeting, as a tutor would say it. `,
);

/** A language model of this process that counts what it is asked. */
export interface ModelServer {
  /** For LLM_BASE_URL. */
  readonly baseUrl: string;
  /** How many completions were asked for so far. */
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a server that streams the same reply to everybody, slowly, as OpenAI's interface does. */
export async function startModelServer(): Promise<ModelServer> {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume();
    calls += 1;
    drip(response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function drip(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (const content of MODEL_CHUNKS) {
    response.write(frame({ content }, null));
    await sleep(CHUNK_EVERY_MS);
  }
  response.write(frame({}, 'stop'));
  response.end('data: [DONE]\n\n');
}

function frame(delta: { content?: string }, finish: 'stop' | null): string {
  return `data: ${JSON.stringify({
    id: 'greeting',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'bench',
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;
}
