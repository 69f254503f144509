import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { DueErasures } from '../../../src/domain/privacy/erasure/due-erasures.service';
import { RetentionService } from '../../../src/domain/privacy/retention/retention.service';
import { filesWith, tablesWith } from '../../support/canary-search';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { coachOf, studentWith } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { filesOfZip } from '../../support/zip-files';

const PATIENCE_MS = 60_000;
const NOBODY = '0198c0de-7e57-4abc-8def-0123456789ab';

describe('Coaching: privacy', () => {
  let app: TestApp;
  let admin: Person;
  let secondAdmin: Person;
  let student: Person;
  let stranger: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    secondAdmin = await person(app, 'PLATFORM_ADMIN');
    student = await studentWith(app);
    stranger = await studentWith(app);
  });
  afterAll(() => app.stop());

  const finished = (who: Person, id: string) =>
    eventually(
      () => app.coaching.get(`/privacy/exports/${id}`, who),
      ({ body }) => body.status === 'done',
      PATIENCE_MS,
    );

  describe('GET /privacy', () => {
    it('shows how things stand', async () => {
      const { status, body } = await app.coaching.get('/privacy', stranger);
      expect(status).toBe(200);
      expect(body).toMatchObject({ consents: [], exports: [], erasure: null });
      expect(body.retention).toEqual({
        audit_days: 2555,
        email_days: 180,
        agent_run_days: 730,
        sign_in_days: 180,
        deleted_document_days: 30,
        export_days: 7,
        notification_days: 180,
        erasure_hours: 72,
      });
      expect(body.kept_after_erasure.map(({ what }: any) => what)).toContain('audit_entries');
    });

    it('is for people who signed in', async () => {
      expect((await app.coaching.get('/privacy')).status).toBe(401);
    });
  });

  describe('exports', () => {
    it('are made, told by mail, and downloaded by a link', async () => {
      await app.learning.post('/notes/', { title: 'Mine', body: 'my own words' }, student);
      await app.learning.post('/notes/', { title: 'Theirs', body: 'words of another' }, stranger);
      const started = await app.coaching.post('/privacy/exports', undefined, student);
      expect(started.status).toBe(202);
      expect(started.headers.get('location')).toBe(`/api/privacy/exports/${started.body.id}`);
      const { body } = await finished(student, started.body.id);
      expect(Date.parse(body.expires_at) - Date.parse(body.finished_at)).toBe(7 * 86_400_000);
      const archive = await fetch(`${app.baseUrl}${body.download_url}`);
      expect(archive.status).toBe(200);
      expect(archive.headers.get('content-type')).toBe('application/zip');
      const bytes = Buffer.from(await archive.arrayBuffer());
      expect(bytes.length).toBe(body.size_bytes);
      const files = await filesOfZip(bytes);
      expect(files.get('README.txt')).toContain("A coach's notes on a session");
      expect(files.get('README.txt')).toContain('\n- refresh_tokens: Hashes of keys; they say');
      expect(JSON.parse(files.get('account.json') ?? '')[0].email).toBe(student.email);
      expect(JSON.parse(files.get('notes.json') ?? '')).toMatchObject([{ body: 'my own words' }]);
      const everything = [...files.values()].join('\n');
      expect(everything).not.toContain('words of another');
      expect(everything).not.toContain(stranger.email);
      const mails = await app.database.query(
        `SELECT template FROM email_messages WHERE user_id = $1 AND template = 'export-ready'`,
        [student.id],
      );
      expect(mails).toHaveLength(1);
    });

    it('run one at a time for a person', async () => {
      const both = await Promise.all(
        [1, 2].map(() => app.coaching.post('/privacy/exports', undefined, stranger)),
      );
      expect(both.map(({ status }) => status).toSorted()).toEqual([202, 409]);
      const id = both.find(({ status }) => status === 202)?.body.id;
      await finished(stranger, id);
      expect((await app.coaching.get(`/privacy/exports/${id}`, student)).status).toBe(404);
      expect((await app.coaching.get(`/privacy/exports/${id}`, admin)).status).toBe(404);
    });

    it('replace the one before, so that nobody fills the store', async () => {
      const asker = await person(app);
      const links: string[] = [];
      const ids: string[] = [];
      for (let time = 0; time < 2; time += 1) {
        const { body } = await app.coaching.post('/privacy/exports', undefined, asker);
        const made = await finished(asker, body.id);
        links.push(`${app.baseUrl}${made.body.download_url}`);
        ids.push(body.id);
      }
      const first = await eventually(
        () => app.coaching.get(`/privacy/exports/${ids[0]}`, asker),
        ({ body }) => body.status === 'expired',
        PATIENCE_MS,
      );
      expect(first.body.download_url).toBeNull();
      const statuses = await Promise.all(links.map(async (link) => (await fetch(link)).status));
      expect(statuses).toEqual([404, 200]);
    });

    it('are downloaded by their own link only', async () => {
      const { body } = await app.coaching.get('/privacy/exports', student);
      const [mine] = body.exports;
      const link = new URL(mine.download_url, app.baseUrl);
      const other = (await app.coaching.get('/privacy/exports', stranger)).body.exports[0];
      const tampered = [
        link.href.replace(mine.id, other.id),
        link.href.replace(/expires=\d+/, 'expires=4000000000'),
        link.href.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`),
      ];
      for (const href of tampered) expect((await fetch(href)).status).toBe(403);
      link.search = '';
      expect((await fetch(link)).status).toBe(400);
    });

    it('are not handed out any more once the account is closed', async () => {
      const leaver = await person(app);
      const { body } = await app.coaching.post('/privacy/exports', undefined, leaver);
      const made = await finished(leaver, body.id);
      const link = `${app.baseUrl}${made.body.download_url}`;
      expect((await fetch(link)).status).toBe(200);
      await app.coaching.post(`/admin/users/${leaver.uuid}/disable`, undefined, admin);
      expect((await fetch(link)).status).toBe(403);
    });

    it('may be asked for by an administrator, who leaves a trace and cannot download', async () => {
      const path = `/admin/users/${student.uuid}/personal-data/exports`;
      expect((await app.coaching.post(path, undefined, student)).status).toBe(403);
      expect((await app.coaching.post(path)).status).toBe(401);
      const asked = await app.coaching.post(path, undefined, admin);
      expect(asked.status).toBe(202);
      expect(asked.body).not.toHaveProperty('download_url');
      await finished(student, asked.body.id);
      const missing = `/admin/users/${NOBODY}/personal-data/exports`;
      expect((await app.coaching.post(missing, undefined, admin)).status).toBe(404);
      const { body } = await app.coaching.get('/privacy/access-log', student);
      expect(body.entries[0]).toMatchObject({ action: 'privacy.export.request', role: 'admin' });
    });
  });

  describe('GET /privacy/access-log', () => {
    it('names staff, never another student', async () => {
      const reader = await studentWith(app);
      const coach = await coachOf(app, reader, stranger);
      await app.coaching.get('/coach/students', coach);
      await app.coaching.get(`/students/${reader.uuid}`, coach);
      await app.coaching.get(`/students/${reader.uuid}`, reader);
      const first = await app.coaching.get('/privacy/access-log?per_page=1', reader);
      expect(first.status).toBe(200);
      expect(first.body).toMatchObject({ total: 2, page: 1, per_page: 1 });
      const { text, body } = await app.coaching.get('/privacy/access-log', reader);
      expect(body.entries.map(({ role }: any) => role)).toEqual(['coach', 'coach']);
      expect(body.entries[0].name).toMatch(/^Person \d+$/);
      expect(text).not.toContain(stranger.uuid);
      expect(Object.keys(body.entries[0])).toEqual(['occurred_at', 'action', 'role', 'name']);
      expect((await app.coaching.get('/privacy/access-log?per_page=0', reader)).status).toBe(400);
      expect((await app.coaching.get('/privacy/access-log')).status).toBe(401);
    });

    it('does not name a coach whose role was taken', async () => {
      const reader = await studentWith(app);
      const coach = await coachOf(app, reader);
      await app.coaching.get(`/students/${reader.uuid}`, coach);
      await app.database.query(`DELETE FROM role_grants WHERE user_id = $1 AND role = 'COACH'`, [
        coach.id,
      ]);
      const { body } = await app.coaching.get('/privacy/access-log', reader);
      expect(body.entries).toMatchObject([{ role: null, name: null }]);
    });
  });

  describe('guardian consent', () => {
    const TOO_YOUNG = new Date(Date.now() - 10 * 366 * 86_400_000).toISOString().slice(0, 10);
    const password = 'a long enough phrase';
    let children = 0;

    const register = (email: string, guardian: string | null) =>
      app.coaching.post('/auth/register', {
        email,
        password,
        name: 'Mia Doe',
        role: 'student',
        date_of_birth: TOO_YOUNG,
        ...(guardian === null ? {} : { guardian_email: guardian }),
      });
    /** Registers a child; the token that the guardian gets. */
    const child = async () => {
      children += 1;
      const email = `child-${children}@example.com`;
      const guardian = `guardian-${children}@example.com`;
      expect((await register(email, guardian)).status).toBe(403);
      return { email, guardian, token: await tokenFor(guardian, 'consent') };
    };
    const tokenFor = async (address: string, page: string): Promise<string> => {
      const folder = join(app.dataFolder, 'mailbox');
      const read = async () => {
        const names = existsSync(folder) ? readdirSync(folder) : [];
        for (const name of names) {
          const mail = await PostalMime.parse(readFileSync(join(folder, name)));
          const found = new RegExp(`/account/${page}#token=(\\S+)`).exec(mail.text ?? '');
          if (mail.to?.[0]?.address === address && found?.[1] !== undefined) return found[1];
        }
        return null;
      };
      return (await eventually(read, (token) => token !== null, PATIENCE_MS)) as string;
    };
    const answer = (token: string, agrees: boolean) =>
      app.coaching.post('/privacy/guardian-consents/confirm', {
        token,
        guardian_name: 'Maria Doe',
        agrees,
      });
    const signIn = (email: string) => app.coaching.post('/auth/login', { email, password });
    const gone = (email: string) =>
      eventually(
        () => app.database.query(`SELECT 1 FROM users WHERE email = $1`, [email]),
        (rows) => rows.length === 0,
        PATIENCE_MS,
      );

    it('is asked for on both contracts, and without a guardian a child is refused', async () => {
      expect((await register('alone@example.com', null)).status).toBe(403);
      expect((await register('own@example.com', 'OWN@example.com')).status).toBe(400);
      const grown = await app.learning.post('/auth/register-with-onboarding', {
        email: 'small@example.com',
        password,
        full_name: 'Mia Doe',
        profile: { date_of_birth: TOO_YOUNG },
        guardian_email: 'guardian-of-small@example.com',
      });
      expect(grown.status).toBe(403);
      const rows = await app.database.query(
        `SELECT email::text, is_active FROM users
         WHERE email IN ('alone@example.com', 'own@example.com', 'small@example.com')`,
      );
      expect(rows).toEqual([{ email: 'small@example.com', is_active: false }]);
    });

    it('opens the account, once, and nobody else opens it', async () => {
      const { email, guardian, token } = await child();
      expect((await signIn(email)).status).toBe(401);
      await app.database.query(`UPDATE users SET is_active = true WHERE email = $1`, [email]);
      expect((await signIn(email)).status).toBe(401);
      const [row] = await app.database.query<{ uuid: string }>(
        `SELECT uuid FROM users WHERE email = $1`,
        [email],
      );
      for (const change of ['restore', 'disable']) {
        const path = `/admin/users/${row?.uuid}/${change}`;
        const reply = await app.coaching.post(path, undefined, { token: admin.token });
        expect([reply.status, reply.body.error.code]).toEqual([409, 'CONFLICT']);
      }
      expect((await answer(`${token}x`, true)).status).toBe(400);
      const agreed = await answer(token, true);
      expect([agreed.status, agreed.body]).toEqual([200, { status: 'given' }]);
      expect((await answer(token, true)).status).toBe(400);
      const { status, body } = await signIn(email);
      expect(status).toBe(200);
      const overview = await app.coaching.get('/privacy', { token: body.access_token });
      expect(overview.body.consents.map(({ kind }: any) => kind)).toEqual(['asked', 'given']);
      await expect(
        app.database.query(`UPDATE guardian_consent_events SET kind = 'given'`),
      ).rejects.toThrow('never changed');
      await expect(app.database.query(`DELETE FROM guardian_consent_events`)).rejects.toThrow(
        'only with their person',
      );

      const revoking = await tokenFor(guardian, 'withdrawal');
      const revoked = await app.coaching.post('/privacy/guardian-consents/revoke', {
        token: revoking,
      });
      expect(revoked.body).toEqual({ status: 'revoked' });
      expect((await signIn(email)).status).toBe(401);
      const [erasure] = await app.database.query<any>(
        `SELECT reason, status FROM erasures WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
        [email],
      );
      expect(erasure).toEqual({ reason: 'consent_revoked', status: 'waiting' });
    });

    it('that is refused ends in erasure', async () => {
      const { email, guardian, token } = await child();
      expect((await answer(token, false)).body).toEqual({ status: 'refused' });
      await gone(email);
      for (const word of [email, guardian]) {
        await eventually(
          () => tablesWith(app.database, word),
          (tables) => tables.length === 0,
          PATIENCE_MS,
        );
        expect(filesWith(app.dataFolder, word)).toEqual([]);
      }
    });

    it('that nobody gives in two weeks ends in erasure', async () => {
      const { email } = await child();
      await app.trellis.app.get(RetentionService, { strict: false }).forget();
      expect(
        await app.database.query(`SELECT 1 FROM users WHERE email = $1`, [email]),
      ).toHaveLength(1);
      await app.database.query(`ALTER TABLE guardian_consent_events DISABLE TRIGGER USER`);
      await app.database.query(
        `UPDATE guardian_consent_events SET occurred_at = now() - interval '15 days'
         WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
        [email],
      );
      await app.database.query(`ALTER TABLE guardian_consent_events ENABLE TRIGGER USER`);
      await app.trellis.app.get(RetentionService, { strict: false }).forget();
      await gone(email);
    });
  });

  describe('erasure', () => {
    const erase = (who: Person, more: object = {}) =>
      app.coaching.post(
        '/privacy/erasure',
        { password: who.password, confirm: 'ERASE', ...more },
        who,
      );
    const signIn = async ({ email, password }: Person) => {
      const { status, body } = await app.learning.post('/auth/login', { email, password });
      return { status, token: body.access_token };
    };

    it('wants the password and the word', async () => {
      const leaver = await person(app);
      expect((await erase(leaver, { password: 'something else' })).status).toBe(400);
      expect((await erase(leaver, { confirm: 'erase' })).status).toBe(400);
      expect((await app.coaching.post('/privacy/erasure', {}, leaver)).status).toBe(400);
      expect((await app.coaching.get('/privacy', leaver)).body.erasure).toBeNull();
    });

    it('ends every sign-in, waits, and can be called off', async () => {
      const leaver = await person(app);
      const asked = await erase(leaver);
      expect(asked.status).toBe(202);
      const hours = Date.parse(asked.body.due_at) - Date.parse(asked.body.requested_at);
      expect(hours).toBe(72 * 3_600_000);
      expect((await app.coaching.get('/privacy', leaver)).status).toBe(401);
      const again = await signIn(leaver);
      expect(again.status).toBe(200);
      const { body } = await app.coaching.get('/privacy', again);
      expect(body.erasure).toMatchObject({ status: 'waiting', reason: 'own_request' });
      const twice = { password: leaver.password, confirm: 'ERASE' };
      expect((await app.coaching.post('/privacy/erasure', twice, again)).status).toBe(409);
      expect((await app.coaching.delete('/privacy/erasure', again)).status).toBe(204);
      expect((await app.coaching.delete('/privacy/erasure', again)).status).toBe(404);
      expect((await app.coaching.get('/privacy', again)).body.erasure).toBeNull();
    });

    it('by an administrator is theirs to call off', async () => {
      const leaver = await person(app);
      const path = `/admin/users/${leaver.uuid}/personal-data`;
      expect((await app.coaching.delete(path, leaver)).status).toBe(403);
      expect((await app.coaching.delete(path)).status).toBe(401);
      expect((await app.coaching.delete(path, admin)).status).toBe(202);
      const again = await signIn(leaver);
      expect((await app.coaching.delete('/privacy/erasure', again)).status).toBe(404);
      expect((await app.coaching.delete(`${path}/erasure`, admin)).status).toBe(204);
      expect((await app.coaching.delete(`${path}/erasure`, admin)).status).toBe(404);
      const missing = `/admin/users/${NOBODY}/personal-data`;
      expect((await app.coaching.delete(missing, admin)).status).toBe(404);
    });

    it('by an administrator of themselves wants the password like everybody’s', async () => {
      const path = `/admin/users/${admin.uuid}/personal-data`;
      expect((await app.coaching.delete(path, admin)).status).toBe(409);
      expect((await app.coaching.get('/privacy', admin)).body.erasure).toBeNull();
    });

    it('spares the last administrator, those who wait for their own not counted', async () => {
      const answers = await Promise.all([admin, secondAdmin].map((who) => erase(who)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    });

    it('stops before anything is gone when nobody else is left in the end', async () => {
      const { database } = app;
      const [waiting] = await database.query<{ id: string; user_id: number }>(
        `SELECT id, user_id FROM erasures
         WHERE status = 'waiting' AND user_id IN ($1, $2) AND reason = 'own_request'`,
        [admin.id, secondAdmin.id],
      );
      const leaver = waiting?.user_id === admin.id ? admin : secondAdmin;
      await database.query(
        `DELETE FROM role_grants WHERE role = 'PLATFORM_ADMIN' AND user_id <> $1`,
        [leaver.id],
      );
      await database.query(`UPDATE erasures SET due_at = now() WHERE id = $1`, [waiting?.id]);
      await app.trellis.app.get(DueErasures, { strict: false }).start();
      const [stopped] = await eventually(
        () =>
          database.query<{ status: string; parts_done: string[] }>(
            `SELECT status, parts_done FROM erasures WHERE id = $1`,
            [waiting?.id],
          ),
        ([row]) => row?.status === 'cancelled',
        PATIENCE_MS,
      );
      expect(stopped?.parts_done).toEqual([]);
      const { email, password } = leaver;
      expect((await app.coaching.post('/auth/login', { email, password })).status).toBe(200);
    });
  });
});
