import { randomUUID } from 'node:crypto';
import { DeliveryClaimsRepository } from '../../../src/domain/webhooks/delivery-claims.repository';
import type { ClaimedDelivery } from '../../../src/domain/webhooks/webhook-delivery';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const ALL = { all: 100, slow: 100 };

describe('Turns of webhook deliveries', () => {
  let database: TestDatabase;
  let caller: TestProcess;
  let claims: DeliveryClaimsRepository;

  beforeAll(async () => {
    database = await createTestDatabase();
    caller = await testProcess(database, { jobs: false });
    claims = caller.get(DeliveryClaimsRepository);
  });
  afterAll(async () => {
    await caller.stop();
    await database.drop();
  });
  beforeEach(() => database.query(`DELETE FROM users`));

  async function owner(): Promise<number> {
    const [row] = await database.query<{ id: number }>(
      `INSERT INTO users (uuid, email, username, full_name, password_hash)
       VALUES ($1::uuid, $1::text || '@example.com', $1::text, 'Ada', '!') RETURNING id`,
      [randomUUID()],
    );
    return row?.id ?? 0;
  }

  /** An endpoint for which so many deliveries are due, the oldest first. */
  async function endpoint(
    userId: number,
    due: number,
    { host = `${randomUUID()}.example`, isSlow = false } = {},
  ): Promise<string> {
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO webhook_endpoints (user_id, url, host, events, ciphertext, nonce, key_id, is_slow)
       VALUES ($1, 'https://' || $2, $2, '{task.completed}', '', '', '', $3) RETURNING id`,
      [userId, host, isSlow],
    );
    const id = row?.id ?? '';
    await database.query(
      `INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, data, occurred_at,
         next_attempt_at)
       SELECT $1, gen_random_uuid(), 'task.completed', jsonb_build_object('points', place), now(),
              now() - interval '1 hour' + make_interval(secs => place)
       FROM generate_series(1, $2) AS place`,
      [id, due],
    );
    return id;
  }

  /** How many were claimed of each endpoint. */
  function counted(claimed: readonly ClaimedDelivery[]): Record<string, number> {
    const byEndpoint = Object.groupBy(claimed, ({ endpointId }) => endpointId);
    return Object.fromEntries(
      Object.entries(byEndpoint).map(([id, some]) => [id, some?.length ?? 0]),
    );
  }

  it('are the oldest first, two at once for an endpoint', async () => {
    const id = await endpoint(await owner(), 5);
    const first = await claims.claim(ALL);
    expect(first.map(({ data }) => data['points']).toSorted()).toEqual([1, 2]);
    expect(await claims.claim(ALL)).toEqual([]);
    const [done] = first;
    await claims.release(done?.id ?? '', done?.claim ?? '');
    expect(counted(await claims.claim(ALL))).toEqual({ [id]: 1 });
  });

  it('are four at once for an owner, and eight for a host', async () => {
    const one = await owner();
    for (let count = 0; count < 5; count += 1) await endpoint(one, 3);
    expect(await claims.claim(ALL)).toHaveLength(4);
    for (let count = 0; count < 6; count += 1) {
      await endpoint(await owner(), 3, { host: 'shared.example' });
    }
    expect(await claims.claim(ALL)).toHaveLength(8);
    expect(await claims.claim(ALL)).toHaveLength(0);
  });

  it('go round: one of each before a second of anybody, who waited longest first', async () => {
    const [a, b, c] = [
      await endpoint(await owner(), 50),
      await endpoint(await owner(), 50),
      await endpoint(await owner(), 50),
    ];
    expect(counted(await claims.claim({ all: 3, slow: 3 }))).toEqual({ [a]: 1, [b]: 1, [c]: 1 });
    await database.query(
      `UPDATE webhook_endpoints SET last_served_at = now() - interval '1 minute' WHERE id = $1`,
      [b],
    );
    expect(counted(await claims.claim({ all: 1, slow: 1 }))).toEqual({ [b]: 1 });
  });

  it('leave slots to those who answer, however many others do not', async () => {
    for (let count = 0; count < 8; count += 1) await endpoint(await owner(), 2, { isSlow: true });
    const quick = await endpoint(await owner(), 2);
    const claimed = await claims.claim({ all: 6, slow: 3 });
    expect(claimed.filter(({ isSlow }) => isSlow)).toHaveLength(3);
    expect(counted(claimed)[quick]).toBe(2);
    expect(await claims.claim({ all: 6, slow: 0 })).toEqual([]);
  });

  it('never go to two at once, however many ask', async () => {
    for (let count = 0; count < 10; count += 1) await endpoint(await owner(), 4);
    const rounds = await Promise.all(
      Array.from({ length: 8 }, () => claims.claim({ all: 5, slow: 5 })),
    );
    const claimed = rounds.flat();
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length);
    expect(Math.max(...Object.values(counted(claimed)))).toBeLessThanOrEqual(2);
    expect(claimed).toHaveLength(20);
  });

  it('are not for endpoints that are disabled, nor for closed accounts', async () => {
    const closed = await owner();
    await endpoint(closed, 1);
    await database.query(`UPDATE users SET is_active = false WHERE id = $1`, [closed]);
    const disabled = await endpoint(await owner(), 1);
    await database.query(
      `UPDATE webhook_endpoints SET status = 'disabled', disabled_because = 'failing',
         disabled_at = now() WHERE id = $1`,
      [disabled],
    );
    expect(await claims.claim(ALL)).toEqual([]);
    await claims.endWithoutOwner();
    const rows = await database.query(
      `SELECT endpoint.disabled_because, delivery.status FROM webhook_endpoints endpoint
       JOIN webhook_deliveries delivery ON delivery.endpoint_id = endpoint.id ORDER BY 1`,
    );
    expect(rows).toEqual([
      { disabled_because: 'failing', status: 'pending' },
      { disabled_because: 'owner_inactive', status: 'cancelled' },
    ]);
  });

  it('come back when a claim runs out, and end with the ninth try', async () => {
    const id = await endpoint(await owner(), 2);
    await claims.claim(ALL);
    await claims.recover();
    expect(await claims.claim(ALL)).toEqual([]);
    await database.query(
      `UPDATE webhook_deliveries SET claimed_until = now() - interval '1 second',
         tries = CASE WHEN data ->> 'points' = '1' THEN 9 ELSE 1 END`,
    );
    await claims.recover();
    expect(counted(await claims.claim(ALL))).toEqual({ [id]: 1 });
    const rows = await database.query(
      `SELECT status, last_error FROM webhook_deliveries ORDER BY status`,
    );
    expect(rows).toEqual([
      { status: 'failed', last_error: 'interrupted' },
      { status: 'pending', last_error: 'interrupted' },
    ]);
  });

  it('come to others beside a backlog of thousands', async () => {
    const behind = await endpoint(await owner(), 10_000);
    const quick = await endpoint(await owner(), 1);
    expect(counted(await claims.claim(ALL))).toEqual({ [behind]: 2, [quick]: 1 });
  });
});
