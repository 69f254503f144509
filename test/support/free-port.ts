import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what operating systems give to outgoing connections, which would take it meanwhile. */
const LOWEST_PORT = 12_000;
const HIGHEST_PORT = 32_000;
const MOST_TRIES = 100;
/** Jest's processes take their ports from different ones of so many shares. */
const SHARES = 16;

const given = new Set<number>();

/**
 * A port of the loopback interface that nobody listens on, for a program that has to be told one.
 * No other test of the run is told it meanwhile.
 *
 * @throws Error when a hundred of them are taken.
 */
export async function freePort(): Promise<number> {
  const share = Number(process.env['JEST_WORKER_ID'] ?? 0) % SHARES;
  const portsOfAShare = Math.floor((HIGHEST_PORT - LOWEST_PORT) / SHARES);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = LOWEST_PORT + share + SHARES * Math.floor(Math.random() * portsOfAShare);
    if (given.has(port)) continue;
    given.add(port);
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
