import { deepStrictEqual } from 'node:assert/strict';
import { newKeyText } from '../../src/domain/api-keys/key-text';
import { ApiClient } from '../api-client';
import type { Crowd } from '../crowd';
import { keyHolders } from '../key-holders';
import { requestBytes } from '../load/http-connection';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { compareRates, CONNECTIONS, shown, type Stream } from './rate';

const ROUNDS = 9;
const WARM_UP = 4_000;
const REQUESTS = 2_000;
const GOAL = 0.6;

/**
 * Who a key belongs to: once by 32 programs that ask all the time, and once with another key for
 * each request. The floor hashes the key and asks one question.
 */
export async function measureProfile(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const few = await keyHolders(stage.pool, crowd, CONNECTIONS);
  const many = await keyHolders(stage.pool, crowd, ROUNDS * REQUESTS);
  await crowd.settle();
  await requireSameProfile(stage, few[0] as string);
  await compareRates(stage, asking(few, WARM_UP), 1);
  const steady = await compareRates(stage, asking(few, REQUESTS), ROUNDS);
  const passing = await compareRates(stage, asking(many, REQUESTS), ROUNDS);
  return [
    {
      measure: '`GET /v1/user/profile` by key: replies per second',
      ...shown(steady),
      goal: `≥ ${GOAL}`,
      isMet: steady.ratio >= GOAL,
    },
    { measure: '… each request with another key', ...shown(passing) },
  ];
}

/** A floor is one only if it says the same, and refuses the same. Raises AssertionError if not. */
async function requireSameProfile(stage: Stage, key: string): Promise<void> {
  const [trellis, floor] = [stage.trellis, stage.floor].map(
    ({ address }) => new ApiClient(address, null, '/v1'),
  ) as [ApiClient, ApiClient];
  const path = '/user/profile';
  const reply: unknown = JSON.parse(await trellis.as(key).text('GET', path));
  deepStrictEqual(JSON.parse(await floor.as(key).text('GET', path)), reply);
  for (const other of [newKeyText(), `${key.slice(0, -1)}_`, 'nothing']) {
    const statuses = [
      await trellis.as(other).status('GET', path),
      await floor.as(other).status('GET', path),
    ];
    deepStrictEqual(statuses, [401, 401]);
  }
}

function asking(keys: readonly string[], count: number): Stream {
  return {
    requests: keys.map((key) => requestBytes('GET', '/v1/user/profile', key)),
    count,
    isRight: ({ body }) => body.includes('"tokens_earned":1250'),
  };
}
