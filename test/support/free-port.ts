import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what operating systems give to outgoing connections, which would take it meanwhile. */
const LOWEST_PORT = 12_000;
const HIGHEST_PORT = 32_000;
const MOST_TRIES = 100;

/**
 * A port of the loopback interface that nobody listens on, for a program that has to be told one.
 *
 * @throws Error when a hundred of them are taken.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));
    if (await isFree(port)) return port;
  }
  throw new Error(`${MOST_TRIES} ports from ${LOWEST_PORT} on are taken.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
