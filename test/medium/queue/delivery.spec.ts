import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistrationService } from '../../../src/domain/auth/registration.service';
import { SEND_INVITATION } from '../../../src/domain/coach/coach.jobs';
import { SEND_DUE_EMAILS } from '../../../src/domain/email/email.jobs';
import { JobWorker } from '../../../src/platform/queue/job-worker';
import { Outbox } from '../../../src/platform/queue/outbox';
import { Topics } from '../../../src/platform/topics/topics';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const DELIVERY_MS = 60_000;
const POLICY = { issuer: 'learning', days: 30 };

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('Delivery of what the outbox holds', () => {
  let database: TestDatabase;
  let caller: TestProcess;
  let workers: TestProcess[];

  beforeAll(async () => {
    database = await createTestDatabase();
    caller = await testProcess(database, { jobs: false });
    workers = [
      await testProcess(database, { jobs: true }),
      await testProcess(database, { jobs: true }),
    ];
  });
  afterAll(async () => {
    for (const process of [...workers, caller]) await process.stop();
    await database.drop();
  });

  const mailboxOf = (worker: TestProcess) => join(worker.dataFolder, 'mailbox');

  function mails(of = workers): string[] {
    return of.flatMap((worker) => {
      const folder = mailboxOf(worker);
      if (!existsSync(folder)) return [];
      return readdirSync(folder).map((name) => {
        expect(name).toMatch(/^[0-9a-f]{32}\.eml$/);
        return readFileSync(join(folder, name), 'utf8');
      });
    });
  }

  const mailsTo = (email: string, of = workers) =>
    mails(of).filter((mail) => mail.includes(`To: ${email}\r\n`));

  async function waiting(): Promise<number> {
    const [row] = await database.query<{ count: number }>('SELECT count(*)::int FROM outbox');
    return row?.count ?? 0;
  }

  /** Jobs of the fast queue that were carried out, that failed for good, and that are under way. */
  async function jobCounts(): Promise<{ completed: number; failed: number; open: number }> {
    const queue = await caller.get(JobWorker).queue('fast');
    const states = ['completed', 'failed', 'waiting', 'active'] as const;
    const { completed = 0, failed = 0, ...open } = await queue.getJobCounts(...states);
    return { completed, failed, open: Object.values(open).reduce((sum, count) => sum + count, 0) };
  }

  /** The same once nothing is on its way any more, so that what is counted next is a test's own. */
  async function countsAtRest(): ReturnType<typeof jobCounts> {
    await eventually(waiting, (count) => count === 0, DELIVERY_MS);
    return eventually(jobCounts, ({ open }) => open === 0, DELIVERY_MS);
  }

  async function register(email: string): Promise<number> {
    const { user } = await caller
      .get(RegistrationService)
      .register(
        { email, password: 'a long enough phrase', fullName: 'Zoë 🌱 Lovelace', role: 'STUDENT' },
        POLICY,
      );
    return user.id;
  }

  it('writes the welcome mail as a file that mail programs open', async () => {
    await register('ada@example.com');
    const [mail = ''] = await eventually(
      async () => mailsTo('ada@example.com'),
      (found) => found.length > 0,
      DELIVERY_MS,
    );
    const [head = '', ...paragraphs] = mail.split('\r\n\r\n');
    expect(head).toMatch(/^From: Trellis <no-reply@trellis\.example>\r$/m);
    expect(head).toMatch(/^Subject: Welcome to Trellis\r$/m);
    expect(head).toMatch(/^Message-ID: <[^>]+>\r$/m);
    expect(head).toMatch(/^Date: .+\r$/m);
    expect(head).toMatch(/^MIME-Version: 1\.0/m);
    expect(head).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(paragraphs[0]).toMatch(/^Content-Type: text\/plain; charset=utf-8\r?$/m);
    expect(paragraphs[0]).toMatch(/^Content-Transfer-Encoding: quoted-printable\r?$/m);
    expect(fromQuotedPrintable(paragraphs[1] ?? '')).toBe('Hello Zoë 🌱 Lovelace,');
    expect(fromQuotedPrintable(mail)).toContain('<p>Hello Zoë 🌱 Lovelace,</p>');
    expect(mail.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('sends each of many mails once, whichever of two workers finds it', async () => {
    const emails = Array.from({ length: 12 }, (_, index) => `friend-${index}@example.com`);
    const before = await countsAtRest();
    await Promise.all(emails.map(register));
    await eventually(waiting, (count) => count === 0, DELIVERY_MS);
    const after = await eventually(
      jobCounts,
      ({ completed, open }) => open === 0 && completed >= before.completed + emails.length,
      DELIVERY_MS,
    );
    expect(after).toEqual({ ...before, completed: before.completed + emails.length });
    expect(emails.map((email) => mailsTo(email).length)).toEqual(emails.map(() => 1));
  });

  it('delivers the same mail once, however often it is asked for', async () => {
    const before = await countsAtRest();
    await register('grace@example.com');
    const outbox = caller.get(Outbox);
    for (let round = 0; round < 3; round += 1) {
      await outbox.enqueue(SEND_DUE_EMAILS, {});
    }
    await eventually(
      jobCounts,
      ({ completed, open }) => open === 0 && completed >= before.completed + 4,
      DELIVERY_MS,
    );
    const copies = workers.map((worker) => mailsTo('grace@example.com', [worker]).length);
    expect(Math.max(...copies)).toBe(1);
  });

  it('tries a mail again that could not be written', async () => {
    for (const worker of workers) {
      rmSync(mailboxOf(worker), { recursive: true, force: true });
      writeFileSync(mailboxOf(worker), 'a file where the folder should be');
    }
    await register('henry@example.com');
    await eventually(waiting, (count) => count === 0, DELIVERY_MS);
    for (const worker of workers) rmSync(mailboxOf(worker));
    const found = await eventually(
      async () => mailsTo('henry@example.com'),
      (all) => all.length > 0,
      DELIVERY_MS,
    );
    expect(found).toHaveLength(1);
  });

  it('does without a mail about an invitation that is gone', async () => {
    const counts = await countsAtRest();
    const before = { mails: mails().length, ...counts };
    await caller.get(Outbox).enqueue(SEND_INVITATION, { invitationId: randomUUID() });
    await eventually(jobCounts, ({ completed }) => completed > before.completed, DELIVERY_MS);
    expect(mails()).toHaveLength(before.mails);
  });

  it('leaves a job that it does not know for a process that does, and goes on', async () => {
    await database.query(
      `INSERT INTO outbox (kind, name, payload) VALUES ('job', 'later.version', '{}')`,
    );
    await register('iris@example.com');
    await eventually(
      async () => mailsTo('iris@example.com').length,
      (count) => count === 1,
      DELIVERY_MS,
    );
    // A job may be done before the statement that took it from the outbox is committed.
    await eventually(waiting, (count) => count === 1, DELIVERY_MS);
    expect(await database.query('SELECT name FROM outbox')).toEqual([{ name: 'later.version' }]);
    await database.query('TRUNCATE outbox');
  });

  it('tells every process that listens what one of them publishes', async () => {
    const heard: unknown[][] = [[], []];
    const processes = [caller, ...workers.slice(0, 1)];
    const unsubscribes = await Promise.all(
      processes.map((process, index) =>
        process.get(Topics).subscribe('kettle.boiled', (data) => heard[index]?.push(data)),
      ),
    );
    await caller.get(Topics).publish('kettle.boiled', { cups: 2 });
    await eventually(
      async () => heard.map((messages) => messages.length),
      (counts) => counts.every((count) => count > 0),
      DELIVERY_MS,
    );
    expect(heard).toEqual([[{ cups: 2 }], [{ cups: 2 }]]);
    for (const unsubscribe of unsubscribes) unsubscribe();
  });
});
