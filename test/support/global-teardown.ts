import { rmSync } from 'node:fs';

/** Stops the run's servers and removes their folders. */
export default async function globalTeardown(): Promise<void> {
  const redis = globalThis.trellisTestRedis;
  if (redis !== undefined) {
    await redis.server.stop();
    rmSync(redis.folder, { recursive: true, force: true });
  }
  const server = globalThis.trellisTestServer;
  if (server === undefined) return;
  await server.postgres.stop();
  rmSync(server.folder, { recursive: true, force: true });
}
