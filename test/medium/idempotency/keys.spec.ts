import { HeldKey } from '../../../src/domain/idempotency/held-key';
import { Idempotency } from '../../../src/domain/idempotency/idempotency.service';
import type { KeptReply } from '../../../src/domain/idempotency/kept-reply';
import type { Actor } from '../../../src/kernel/actor';
import type { JsonValue } from '../../../src/kernel/json';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const REPLY: KeptReply = {
  status: 202,
  headers: { location: '/v1/things/1' },
  body: Buffer.from('{"secret":"shown once"}'),
};

/** Long after a process that lives has prolonged its lease. */
const RENEWED_MS = 40_000;

describe('Idempotency keys', () => {
  let database: TestDatabase;
  let here: TestProcess;
  let there: TestProcess;
  let ada: Actor;
  let grace: Actor;
  let counter = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    here = await testProcess(database, { jobs: false });
    there = await testProcess(database, { jobs: false });
    ada = await owner('ada');
    grace = await owner('grace');
  });
  beforeEach(() => (counter += 1));
  afterAll(async () => {
    await there.stop();
    await here.stop();
    await database.drop();
  });

  async function owner(name: string): Promise<Actor> {
    const [row] = await database.query<{ id: number; uuid: string }>(
      `INSERT INTO users (email, username, full_name, password_hash)
       VALUES ($1 || '@example.com', $1, $1, 'none') RETURNING id, uuid`,
      [name],
    );
    if (row === undefined) throw new Error('The owner is not in the database.');
    return { userId: row.id, userUuid: row.uuid, sessionId: 'none', grants: [] };
  }

  function begin(
    options: { actor?: Actor; at?: TestProcess; body?: JsonValue; path?: string } = {},
  ): Promise<HeldKey | KeptReply> {
    const { actor = ada, at = here, body = { amount: 1 }, path = '/v1/things' } = options;
    return at.get(Idempotency).begin(actor, `key-${counter}`, {
      caller: 'person',
      method: 'POST',
      path,
      body,
    });
  }

  async function held(begun: Promise<HeldKey | KeptReply>): Promise<HeldKey> {
    const key = await begun;
    if (!(key instanceof HeldKey)) throw new Error('There is a reply already.');
    return key;
  }

  /** As if the process that holds it had died, and its time had passed. */
  async function letLeaseEnd(key: HeldKey): Promise<void> {
    await database.query(`UPDATE idempotency_keys SET lease_until = now() WHERE id = $1`, [
      key.reference,
    ]);
  }

  async function letTimePass(key: HeldKey): Promise<void> {
    await database.query(
      `UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [key.reference],
    );
  }

  it('let one of many begin, whatever the process', async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => begin({ at: index % 2 === 0 ? here : there })),
    );
    const begun = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = attempts.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    );
    expect(begun).toHaveLength(1);
    expect(new Set(refused)).toEqual(new Set(['idempotency_key_in_use']));
    await (begun[0] as HeldKey).keep(REPLY);
    expect(await begin({ at: there })).toEqual(REPLY);
  });

  it('compare requests by what they mean', async () => {
    const key = await held(begin({ body: { a: 1, b: [1, { c: null }] } }));
    await key.keep(REPLY);
    expect(await begin({ body: { b: [1, { c: null }], a: 1 } })).toEqual(REPLY);
    const others: Parameters<typeof begin>[0][] = [
      { body: { a: 1, b: [{ c: null }, 1] } },
      { body: { a: '1', b: [1, { c: null }] } },
      { body: null },
      { body: {} },
      { body: { a: 1, b: [1, { c: null }] }, path: '/v1/others' },
    ];
    for (const other of others) {
      await expect(begin(other)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    }
  });

  it('belong to their owner', async () => {
    await (await held(begin())).keep(REPLY);
    const hers = await held(begin({ actor: grace, body: { amount: 2 } }));
    await hers.keep({ ...REPLY, status: 201 });
    expect(await begin()).toEqual(REPLY);
    expect(await begin({ actor: grace, body: { amount: 2 } })).toMatchObject({ status: 201 });
  });

  it('keep replies sealed', async () => {
    const key = await held(begin());
    await key.keep(REPLY);
    const rows = await database.query<{ row: string }>(
      `SELECT held::text || encode(ciphertext, 'escape') AS row FROM idempotency_keys held
       WHERE id = $1`,
      [key.reference],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toMatch(/shown once|key-\d|things/);
    await database.query(
      `UPDATE idempotency_keys SET ciphertext = set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1)
       WHERE id = $1`,
      [key.reference],
    );
    await expect(begin()).rejects.toMatchObject({ code: 'secret_damaged' });
  });

  it('say so when a reply was too large to keep', async () => {
    await (await held(begin())).keep({ ...REPLY, body: Buffer.alloc(1_048_577, 'x') });
    await expect(begin()).rejects.toMatchObject({ code: 'idempotency_reply_not_kept' });
  });

  it('keep a reply of the largest size to the byte', async () => {
    const body = Buffer.from(Array.from({ length: 1_048_576 }, (_, index) => index % 256));
    await (await held(begin())).keep({ ...REPLY, body });
    const kept = (await begin()) as KeptReply;
    expect(kept.body.equals(body)).toBe(true);
  });

  it('are free for anything after a refusal', async () => {
    await (await held(begin({ body: 'wrong' }))).forget();
    const second = await held(begin({ body: 'right' }));
    await second.keep(REPLY);
    expect(await begin({ body: 'right' })).toEqual(REPLY);
  });

  it('are free for the same request, under the same reference, after a fault', async () => {
    const first = await held(begin());
    await first.release();
    await expect(begin({ body: 'other' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    const second = await held(begin({ at: there }));
    expect(second.reference).toBe(first.reference);
    await second.forget();
    await expect(begin({ body: 'other' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect((await held(begin())).reference).toBe(first.reference);
  });

  it('go to one of many when the process that held one died, which then has no say', async () => {
    const dead = await held(begin());
    await expect(begin({ at: there })).rejects.toMatchObject({ code: 'idempotency_key_in_use' });
    await letLeaseEnd(dead);
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => begin({ at: index % 2 === 0 ? here : there })),
    );
    const heirs = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(heirs).toHaveLength(1);
    const heir = heirs[0] as HeldKey;
    expect(heir.reference).toBe(dead.reference);
    await dead.keep({ ...REPLY, status: 500 });
    await dead.forget();
    await dead.release();
    await expect(begin()).rejects.toMatchObject({ code: 'idempotency_key_in_use' });
    await heir.keep(REPLY);
    expect(await begin()).toEqual(REPLY);
  });

  it('are held on to while their process lives', async () => {
    const key = await held(begin());
    const leaseEnd = async (): Promise<Date | undefined> =>
      (
        await database.query<{ lease_until: Date }>(
          `SELECT lease_until FROM idempotency_keys WHERE id = $1`,
          [key.reference],
        )
      )[0]?.lease_until;
    const before = await leaseEnd();
    await eventually(
      leaseEnd,
      (after) => (after?.getTime() ?? 0) > (before?.getTime() ?? Infinity),
      RENEWED_MS,
    );
    await key.keep(REPLY);
  });

  it('are new after a day, and pruned', async () => {
    const first = await held(begin());
    await first.keep(REPLY);
    await letTimePass(first);
    const second = await held(begin({ body: 'another' }));
    expect(second.reference).not.toBe(first.reference);
    await second.keep(REPLY);
    await letTimePass(second);
    await here.get(Idempotency).prune();
    const rows = await database.query(`SELECT 1 FROM idempotency_keys WHERE id = ANY($1)`, [
      [first.reference, second.reference],
    ]);
    expect(rows).toEqual([]);
  });

  it('are not pruned while they are held or young', async () => {
    const held1 = await held(begin());
    await letTimePass(held1);
    await here.get(Idempotency).prune();
    const rows = await database.query(`SELECT 1 FROM idempotency_keys WHERE id = $1`, [
      held1.reference,
    ]);
    expect(rows).toHaveLength(1);
    await held1.release();
  });
});
