import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { type FloorHandler, sendJson } from './floor-handler';
import { greeting } from './greeting';
import { usersMe } from './users-me';

/**
 * The floor: the measured routes by hand on node:http and pg, with the SQL effects of Trellis and
 * nothing else. It is told what it needs by PORT, DATABASE_URL, DATABASE_POOL_SIZE and
 * TRELLIS_SECRET.
 */
const { PORT, DATABASE_URL, DATABASE_POOL_SIZE, TRELLIS_SECRET } = process.env;

const floor = {
  pool: new Pool({
    connectionString: DATABASE_URL,
    max: Number(DATABASE_POOL_SIZE),
    keepAlive: true,
  }),
  secret: TRELLIS_SECRET ?? '',
};
const handlers = { usersMe: usersMe(floor), greeting: greeting(floor) };
const notFound: FloorHandler = async (_, response) => sendJson(response, 404, { detail: 'None.' });

createServer((request, response) => {
  handlerOf(request)(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
}).listen(Number(PORT), '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));

function handlerOf({ method, url = '' }: IncomingMessage): FloorHandler {
  if (method === 'GET' && url === '/api/v1/users/me') return handlers.usersMe;
  if (method === 'POST' && url.startsWith('/api/v1/chat/sessions/')) return handlers.greeting;
  return notFound;
}
