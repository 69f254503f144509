import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmailDispatch } from '../../../src/domain/email/email-dispatch.service';
import { EmailPersonalData } from '../../../src/domain/email/email-personal-data';
import { OutgoingEmails } from '../../../src/domain/email/outgoing-emails.service';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

describe('The mailbox folder', () => {
  let database: TestDatabase;
  let process: TestProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  async function user(email: string): Promise<{ id: number; uuid: string; email: string }> {
    const [row] = await database.query<{ id: number; uuid: string }>(
      `INSERT INTO users (email, username, full_name, password_hash)
       VALUES ($1::text, $1::text, 'Ada', '-') RETURNING id, uuid`,
      [email],
    );
    return { ...(row as { id: number; uuid: string }), email };
  }

  const mailbox = () => join(process.dataFolder, 'mailbox');
  const subjects = () =>
    readdirSync(mailbox())
      .map((name) => readFileSync(join(mailbox(), name), 'utf8'))
      .map((mail) => /^Subject: (.*)\r$/m.exec(mail)?.[1])
      .toSorted();

  it('loses the mails to, about and from a person who is erased, and keeps all others', async () => {
    const emails = process.get(OutgoingEmails);
    const erasing = process.get(EmailPersonalData);
    await erasing.erase(await user('early@example.com'));

    const gone = await user('Gone-Person@example.com');
    const coach = await user('coach@example.com');
    const silent = { student_name: 'Ada', days: 14 };
    await emails.queue({ key: 'a', template: 'welcome', to: { userId: gone.id } });
    await emails.queue({
      key: 'b',
      template: 'erasure-done',
      to: { address: gone.email.toLowerCase() },
      variables: { certificate: 'one' },
    });
    await emails.queue({
      key: 'c',
      template: 'low-engagement',
      to: { userId: coach.id },
      about: gone.id,
      variables: silent,
    });
    await emails.queue({
      key: 'd',
      template: 'milestone',
      to: { userId: coach.id },
      variables: { milestone: 'You wrote to gone-person@example.com' },
    });
    await process.get(EmailDispatch).sendDue();
    writeFileSync(join(mailbox(), 'notes.txt'), `To: ${gone.email}\r\n\r\n`);
    expect(subjects()).toEqual([
      'A student may welcome a word from you',
      'Welcome to Trellis',
      'Well done!',
      'Your data was erased',
      undefined,
    ]);

    await erasing.erase(gone);
    expect(subjects()).toEqual(['Well done!', undefined]);
    await erasing.erase(gone);
    await database.query('DELETE FROM users WHERE id = $1', [gone.id]);
    expect(await database.query('SELECT key FROM email_messages ORDER BY key')).toEqual([
      { key: 'b' },
      { key: 'd' },
    ]);
  });
});
