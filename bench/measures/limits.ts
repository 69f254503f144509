import type { Closers } from '../closers';
import type { Crowd } from '../crowd';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import { median } from '../load/quantiles';
import { startRedis } from '../redis-server';
import type { Finding } from '../report';
import type { ServerProcess } from '../server-process';
import type { Stage } from '../stage';
import { CONNECTIONS } from './rate';

/** Two processes of the same program differ by more than the counting costs, so each starts anew. */
const SITTINGS = 5;
const ROUNDS = 5;
const WARM_UP = 4_000;
const REQUESTS = 2_000;
/** How much of the throughput counting may cost, in percent. */
const GOAL_PERCENT = 10;

interface Contender {
  readonly name: 'off' | 'memory' | 'redis' | 'postgres';
  readonly server: ServerProcess;
}

/**
 * What the rate limits cost: the same request at four processes that count nowhere, in their memory,
 * in Redis and in PostgreSQL. They take turns, in another order each round.
 */
export async function measureLimits(
  stage: Stage,
  crowd: Crowd,
  closers: Closers,
): Promise<Finding[]> {
  const redis = await startRedis();
  if (redis !== null) closers.add(redis.stop);
  const students = await crowd.students(CONNECTIONS);
  await crowd.settle();
  const requests = students.map(({ token }) => requestBytes('GET', '/api/v1/users/me', token));
  const rateOf = async ({ server }: Contender, count: number): Promise<number> => {
    const { perSecond } = await saturate({
      port: server.port,
      requests: Array.from(
        { length: count },
        (_, index) => requests[index % requests.length] as Buffer,
      ),
      connections: CONNECTIONS,
      isRight: ({ body }) => body.includes('"current_streak_days":4'),
    });
    return perSecond;
  };
  const rounds: Map<Contender['name'], number>[] = [];
  for (let sitting = 0; sitting < SITTINGS; sitting += 1) {
    const contenders = await start(stage, redis?.url ?? null);
    for (const contender of contenders) await rateOf(contender, WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = contenders.map((_, index) => contenders[(index + round) % contenders.length]);
      const rates = new Map<Contender['name'], number>();
      for (const contender of order as Contender[]) {
        rates.set(contender.name, await rateOf(contender, REQUESTS));
      }
      rounds.push(rates);
    }
    await Promise.all(contenders.map(({ server }) => server.stop()));
  }
  return [
    finding('memory', rounds, true),
    redis === null
      ? { measure: 'rate limits in Redis: no redis-server on this machine', trellis: '–' }
      : finding('redis', rounds, true),
    finding('postgres', rounds, false),
  ];
}

async function start(stage: Stage, redisUrl: string | null): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const name of ['off', 'memory', 'redis', 'postgres'] as const) {
    if (name === 'redis' && redisUrl === null) continue;
    const server = await stage.serve({
      path: 'src/main.js',
      environment: {
        HOST: '127.0.0.1',
        RATE_LIMITS: name,
        // For all of them, so that nothing but the counting differs.
        ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
      },
    });
    contenders.push({ name, server });
  }
  return contenders;
}

const PLACES = {
  off: 'nowhere',
  memory: 'in memory',
  redis: 'in Redis',
  postgres: 'in PostgreSQL',
};

function finding(
  name: Exclude<Contender['name'], 'off'>,
  rounds: readonly ReadonlyMap<Contender['name'], number>[],
  hasGoal: boolean,
): Finding {
  const ratio = median(rounds.map((rates) => (rates.get(name) ?? 0) / (rates.get('off') ?? 1)));
  const cost = 100 * (1 - ratio);
  const rate = (which: Contender['name']) =>
    median(rounds.map((rates) => rates.get(which) ?? 0)).toFixed(0);
  return {
    measure: `\`GET /users/me\`, counted ${PLACES[name]}: replies per second, and without counting`,
    trellis: `${rate(name)} (costs ${cost.toFixed(1)} %)`,
    floor: rate('off'),
    ratio,
    ...(hasGoal ? { goal: `costs ≤ ${GOAL_PERCENT} %`, isMet: cost <= GOAL_PERCENT } : {}),
  };
}
