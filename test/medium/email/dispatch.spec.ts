import { EmailComposer } from '../../../src/domain/email/email-composer.service';
import { EmailDispatchRepository } from '../../../src/domain/email/email-dispatch.repository';
import { EmailDispatch } from '../../../src/domain/email/email-dispatch.service';
import { OutgoingEmails } from '../../../src/domain/email/outgoing-emails.service';
import { SuppressionsRepository } from '../../../src/domain/email/suppressions.repository';
import { Database } from '../../../src/platform/database/database';
import { MAILER, type Mailer } from '../../../src/platform/mail/mailer';
import { eventually } from '../../support/eventually';
import { mailServer, type MailServer } from '../../support/mail-server';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const SOON_MS = 30_000;

describe('The queue of mails', () => {
  let server: MailServer;
  let database: TestDatabase;
  let process: TestProcess;

  beforeAll(async () => {
    server = await mailServer();
    database = await createTestDatabase();
    process = await testProcess(database, {
      jobs: false,
      environment: { SMTP_URL: `smtp://${server.host}:${server.port}` },
    });
  });
  beforeEach(async () => {
    server.behave('accept');
    await database.query('TRUNCATE email_messages, email_suppressions, outbox');
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
    await server.stop();
  });

  /** A run like that of another process: nothing but the database is shared. */
  const runner = () =>
    new EmailDispatch(
      process.get(EmailDispatchRepository),
      process.get(EmailComposer),
      process.get(SuppressionsRepository),
      process.get<Mailer>(MAILER),
    );
  const queue = (key: string, address = `${key}@example.com`) =>
    process.get(OutgoingEmails).queue({
      key,
      template: 'milestone',
      to: { address, name: 'Ada' },
      variables: { milestone: 'You finished a course' },
    });
  const statuses = async () => {
    const rows = await database.query<{ status: string; count: number }>(
      'SELECT status, count(*)::int FROM email_messages GROUP BY status',
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  };
  const messageIds = () => server.mails.map(({ email }) => email.messageId);

  it('sends each of 500 mails exactly once, four runs side by side', async () => {
    const before = server.mails.length;
    await database.query(
      `INSERT INTO email_messages (key, address, template, variables, category)
       SELECT 'many-' || n, 'many-' || n || '@example.com', 'milestone',
              '{"milestone": "You are one of many"}', 'milestone'
       FROM generate_series(1, 500) n`,
    );
    const runners = [runner(), runner(), runner(), runner()];
    await Promise.all(runners.flatMap((run) => [run.sendDue(), run.sendDue()]));
    await eventually(statuses, ({ sent }) => sent === 500, SOON_MS);
    const arrived = server.mails.slice(before);
    expect(arrived).toHaveLength(500);
    expect(new Set(arrived.flatMap(({ to }) => to)).size).toBe(500);
    expect(new Set(messageIds().slice(before)).size).toBe(500);
    await runner().sendDue();
    expect(server.mails).toHaveLength(before + 500);
    expect(server.connections).toBeLessThanOrEqual(20);
  }, 60_000);

  it('keeps one mail for one key, also of two transactions at once', async () => {
    const ids = await Promise.all([0, 1, 2, 3].map(() => queue('one')));
    expect(new Set(ids).size).toBe(1);
    expect(await statuses()).toEqual({ queued: 1 });
  });

  it('holds nothing of a transaction that was rolled back', async () => {
    const failing = process.get(Database).transaction(async () => {
      await queue('lost');
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    expect(await statuses()).toEqual({});
    expect(await database.query('SELECT 1 FROM outbox')).toEqual([]);
  });

  it('takes an alert about a student in danger first, though its address is suppressed', async () => {
    const emails = process.get(OutgoingEmails);
    const to = (name: string) => ({ address: `${name}@example.com` });
    await database.query(
      `INSERT INTO email_suppressions (address, reason)
       VALUES ('alert@example.com', 'bounce'), ('week@example.com', 'bounce')`,
    );
    const week = { completed_items: 1, chat_messages: 1, streak_days: 1 };
    const alert = { is_escalated: false, student_name: 'Sam', case_url: 'https://example.com/1' };
    await emails.queue({
      key: 'week',
      template: 'weekly-progress',
      to: to('week'),
      variables: week,
    });
    await queue('plain');
    await emails.queue({
      key: 'alert',
      template: 'crisis-alert',
      to: to('alert'),
      variables: alert,
    });
    const queued = process.get(EmailDispatchRepository);
    const { claim, ids } = await queued.claim(20);
    const order = await database.query<{ key: string }>(
      'SELECT key FROM email_messages ORDER BY array_position($1::uuid[], id)',
      [ids],
    );
    expect(order.map(({ key }) => key)).toEqual(['alert', 'plain', 'week']);
    await queued.release(claim, 0);
    await runner().sendDue();
    expect(await statuses()).toEqual({ sent: 2, suppressed: 1 });
    expect((await server.mailsTo('alert@example.com'))[0]?.email.subject).toBe(
      'A student may need you now',
    );
  });

  it('takes up what a process left behind that died, as the same mail, and not before', async () => {
    const id = await queue('left-behind');
    const dead = process.get(EmailDispatchRepository);
    const { claim } = await dead.claim(20);
    expect(await dead.begin(id, claim)).toMatchObject({ id, attempts: 1 });
    await runner().sendDue();
    expect(await statuses()).toEqual({ sending: 1 });
    await database.query(`UPDATE email_messages SET claimed_until = now() - interval '1 second'`);
    await runner().sendDue();
    expect(await statuses()).toEqual({ sent: 1 });
    await dead.finish(id, claim, { status: 'failed', error: 'too late' });
    expect(await statuses()).toEqual({ sent: 1 });
    const [first] = await server.mailsTo('left-behind@example.com');
    await database.query(`UPDATE email_messages SET status = 'queued', send_at = now()`);
    await runner().sendDue();
    const [, second] = await server.mailsTo('left-behind@example.com', 2);
    expect(second?.email.messageId).toBe(first?.email.messageId);
  });

  it('does not begin what was claimed and cancelled, or claimed by another run since', async () => {
    const id = await queue('changed-mind');
    const queued = process.get(EmailDispatchRepository);
    const { claim } = await queued.claim(20);
    expect((await queued.claim(20)).ids).toEqual([]);
    await database.query(`UPDATE email_messages SET claimed_until = now() - interval '1 second'`);
    const next = await queued.claim(20);
    expect(next.ids).toEqual([id]);
    expect(await queued.begin(id, claim)).toBeNull();
    await database.query(`UPDATE email_messages SET status = 'cancelled'`);
    expect(await queued.begin(id, next.claim)).toBeNull();
  });

  it('spends no tries on a server that is left alone for failing too often', async () => {
    server.behave({ status: 451 });
    for (let index = 0; index < 30; index += 1) await queue(`away-${index}`);
    await runner().sendDue();
    const rows = await database.query<{ attempts: number; status: string }>(
      'SELECT attempts, status FROM email_messages',
    );
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['queued']));
    const tried = rows.filter(({ attempts }) => attempts > 0);
    expect(tried.length).toBeGreaterThanOrEqual(5);
    expect(tried.length).toBeLessThanOrEqual(8);
    const { ids } = await process.get(EmailDispatchRepository).claim(30);
    expect(ids.length).toBeLessThanOrEqual(10);
  });

  it('fails a mail whose words don’t fit, once and for all', async () => {
    await process.get(OutgoingEmails).queue({
      key: 'unfit',
      template: 'milestone',
      to: { address: 'unfit@example.com' },
    });
    await runner().sendDue();
    expect(await database.query('SELECT status, last_error FROM email_messages')).toEqual([
      { status: 'failed', last_error: 'email_unwritable' },
    ]);
  });
});
