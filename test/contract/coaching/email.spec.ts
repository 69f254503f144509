import { eventually } from '../../support/eventually';
import { mailServer, type MailServer } from '../../support/mail-server';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const SOON_MS = 20_000;
const SOMEWHERE = '0198c0de-7e57-4abc-8def-0123456789ab';
const AGREED = {
  coach_name: 'Somebody Else',
  date: '20 January 2026',
  summary: 'We <b>talked</b> about your essay & more.',
  action_items: ['Complete the draft'],
};

describe('Coaching: e-mail', () => {
  let app: TestApp;
  let server: MailServer;
  let admin: Person;
  let coach: Person;
  let student: Person;
  let stranger: Person;

  beforeAll(async () => {
    server = await mailServer();
    app = await testApp({
      environment: {
        SMTP_URL: `smtp://${server.host}:${server.port}`,
        PUBLIC_URL: 'https://trellis.example',
      },
    });
    admin = await person(app, 'PLATFORM_ADMIN');
    coach = await person(app, 'COACH');
    stranger = await person(app);
  });
  beforeEach(async () => {
    server.behave('accept');
    student = await person(app);
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coach.id, student.id],
    );
    await server.mailsTo(student.email);
  });
  afterAll(async () => {
    await app.stop();
    await server.stop();
  });

  const words = (to: object, more: object = {}) => ({
    to,
    subject: 'Our next meeting',
    body: 'Shall we meet\nan hour later?',
    ...more,
  });
  const send = (body: object, by: Person = coach) => app.coaching.post('/email/send', body, by);
  const read = (id: string, by: Person = coach) => app.coaching.get(`/email/${id}`, by);
  const becomes = (id: string, status: string, by: Person = admin) =>
    eventually(
      async () => (await read(id, by)).body,
      (body) => body.status === status,
      SOON_MS,
    );
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  const later = (to: object, by: Person = coach, at = inAnHour()) =>
    app.coaching.post('/email/schedule', words(to, { send_at: at }), by);
  const secondMail = async (to: Person) => (await server.mailsTo(to.email, 2))[1];

  describe('sent by people', () => {
    it('takes a template from a coach to a student, over SMTP, signed with their own name', async () => {
      const reply = await send({
        to: { user_id: student.uuid },
        template: 'session-summary',
        variables: AGREED,
      });
      expect([reply.status, reply.body]).toEqual([
        202,
        { id: expect.any(String), status: 'queued' },
      ]);
      expect(reply.headers.get('location')).toBe(`/api/email/${reply.body.id}`);
      const mail = await secondMail(student);
      expect(mail?.email.subject).toMatch(/^Your session with Person \d+$/);
      expect(mail?.email.text).toContain('We <b>talked</b> about your essay & more.');
      expect(mail?.email.html).toContain(
        'We &lt;b&gt;talked&lt;/b&gt; about your essay &amp; more.',
      );
      expect(mail?.raw).not.toContain('Somebody Else');
      expect(await becomes(reply.body.id, 'sent')).toMatchObject({
        to: { user_id: student.uuid, email: null },
        template: 'session-summary',
        template_version: 1,
        subject: null,
        category: 'session_summary',
        attempts: 1,
        last_error: null,
        sent_at: expect.any(String),
      });
    });

    it("takes a coach's own words as words: nothing in them is markup or a header", async () => {
      const { body } = await send(
        words({ user_id: student.uuid }, { body: 'Look: <a href="https://evil.example">here</a>' }),
      );
      const mail = await secondMail(student);
      expect(mail?.email.html).toContain('&lt;a href=&quot;https://evil.example&quot;&gt;here');
      expect(mail?.email.text).toMatch(/here<\/a>\n\nPerson \d+/);
      expect(await becomes(body.id, 'sent')).toMatchObject({ subject: 'Our next meeting' });
      for (const subject of ['Hello\r\nBcc: all@example.com', 'Hello\nthere', 'a\u2028b']) {
        const refused = await send(words({ user_id: student.uuid }, { subject }));
        expect(refused.status).toBe(400);
      }
    });

    it('is refused to students nobody linked, unknown people and addresses, all alike', async () => {
      const replies = await Promise.all([
        send(words({ user_id: stranger.uuid })),
        send(words({ user_id: SOMEWHERE })),
        send(words({ user_id: admin.uuid })),
      ]);
      const [first] = replies;
      for (const reply of replies) expect([reply.status, reply.body]).toEqual([400, first?.body]);
      expect((await send(words({ email: student.email }))).status).toBe(400);
    });

    it('is for coaches and admins, who are signed in', async () => {
      const to = { user_id: student.uuid };
      expect((await send(words(to), stranger)).status).toBe(403);
      expect((await app.coaching.post('/email/send', words(to))).status).toBe(401);
      expect((await later(to, stranger)).status).toBe(403);
      expect((await app.coaching.get('/email', stranger)).status).toBe(403);
      const bulk = { ...words(to), to: undefined, recipients: [to] };
      expect((await app.coaching.post('/email/bulk', bulk, stranger)).status).toBe(403);
    });

    it('leaves to admins what is not for coaches, and to the program what is not for people', async () => {
      const to = { user_id: student.uuid };
      for (const template of ['welcome', 'reset-password', 'invitation', 'weekly-progress']) {
        expect((await send({ to, template })).status).toBe(403);
      }
      for (const template of ['crisis-alert', 'erasure-done', 'guardian-consent']) {
        expect((await send({ to, template }, admin)).status).toBe(403);
      }
      expect((await send({ to, template: 'reset-password' }, admin)).status).toBe(202);
      const elsewhere = { to: { email: 'elsewhere@example.com' }, template: 'reset-password' };
      expect((await send(elsewhere, admin)).status).toBe(400);
    });

    it.each([
      ['no recipient', { to: {} }],
      ['two recipients', { to: { user_id: SOMEWHERE, email: 'a@example.com' } }],
      ['a recipient who is a list', { to: [] }],
      ['an address that is none', { to: { email: 'nobody' } }],
      ['no words', { subject: undefined }],
      ['blank words', { body: ' \n' }],
      ['words and a template', { template: 'milestone' }],
      ['an unknown template', { template: 'no-such', subject: undefined, body: undefined }],
      ['variables for words', { variables: { a: 1 } }],
      ['an unknown field', { cc: 'a@example.com' }],
      ['too many words', { body: 'x'.repeat(20_001) }],
    ])('is refused with %s', async (_, change) => {
      const reply = await send({ ...words({ user_id: student.uuid }), ...change }, admin);
      expect([reply.status, reply.body?.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
    });

    it('is refused with values that the template does not know, or lacks', async () => {
      const to = { user_id: student.uuid };
      const milestone = (variables: object) => send({ to, template: 'milestone', variables });
      expect((await milestone({})).body.error.details.error).toContain('undefined variable');
      expect((await milestone({ milestone: 'Done', link: 'x' })).status).toBe(400);
      expect((await milestone({ milestone: 'x'.repeat(20_001) })).status).toBe(400);
    });

    it('is sent once for one idempotency key, however often and at once it is asked for', async () => {
      const once = words({ user_id: student.uuid }, { idempotency_key: `key-${student.id}` });
      const replies = await Promise.all([0, 1, 2, 3].map(() => send(once)));
      expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
      await becomes(replies[0]?.body.id, 'sent');
      expect(await server.mailsTo(student.email)).toHaveLength(2);
    });

    it('goes to many, with a result for each and one trace', async () => {
      const reply = await app.coaching.post(
        '/email/bulk',
        {
          recipients: [
            { user_id: student.uuid },
            { user_id: stranger.uuid },
            { user_id: student.uuid },
            { email: 'outside@example.com' },
          ],
          subject: 'News',
          body: 'There is news.',
        },
        coach,
      );
      expect(reply.status).toBe(202);
      expect(reply.body).toMatchObject({ queued: 1, refused: 3 });
      expect(reply.body.results.map(({ error }: { error: string | null }) => error)).toEqual([
        null,
        'unknown_recipient',
        'repeated_recipient',
        'unknown_recipient',
      ]);
      const { id } = reply.body.results[0];
      const traces = await app.database.query(
        `SELECT actor_id FROM audit_entries WHERE action = 'email.send' AND $1 = ANY (subject_ids)`,
        [id],
      );
      expect(traces).toEqual([{ actor_id: coach.id }]);
      await becomes(id, 'sent');
    });

    it('goes to a thousand at most', async () => {
      const recipients = Array.from({ length: 1_001 }, (_, index) => ({
        email: `many-${index}@example.com`,
      }));
      const bulk = (some: object[]) =>
        app.coaching.post(
          '/email/bulk',
          { recipients: some, subject: 'News', body: 'News.', transactional: true },
          admin,
        );
      expect((await bulk(recipients)).status).toBe(400);
      expect((await bulk([])).status).toBe(400);
    });
  });

  describe('scheduled', () => {
    it('waits for its time, and is seen and cancelled by whoever sent it', async () => {
      const { status, body } = await later({ user_id: student.uuid });
      expect(status).toBe(202);
      expect((await read(body.id)).body).toMatchObject({ status: 'queued', attempts: 0 });
      const other = await person(app, 'COACH');
      expect((await read(body.id, other)).status).toBe(404);
      expect((await app.coaching.post(`/email/${body.id}/cancel`, undefined, other)).status).toBe(
        404,
      );
      const cancelled = await app.coaching.post(`/email/${body.id}/cancel`, undefined, coach);
      expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
      const again = await app.coaching.post(`/email/${body.id}/cancel`, undefined, coach);
      expect([again.status, again.body.error.code]).toEqual([409, 'CONFLICT']);
    });

    it('goes out when its time has come', async () => {
      const inASecond = () => new Date(Date.now() + 1_000).toISOString();
      // Where the machine stands still for that second, the moment is past and the mail refused.
      const { body } = await eventually(
        () => later({ user_id: student.uuid }, coach, inASecond()),
        ({ status }) => status === 202,
        SOON_MS,
      );
      await becomes(body.id, 'sent');
      expect((await secondMail(student))?.email.subject).toBe('Our next meeting');
    });

    it.each([
      ['the past', '2020-01-01T00:00:00Z'],
      ['the far future', '2199-01-01T00:00:00Z'],
      ['no time', 'tomorrow'],
    ])('is refused for %s', async (_, at) => {
      expect((await later({ user_id: student.uuid }, coach, at)).status).toBe(400);
    });

    it('is cancelled or sent, never both', async () => {
      const replies = await Promise.all(
        Array.from({ length: 6 }, () => send(words({ user_id: student.uuid }))),
      );
      const ids = replies.map(({ body }) => String(body.id));
      const cancellations = await Promise.all(
        ids.map((id) => app.coaching.post(`/email/${id}/cancel`, undefined, coach)),
      );
      const cancelled = cancellations.filter(({ status }) => status === 200).length;
      const done = await eventually(
        async () => (await Promise.all(ids.map((id) => read(id)))).map(({ body }) => body.status),
        (all) => all.every((status) => ['sent', 'cancelled'].includes(status)),
        SOON_MS,
      );
      expect(done.filter((status) => status === 'cancelled')).toHaveLength(cancelled);
      const arrived = await server.mailsTo(student.email, 1 + ids.length - cancelled);
      expect(arrived).toHaveLength(1 + ids.length - cancelled);
    });
  });

  describe('listed', () => {
    it('shows senders their own and admins all, in pages, by status', async () => {
      const { body: mine } = await later({ user_id: student.uuid });
      const { body: theirs } = await later({ email: 'somebody@example.com' }, admin);
      const own = await app.coaching.get('/email?status=queued&per_page=100', coach);
      const ids = (list: { emails: { id: string }[] }) => list.emails.map(({ id }) => id);
      expect(ids(own.body)).toContain(mine.id);
      expect(ids(own.body)).not.toContain(theirs.id);
      const all = await app.coaching.get('/email?status=queued&per_page=100', admin);
      expect(ids(all.body)).toEqual(expect.arrayContaining([mine.id, theirs.id]));
      const first = await app.coaching.get('/email?per_page=1', admin);
      expect(first.body).toMatchObject({ page: 1, per_page: 1 });
      expect(first.body.emails).toHaveLength(1);
      expect(first.body.total).toBeGreaterThan(1);
      expect((await app.coaching.get('/email?status=lost', admin)).status).toBe(400);
      expect((await read(SOMEWHERE, admin)).status).toBe(404);
      expect((await read('1', admin)).status).toBe(400);
    });
  });

  describe('that a server does not take', () => {
    it('is tried again when the server is busy', async () => {
      server.behave({ status: 451 });
      const { body } = await send(words({ user_id: student.uuid }));
      await eventually(
        async () => (await read(body.id)).body,
        ({ last_error }) => last_error === 'mail_undelivered',
        SOON_MS,
      );
      server.behave('accept');
      const sent = await becomes(body.id, 'sent');
      expect(sent.attempts).toBeGreaterThan(1);
      expect(await server.mailsTo(student.email, 2)).toHaveLength(2);
    });

    it('bounces for good when there is no such mailbox, and the address gets no more', async () => {
      server.behave({ status: 550, words: '5.1.1 no such mailbox' });
      const first = await send(words({ user_id: student.uuid }));
      expect(await becomes(first.body.id, 'bounced')).toMatchObject({
        attempts: 1,
        last_error: 'mail_refused',
      });
      server.behave('accept');
      const second = await send(words({ user_id: student.uuid }));
      expect(await becomes(second.body.id, 'suppressed')).toMatchObject({
        last_error: 'address_suppressed',
      });
      const { body } = await app.coaching.get('/email/suppressions', admin);
      const entry = body.suppressions.find(
        ({ email }: { email: string }) => email === student.email,
      );
      expect(entry).toMatchObject({ reason: 'bounce' });
      const path = `/email/suppressions/${entry.id}`;
      expect((await app.coaching.delete(path, coach)).status).toBe(403);
      expect((await app.coaching.delete(path, admin)).status).toBe(204);
      expect((await app.coaching.delete(path, admin)).status).toBe(404);
      const third = await send(words({ user_id: student.uuid }));
      await becomes(third.body.id, 'sent');
    });

    it('bounces, but leaves the address alone, when only this mail was refused', async () => {
      server.behave({ status: 554, words: '5.7.1 looks like advertising' });
      const first = await send(words({ user_id: student.uuid }));
      await becomes(first.body.id, 'bounced');
      server.behave('accept');
      const second = await send(words({ user_id: student.uuid }));
      await becomes(second.body.id, 'sent');
    });

    it('is reported by an admin when it bounces later', async () => {
      const { body } = await send(words({ user_id: student.uuid }));
      await becomes(body.id, 'sent');
      const report = (outcome: string, by: Person) =>
        app.coaching.post(`/email/${body.id}/delivery`, { outcome }, by);
      expect((await report('bounced', coach)).status).toBe(403);
      expect((await report('lost', admin)).status).toBe(400);
      expect((await report('delivered', admin)).body.status).toBe('delivered');
      expect((await report('bounced', admin)).body.status).toBe('bounced');
      const again = await send(words({ user_id: student.uuid }));
      await becomes(again.body.id, 'suppressed');
      const waiting = await later({ user_id: student.uuid });
      const early = await app.coaching.post(
        `/email/${waiting.body.id}/delivery`,
        { outcome: 'delivered' },
        admin,
      );
      expect(early.status).toBe(409);
    });
  });

  describe('that people do not want', () => {
    const preferences = (by: Person) => app.coaching.get('/email/preferences', by);

    it('is not sent: each says so for themselves, and not of what they must know', async () => {
      expect((await preferences(student)).body).toEqual({
        session_summary: true,
        milestone: true,
        weekly_progress: true,
        low_engagement: true,
        announcements: true,
        notifications: true,
        transactional: true,
      });
      const change = (body: object) => app.coaching.put('/email/preferences', body, student);
      expect((await change({ announcements: false })).body).toMatchObject({
        announcements: false,
        milestone: true,
      });
      expect((await change({ transactional: false })).status).toBe(400);
      const refused = await send(words({ user_id: student.uuid }));
      expect(await becomes(refused.body.id, 'suppressed')).toMatchObject({ last_error: 'refused' });
      const needed = await send(words({ user_id: student.uuid }, { transactional: true }), admin);
      await becomes(needed.body.id, 'sent');
      expect((await change({ announcements: true })).body.announcements).toBe(true);
      expect((await app.coaching.get('/email/preferences')).status).toBe(401);
    });

    it('ends by one click of the mail program (RFC 8058), and opening the link ends nothing', async () => {
      const variables = { milestone: 'You finished a course' };
      const sent = await send({ to: { user_id: student.uuid }, template: 'milestone', variables });
      await becomes(sent.body.id, 'sent');
      const mail = await secondMail(student);
      const header = (name: string) =>
        mail?.email.headers.find(({ key }) => key === name)?.value ?? '';
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      const [, token = ''] =
        /^<https:\/\/trellis\.example\/api\/email\/unsubscribe\/([^>]+)>$/.exec(
          header('list-unsubscribe'),
        ) ?? [];
      expect(mail?.email.text).toContain(
        `https://trellis.example/account/unsubscribe#token=${token}`,
      );

      const opened = await app.root.get(`/api/email/unsubscribe/${token}`);
      expect([opened.status, opened.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
      expect(opened.text).toContain(
        `href="https://trellis.example/account/unsubscribe#token=${token}"`,
      );
      const evil = await app.root.get('/api/email/unsubscribe/%22%3E%3Cscript%3E');
      expect(evil.text).not.toContain('<script');
      expect((await preferences(student)).body.milestone).toBe(true);

      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const click = (path: string) =>
        app.coaching.raw('POST', path, 'List-Unsubscribe=One-Click', { headers: form });
      for (let round = 0; round < 2; round += 1) {
        const clicked = await click(`/email/unsubscribe/${token}`);
        expect([clicked.status, clicked.body]).toEqual([
          200,
          { status: 'unsubscribed', category: 'milestone' },
        ]);
      }
      expect((await preferences(student)).body).toMatchObject({
        milestone: false,
        announcements: true,
      });
      const again = await send({ to: { user_id: student.uuid }, template: 'milestone', variables });
      await becomes(again.body.id, 'suppressed');

      expect((await click('/auth/login')).status).toBe(415);

      // What RFC 8058 says that mail programs should send.
      await app.coaching.put('/email/preferences', { milestone: true }, student);
      const parts = (body: string, path = `/email/unsubscribe/${token}`) =>
        app.coaching.raw('POST', path, body, {
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        });
      const whole =
        '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
      expect((await parts(whole.slice(0, 60))).status).toBe(400);
      expect((await parts(whole.replace('One-Click', 'x'.repeat(20_000)))).status).toBe(413);
      expect((await parts(whole, '/auth/login')).status).toBe(415);
      expect((await preferences(student)).body.milestone).toBe(true);
      expect((await parts(whole)).body).toEqual({ status: 'unsubscribed', category: 'milestone' });
      expect((await preferences(student)).body.milestone).toBe(false);
      const forged = token.replace('.milestone.', '.announcements.');
      expect((await app.coaching.post(`/email/unsubscribe/${forged}`, {})).status).toBe(400);
      expect((await app.coaching.post(`/email/unsubscribe/${token}x`, {})).status).toBe(400);
      const other = token.replace(student.uuid, stranger.uuid);
      expect((await app.coaching.post(`/email/unsubscribe/${other}`, {})).status).toBe(400);
    });

    it('ends for somebody without an account, who still gets what must be known', async () => {
      const to = { email: `outsider-${student.id}@example.com` };
      await send(words(to), admin);
      const [mail] = await server.mailsTo(to.email);
      const [, token] = /unsubscribe#token=(\S+)/.exec(mail?.email.text ?? '') ?? [];
      expect((await app.coaching.post(`/email/unsubscribe/${token}`, {})).status).toBe(200);
      const news = await send(words(to), admin);
      await becomes(news.body.id, 'suppressed');
      const needed = await send(words(to, { transactional: true }), admin);
      await becomes(needed.body.id, 'sent');
    });

    it('is suppressed by an admin for any address', async () => {
      const email = `Suppressed-${student.id}@example.com`;
      const add = (by: Person) => app.coaching.post('/email/suppressions', { email }, by);
      expect((await add(coach)).status).toBe(403);
      const added = await add(admin);
      expect([added.status, added.body]).toEqual([
        200,
        { id: expect.any(String), email, reason: 'manual', created_at: expect.any(String) },
      ]);
      expect((await add(admin)).body).toEqual(added.body);
      const sent = await send(
        words({ email: email.toLowerCase() }, { transactional: true }),
        admin,
      );
      await becomes(sent.body.id, 'suppressed');
      expect((await app.coaching.get('/email/suppressions')).status).toBe(401);
    });
  });

  describe('templates', () => {
    const path = '/email/templates';
    const wording = {
      subject: 'Hello {{ name }}',
      html: '<p>{{ milestone }}</p>',
      text: '{{ milestone }}',
    };

    it('are listed and read by coaches and admins', async () => {
      const { body } = await app.coaching.get(path, coach);
      expect(body.templates.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining([
          'welcome',
          'verify-email',
          'reset-password',
          'invitation',
          'session-summary',
          'milestone',
          'weekly-progress',
          'low-engagement',
          'crisis-alert',
        ]),
      );
      const one = await app.coaching.get(`${path}/weekly-progress`, coach);
      expect(one.body).toMatchObject({ name: 'weekly-progress', active_version: 1, versions: [] });
      expect((await app.coaching.get(path, stranger)).status).toBe(403);
      expect((await app.coaching.get(path)).status).toBe(401);
      expect((await app.coaching.get(`${path}/no-such`, admin)).status).toBe(404);
      expect((await app.coaching.get(`${path}/constructor`, admin)).status).toBe(404);
    });

    it('are all shown with their examples, as text and as HTML', async () => {
      const { body } = await app.coaching.get(path, admin);
      for (const { name } of body.templates as { name: string }[]) {
        const reply = await app.coaching.post(`${path}/${name}/preview`, {}, admin);
        expect([name, reply.status]).toEqual([name, 200]);
        expect(reply.body.subject).not.toBe('');
        expect(reply.body.html).toContain('<!doctype html>');
        expect(`${reply.body.text}${reply.body.html}${reply.body.subject}`).not.toMatch(/\{[{%]/);
      }
    });

    it('escape values in HTML, and keep subjects on one line', async () => {
      const reply = await app.coaching.post(
        `${path}/milestone/preview`,
        { variables: { milestone: '<script>alert(1)</script>' } },
        coach,
      );
      expect(reply.body.html).toContain('&lt;script&gt;');
      expect(reply.body.html).not.toContain('<script>');
      const subject = await app.coaching.post(
        `${path}/session-summary/preview`,
        { variables: { coach_name: 'Eve\r\nBcc: all@example.com' } },
        coach,
      );
      expect(subject.body.subject).toBe('Your session with Eve Bcc: all@example.com');
    });

    it('get new words from admins, used once activated, and back again', async () => {
      const stored = await app.coaching.post(`${path}/milestone/versions`, wording, admin);
      expect([stored.status, stored.body]).toEqual([200, { name: 'milestone', version: 2 }]);
      const before = await app.coaching.post(`${path}/milestone/preview`, {}, coach);
      expect(before.body.subject).toBe('Well done!');
      const tried = await app.coaching.post(`${path}/milestone/preview`, { version: 2 }, coach);
      expect(tried.body.subject).toBe('Hello Ada Lovelace');
      const activate = (version: number, by: Person) =>
        app.coaching.post(`${path}/milestone/versions/${version}/activate`, undefined, by);
      expect((await activate(2, coach)).status).toBe(403);
      expect((await activate(9, admin)).status).toBe(404);
      expect((await activate(2, admin)).body).toMatchObject({
        active_version: 2,
        wording,
        versions: [{ version: 2 }],
      });
      const { body } = await send({
        to: { user_id: student.uuid },
        template: 'milestone',
        variables: { milestone: 'Halfway' },
      });
      expect(await becomes(body.id, 'sent')).toMatchObject({ template_version: 2 });
      expect((await secondMail(student))?.email.subject).toMatch(/^Hello Person/);
      expect((await activate(1, admin)).body.active_version).toBe(1);
    });

    it.each([
      ['broken syntax', '{% if %}'],
      ['an unknown placeholder', '{{ password }}'],
      ['an unknown filter', '{{ name | shout }}'],
      ['a file', "{% include '/etc/passwd' %}"],
      ['another template', "{% render 'welcome' %}"],
      ['a layout', "{% layout 'welcome' %}"],
      [
        'work without end',
        '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}.{% endfor %}{% endfor %}{% endfor %}',
      ],
      ['too much memory', '{% for i in (1..100000000) %}x{% endfor %}'],
      ['what every object has', '{{ name.constructor }}'],
    ])('are refused with %s', async (_, text) => {
      const reply = await app.coaching.post(
        `${path}/milestone/versions`,
        { ...wording, text },
        admin,
      );
      expect([reply.status, reply.body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
    });

    it('get new words from nobody else', async () => {
      const write = (by?: Person) => app.coaching.post(`${path}/milestone/versions`, wording, by);
      expect((await write(coach)).status).toBe(403);
      expect((await write()).status).toBe(401);
    });
  });

  describe('to whom a coach invites', () => {
    const invite = (body: object) => app.coaching.post('/coach/invitations', body, coach);

    it('is the same mail whether anybody has the address, once for each invitation', async () => {
      const newcomer = await person(app);
      await server.mailsTo(newcomer.email);
      const address = `nobody-${newcomer.id}@example.com`;
      for (const email of [newcomer.email, address, address])
        await invite({ student_email: email });
      const [, known] = await server.mailsTo(newcomer.email, 2);
      const [unknown] = await server.mailsTo(address);
      expect(known?.email.subject).toBe('A coach would like to work with you');
      expect(unknown?.email.text).toBe(known?.email.text);
      expect(unknown?.email.text).toMatch(/^Hello,\n\nPerson \d+ would like to be your coach/);
      await invite({ student_id: stranger.uuid });
      await eventually(
        async () => (await server.mailsTo(stranger.email)).map(({ email }) => email.subject),
        (subjects) => subjects.includes('A coach would like to work with you'),
        SOON_MS,
      );
      expect(await server.mailsTo(address)).toHaveLength(1);
    });
  });
});
