import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { caseload } from './caseload';
import { courses } from './courses';
import { type FloorHandler, sendJson } from './floor-handler';
import { greeting } from './greeting';
import { moduleTree } from './module-tree';
import { overview } from './overview';
import { profile } from './profile';
import { prompt } from './prompt';
import { usersMe } from './users-me';

/**
 * The floor: the measured routes by hand on node:http and pg, with the SQL effects of Trellis and
 * nothing else. It is told what it needs by PORT, DATABASE_URL, DATABASE_POOL_SIZE,
 * TRELLIS_SECRET and PUBLIC_URL.
 */
const { PORT, DATABASE_URL, DATABASE_POOL_SIZE, TRELLIS_SECRET, PUBLIC_URL } = process.env;

const floor = {
  pool: new Pool({
    connectionString: DATABASE_URL,
    max: Number(DATABASE_POOL_SIZE),
    keepAlive: true,
  }),
  secret: TRELLIS_SECRET ?? '',
  publicUrl: PUBLIC_URL ?? '',
};
const handlers = {
  caseload: caseload(floor),
  courses: courses(floor),
  greeting: greeting(floor),
  moduleTree: moduleTree(floor),
  overview: overview(floor),
  profile: profile(floor),
  prompt: prompt(floor),
  usersMe: usersMe(floor),
};
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
  if (method === 'POST' && url.startsWith('/api/v1/chat/sessions/')) return handlers.greeting;
  if (method !== 'GET') return notFound;
  if (url.split('?')[0] === '/api/coach/students') return handlers.caseload;
  if (url === '/v1/user/profile') return handlers.profile;
  if (url === '/api/v1/users/me') return handlers.usersMe;
  if (url === '/api/v1/users/me/overview') return handlers.overview;
  if (url.startsWith('/api/v1/courses/?')) return handlers.courses;
  if (url.startsWith('/api/v1/modules/courses/')) return handlers.moduleTree;
  if (url.startsWith('/api/v1/prompts/')) return handlers.prompt;
  return notFound;
}
