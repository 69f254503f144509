import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { QUEUES } from '../../../platform/queue/job';
import { JobWorker } from '../../../platform/queue/job-worker';
import { BoardSessions } from './board-sessions';
import { MaskedQueueAdapter } from './masked-queue-adapter';

type ServerAdapter = Parameters<typeof createBullBoard>[0]['serverAdapter'];

const PREFIX = '/ops/queues';

/** Nothing from elsewhere; styles in the page itself are the board's way. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/**
 * The board of the queues at /ops/queues, for platform admins with the cookie of {@link BoardSessions}.
 * It only shows: whatever would change something is refused before the board sees it, so that no page
 * of another site can make an admin's browser do anything. Dead letters have routes of their own.
 */
export async function serveQueueBoard(app: NestFastifyApplication): Promise<void> {
  const sessions = app.get(BoardSessions, { strict: false });
  const jobs = app.get(JobWorker, { strict: false });
  const server = new FastifyAdapter();
  server.setBasePath(PREFIX);
  createBullBoard({
    queues: await Promise.all(
      QUEUES.map(async (name) => new MaskedQueueAdapter(await jobs.queue(name))),
    ),
    // The two packages bring types of their own release each; what they call is the same.
    serverAdapter: server as unknown as ServerAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Queues of Trellis',
        hideRedisDetails: true,
        hideDocsLink: true,
        showWorkers: false,
      },
    },
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await fastify.register(
    async (board) => {
      board.addHook('onRequest', (request, reply) => admit(sessions, request, reply));
      await board.register(server.registerPlugin());
    },
    { prefix: PREFIX },
  );
}

/** Answers by itself whoever may not go on; the board has its own words for errors. */
async function admit(
  sessions: BoardSessions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  void reply
    .header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    .header('Referrer-Policy', 'no-referrer')
    .header('Cache-Control', 'no-store');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const message = 'The board only shows. Failed jobs are dealt with at /api/admin/dead-letters.';
    await reply
      .status(405)
      .header('Allow', 'GET, HEAD')
      .send({ message, code: 'method_not_allowed' });
    return;
  }
  if (await sessions.admits(request.headers.cookie)) return;
  if (request.headers.accept?.includes('text/html')) {
    await reply.redirect('/ops/sign-in');
    return;
  }
  await reply
    .status(401)
    .send({ message: 'Sign in at /ops/sign-in first.', code: 'unauthenticated' });
}
