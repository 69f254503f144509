import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { JobWorker } from './platform/queue/job-worker';
import { Departure } from './platform/shutdown/departure';

/**
 * Ends a process in order. It says that it is leaving and takes no more jobs; goes on as before for
 * a pause, so that whoever sends requests looks elsewhere; takes no more connections; lets requests,
 * streams and jobs finish within some seconds; and lets go of database and queue last.
 *
 * @param pauseMs null for a process that answers no requests.
 */
export async function leaveInOrder(
  app: NestFastifyApplication,
  pauseMs: number | null,
): Promise<void> {
  const departure = app.get(Departure);
  departure.begin();
  // Awaited by its hook. Requests go on meanwhile.
  void app.get(JobWorker).finish();
  if (pauseMs !== null) await sleep(pauseMs);
  departure.giveNotice();
  // The hooks of the application run while requests end: sockets say goodbye, streams hear the last
  // call. It closes the server itself only after them, which would let new requests in for so long.
  const server = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const closed = pauseMs === null ? Promise.resolve() : server.close();
  await app.close();
  await closed;
}
