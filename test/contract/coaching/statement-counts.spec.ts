import { upload } from '../../support/document-desk';
import { type Person, person } from '../../support/people';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

/** Each list, and the SQL that puts thirty rows more into it; `$1` is the reader. */
const LISTS: readonly { readonly path: string; readonly grow: string }[] = [
  {
    path: '/admin/users?per_page=100',
    grow: `INSERT INTO users (email, username, full_name, password_hash)
           SELECT 'more-' || n || '@example.com', 'more-' || n, 'More', '!'
           FROM generate_series(1, 30) n`,
  },
  {
    path: '/admin/users/imports?per_page=100',
    grow: `INSERT INTO user_imports (requested_by, country, is_dry_run, status, rows_total)
           SELECT $1, 'US', true, 'cancelled', 9 FROM generate_series(1, 30)`,
  },
  {
    path: '/admin/settings/general/versions?per_page=100',
    grow: `INSERT INTO setting_versions (category, version, "values", changed_fields, changed_by)
           SELECT 'general', n, '{}', '{support_email}', $1 FROM generate_series(1, 30) n`,
  },
  {
    path: '/documents?per_page=100',
    grow: `WITH document AS (
             INSERT INTO documents (id, owner_id, uploaded_by, kind, title)
             SELECT gen_random_uuid(), $1, $1, 'essay', 'More' FROM generate_series(1, 30)
             RETURNING id),
           version AS (
             INSERT INTO document_versions (id, document_id, number, file_key, file_name, media_type,
               byte_length, sha256, status)
             SELECT id, id, 1, 'more/' || id, 'more.txt', 'text/plain', 1, '00', 'clean' FROM document
             RETURNING id)
           SELECT count(*) FROM version;
           UPDATE documents SET current_version_id = id WHERE title = 'More'`,
  },
  {
    path: '/email?per_page=100',
    grow: `INSERT INTO email_messages (key, user_id, subject, body, category, status, sender_id)
           SELECT 'more-' || n, $1, 'More', 'More', 'announcements', 'sent', $1
           FROM generate_series(1, 30) n`,
  },
  {
    path: '/email/suppressions?per_page=100',
    grow: `INSERT INTO email_suppressions (address, reason)
           SELECT 'more-' || n || '@example.com', 'manual' FROM generate_series(1, 30) n`,
  },
  {
    path: '/email/templates',
    grow: `INSERT INTO email_template_versions (name, version, subject, html, text)
           SELECT 'welcome', n, 'More', 'More', 'More' FROM generate_series(2, 31) n;
           INSERT INTO email_template_choices (name, version) VALUES ('welcome', 31)`,
  },
  {
    path: '/notifications?per_page=100',
    grow: `INSERT INTO notifications (user_id, occasion, kind, standing, subject_id, in_app,
             occurred_at)
           SELECT $1, 'more ' || id, 'crisis.detected', 'admin', id, true, now() FROM users
           WHERE id <> $1`,
  },
  {
    path: '/payment/history?per_page=100',
    grow: `INSERT INTO payments (user_id, provider_ref, amount_cents, currency, paid_at, livemode, as_of)
           SELECT $1, 'in_' || n, 100, 'usd', now(), false, n FROM generate_series(1, 30) n`,
  },
  {
    path: '/privacy/access-log?per_page=100',
    grow: `INSERT INTO audit_entries (actor_id, action, subject_type, subject_ids)
           SELECT id, 'user.read', 'user', ARRAY['$1'] FROM users WHERE username LIKE 'more-%'`,
  },
  {
    path: '/privacy/exports',
    grow: `INSERT INTO personal_data_exports (user_id, status) SELECT $1, 'failed' FROM generate_series(1, 30)`,
  },
];

describe('Coaching: lists', () => {
  let app: TestApp;
  let counter: StatementCounter;
  let admin: Person;

  beforeAll(async () => {
    counter = new StatementCounter();
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    const student = await person(app);
    await app.database.query(
      `INSERT INTO notifications (user_id, occasion, kind, standing, subject_id, in_app, occurred_at)
       VALUES ($1, 'first', 'crisis.detected', 'admin', $2, true, now())`,
      [admin.id, student.id],
    );
    await upload(app, admin, { bytes: 'Words.', name: '"essay.txt"' });
    const first = { email: 'first@example.com' };
    await app.coaching.post('/email/suppressions', first, { token: admin.token });
  });
  afterAll(async () => {
    await app.stop();
    counter.remove();
  });

  it.each(LISTS.map((list) => [list.path, list.grow]))(
    'take as many statements for thirty rows more: GET %s',
    async (path, grow) => {
      let answered = '';
      const read = async (): Promise<void> => {
        const reply = await app.coaching.get(path, { token: admin.token });
        expect(reply.status).toBe(200);
        answered = reply.text;
      };
      const before = await counter.least(read);
      const answeredBefore = answered;
      await app.database.query(grow.replaceAll('$1', String(admin.id)));
      expect(before).toBeGreaterThan(0);
      expect(await counter.least(read)).toBeLessThanOrEqual(before);
      expect(answered).not.toBe(answeredBefore);
    },
  );
});
