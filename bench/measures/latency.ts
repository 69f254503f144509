import { setTimeout as sleep } from 'node:timers/promises';
import type { Closers } from '../closers';
import { quantile } from '../load/quantiles';
import { now } from '../realtime/audience';
import { openHall } from '../realtime/hall';
import { listen } from '../realtime/listener';
import { startRedis } from '../redis-server';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const WARM_UP = 100;
const EVENTS = 300;
const PAUSE_MS = 20;
const MOST_MS = 10_000;

const PROFILES = {
  postgresql: { name: 'PostgreSQL', goal: 30 },
  redis: { name: 'Redis', goal: 10 },
};

/**
 * How soon an event that one process sends on reaches a client of another: from before the change is
 * written to the database to the client's socket.
 */
export async function measureLatency(stage: Stage, closers: Closers): Promise<Finding[]> {
  const redis = await startRedis();
  if (redis === null) {
    return [
      await measureOn(stage, closers, 'postgresql', {}),
      { measure: '… over Redis: no redis-server on this machine', trellis: '–' },
    ];
  }
  closers.add(redis.stop);
  return [
    await measureOn(stage, closers, 'postgresql', {}),
    await measureOn(stage, closers, 'redis', { REDIS_URL: redis.url }),
  ];
}

async function measureOn(
  stage: Stage,
  closers: Closers,
  profile: keyof typeof PROFILES,
  environment: Readonly<Record<string, string>>,
): Promise<Finding> {
  const hall = await openHall(stage, closers, { worker: true, environment });
  const [student] = await hall.crowd.students(1);
  if (student === undefined) throw new Error('Nobody came.');
  await hall.enrol([student.id]);
  await hall.crowd.settle();
  let arrival = Promise.withResolvers<number>();
  const hangUp = await listen({
    wire: 'plain',
    port: hall.api.port,
    token: student.token,
    topic: `course:${hall.courseId}`,
    onEvent: () => arrival.resolve(now()),
    onLost: (reason) => arrival.reject(new Error(reason)),
  });
  const delays: number[] = [];
  for (let event = 0; event < WARM_UP + EVENTS; event += 1) {
    arrival = Promise.withResolvers<number>();
    const lost = setTimeout(() => arrival.reject(new Error('An event did not come.')), MOST_MS);
    const told = now();
    await hall.tell(1);
    const delay = (await arrival.promise) - told;
    clearTimeout(lost);
    if (event >= WARM_UP) delays.push(delay);
    await sleep(PAUSE_MS);
  }
  hangUp();
  await hall.close();
  const { name, goal } = PROFILES[profile];
  const p50 = quantile(delays, 0.5);
  return {
    measure: `an event from one process to a client of another, over ${name}: p50, p99`,
    trellis: `${p50.toFixed(1)} ms, ${quantile(delays, 0.99).toFixed(1)} ms`,
    goal: `p50 ≤ ${goal} ms`,
    isMet: p50 <= goal,
  };
}
