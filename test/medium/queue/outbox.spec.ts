import { randomUUID } from 'node:crypto';
import { RegistrationService } from '../../../src/domain/auth/registration.service';
import { SEND_INVITATION } from '../../../src/domain/coach/coach.jobs';
import { UsersRepository } from '../../../src/domain/users/users.repository';
import { Database } from '../../../src/platform/database/database';
import { Outbox } from '../../../src/platform/queue/outbox';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const POLICY = { issuer: 'learning', days: 30 };

/** All wait until the last has arrived and looked around; `seen` is what it saw. */
function meetingOf<Seen>(size: number, lookAround: () => Promise<Seen>) {
  const everybody = Promise.withResolvers<Seen>();
  let missing = size;
  return {
    seen: everybody.promise,
    arrive: async (): Promise<void> => {
      missing -= 1;
      if (missing === 0) lookAround().then(everybody.resolve, everybody.reject);
      await everybody.promise;
    },
  };
}

describe('The outbox, while nobody sends on what it holds', () => {
  let database: TestDatabase;
  let process: TestProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
  });
  beforeEach(() => database.query('TRUNCATE outbox'));
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  const outboxRows = () => database.query('SELECT kind, name, payload FROM outbox');
  const mailsTo = (userId: number) =>
    database.query('SELECT template, status FROM email_messages WHERE user_id = $1', [userId]);
  const usersCalled = (email: string) =>
    database.query('SELECT id FROM users WHERE email = $1', [email]);

  function registration(email: string) {
    return {
      email,
      password: 'a long enough phrase',
      fullName: 'Ada Lovelace',
      role: 'STUDENT' as const,
    };
  }

  function newUser(email: string) {
    return {
      email,
      username: `learner-${randomUUID()}`,
      fullName: 'Ada Lovelace',
      passwordHash: 'not a hash',
      locale: 'en',
      timeZone: 'UTC',
    };
  }

  it('holds the welcome mail of a registration, from the moment the account exists', async () => {
    const { user } = await process
      .get(RegistrationService)
      .register(registration('ada@example.com'), POLICY);
    expect(await outboxRows()).toEqual([{ kind: 'job', name: 'email.send-due', payload: {} }]);
    expect(await mailsTo(user.id)).toEqual([{ template: 'welcome', status: 'queued' }]);
  });

  it('holds nothing of a registration that was rolled back', async () => {
    const failing = process.get(Database).transaction(async () => {
      await process.get(RegistrationService).register(registration('ben@example.com'), POLICY);
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    expect(await outboxRows()).toEqual([]);
    expect(await usersCalled('ben@example.com')).toEqual([]);
  });

  it('holds nothing of a registration that was refused', async () => {
    await process.get(RegistrationService).register(registration('cleo@example.com'), POLICY);
    const again = process
      .get(RegistrationService)
      .register(registration('CLEO@example.com'), POLICY);
    await expect(again).rejects.toMatchObject({ code: 'email_taken' });
    expect(await outboxRows()).toHaveLength(1);
  });

  it('rolls back both features when the second fails', async () => {
    const failing = process.get(Database).transaction(async () => {
      await process.get(UsersRepository).insert(newUser('dora@example.com'));
      await process.get(Outbox).enqueue(SEND_INVITATION, { invitationId: 7 as never });
    });
    await expect(failing).rejects.toThrow();
    expect(await usersCalled('dora@example.com')).toEqual([]);
    expect(await outboxRows()).toEqual([]);
  });

  it('rolls back both features when the second fails inside the database', async () => {
    const failing = process.get(Database).transaction(async () => {
      await process.get(Outbox).enqueue(SEND_INVITATION, { invitationId: randomUUID() });
      await process.get(UsersRepository).insert(newUser('emil@example.com'));
      await process.get(UsersRepository).grant(2_000_000_000, 'STUDENT', null);
    });
    await expect(failing).rejects.toThrow();
    expect(await usersCalled('emil@example.com')).toEqual([]);
    expect(await outboxRows()).toEqual([]);
  });

  it('lets transactions inside a transaction join it', async () => {
    const data = process.get(Database);
    const transactionId = async () =>
      (await data.queryOne<{ id: string }>('SELECT txid_current()::text AS id'))?.id;
    const ids = await data.transaction(async () => {
      const outer = await transactionId();
      const inner = await data.transaction(() => data.transaction(transactionId));
      return { outer, inner, after: await transactionId() };
    });
    expect(ids.inner).toBe(ids.outer);
    expect(ids.after).toBe(ids.outer);
    expect(await transactionId()).not.toBe(ids.outer);
    const failing = data.transaction(async () => {
      await data.transaction(() => process.get(UsersRepository).insert(newUser('fay@example.com')));
      throw new Error('the outer one fails');
    });
    await expect(failing).rejects.toThrow('the outer one fails');
    expect(await usersCalled('fay@example.com')).toEqual([]);
  });

  it('shows nothing to others before the transaction ends, and keeps neighbours apart', async () => {
    const data = process.get(Database);
    const emails = Array.from({ length: 6 }, (_, index) => `neighbour-${index}@example.com`);
    const { arrive: inserted, seen } = meetingOf(emails.length, async () =>
      database.query(`SELECT 1 FROM users WHERE email LIKE 'neighbour-%'`),
    );
    const outcomes = await Promise.allSettled(
      emails.map((email, index) =>
        data.transaction(async () => {
          await process.get(UsersRepository).insert(newUser(email));
          await inserted();
          if (index % 2 === 1) throw new Error('every other one fails');
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(await seen).toEqual([]);
    const stored = await database.query<{ email: string }>(
      `SELECT email FROM users WHERE email LIKE 'neighbour-%' ORDER BY email`,
    );
    expect(stored.map((row) => row.email)).toEqual([emails[0], emails[2], emails[4]]);
  });
});
