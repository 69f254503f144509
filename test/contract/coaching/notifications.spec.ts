import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotificationMail } from '../../../src/domain/notifications/notification-mail.service';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { allEventsLeft, giveNotifications, told } from '../../support/told-notifications';
import { eventsOf, keepEvents } from '../../support/told-events';

const SOON_MS = 20_000;
const UNKNOWN = '0198c0de-7e57-4abc-8def-0123456789ab';

describe('Coaching: notifications', () => {
  let app: TestApp;
  let admin: Person;
  let coach: Person;
  let student: Person;
  let linkId: number;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  beforeEach(async () => {
    coach = await person(app, 'COACH');
    student = await person(app);
    linkId = (await assign()).body.id;
    await told(app, coach, 1, 'student.linked');
    await told(app, student, 1, 'coach.linked');
    for (const who of [coach, student]) await app.coaching.post('/notifications/read', {}, who);
  });
  afterAll(() => app.stop());

  const assign = () =>
    app.coaching.post(
      '/admin/assignments',
      { coach_id: coach.uuid, student_id: student.uuid },
      admin,
    );
  const unlink = () => app.coaching.delete(`/admin/assignments/${linkId}`, admin);
  const list = (who: Person, query = '') => app.coaching.get(`/notifications${query}`, who);
  const unread = async (who: Person): Promise<number> =>
    (await app.coaching.get('/notifications/unread-count', who)).body.unread_count;
  const nameOf = async (who: Person): Promise<string> => {
    const [row] = await app.database.query<{ name: string }>(
      'SELECT full_name AS name FROM users WHERE id = $1',
      [who.id],
    );
    return row?.name ?? '';
  };
  const say = (content: string, by: Person) =>
    app.coaching.post('/agents/detect/crisis', { student_id: student.uuid, content }, by);
  const give = (title: string) =>
    app.coaching.post(`/coach/students/${student.uuid}/tasks`, { title }, coach);

  async function becomesDue(who: Person): Promise<void> {
    await app.database.query(
      `UPDATE notifications SET mail_due_at = now() - interval '1 second'
       WHERE user_id = $1 AND mail_due_at IS NOT NULL`,
      [who.id],
    );
    await app.trellis.app.get(NotificationMail).mail();
    // The clock may have taken them just before, and not be done yet.
    await eventually(
      () =>
        app.database.query(
          `SELECT 1 FROM notifications WHERE user_id = $1 AND mail_due_at <= now()`,
          [who.id],
        ),
      (due) => due.length === 0,
      SOON_MS,
    );
  }

  function mailsTo(email: string): string[] {
    const folder = join(app.dataFolder, 'mailbox');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .filter((mail) => mail.includes(`To: ${email}\r\n`));
  }

  const mailsOf = (who: Person) =>
    app.database.query<{ variables: { sentences: string[]; count: number; more: number } }>(
      `SELECT variables FROM email_messages
       WHERE user_id = $1 AND template = 'notifications' ORDER BY created_at`,
      [who.id],
    );

  it('tell both sides of a link and its end; the coach then knows of no student any more', async () => {
    const ofCoach = await list(coach, '?kind=student.linked');
    expect(ofCoach.body).toEqual({
      notifications: [
        {
          id: expect.any(String),
          kind: 'student.linked',
          text: `${await nameOf(student)} is one of your students now.`,
          about: { id: student.uuid, name: await nameOf(student) },
          target: null,
          course_id: null,
          occurred_at: expect.stringMatching(/Z$/),
          read_at: expect.stringMatching(/Z$/),
        },
      ],
      unread_count: 0,
      total: 1,
      page: 1,
      per_page: 20,
    });
    expect((await list(student)).body.notifications).toMatchObject([
      {
        kind: 'coach.linked',
        text: `${await nameOf(coach)} is your coach now and may read your record.`,
        about: null,
      },
    ]);
    expect((await unlink()).status).toBe(204);
    const [parted] = await told(app, student, 1, 'coach.unlinked');
    expect(parted?.text).toMatch(/no longer your coach/);
    await told(app, coach, 1, 'student.unlinked');
    const after = await list(coach);
    expect(after.body).toMatchObject({ total: 1, unread_count: 1 });
    expect(after.text).not.toContain(await nameOf(student));
    expect(after.text).not.toContain(student.uuid);
    await assign();
    await told(app, coach, 2, 'student.linked');
  });

  it('tell nobody of what they did themselves', async () => {
    await app.coaching.delete(`/coach/students/${student.uuid}`, coach);
    await told(app, student, 1, 'coach.unlinked');
    await allEventsLeft(app);
    expect((await list(coach)).body.notifications).toEqual([]);
  });

  it('tell students of tasks and of a session, once, and never of its notes', async () => {
    const task = await give('Write a draft');
    expect(task.status).toBe(200);
    const [first] = await told(app, student, 1, 'task.assigned');
    expect(first?.text).toBe(`${await nameOf(coach)} gave you the task “Write a draft”.`);
    const session = await app.coaching.post(
      '/coach/session',
      {
        student_id: student.uuid,
        session_type: 'essay_review',
        duration_minutes: 45,
        notes: 'Secretive about home.',
        action_items: [],
      },
      coach,
    );
    expect(session.status).toBe(200);
    const [held] = await told(app, student, 1, 'coaching_session.written');
    expect(held?.text).toMatch(/wrote down your session of \d+ \w+ \d{4}\.$/);
    expect(held?.target).toBeNull();
    const id = session.body.id ?? session.body.session_id;
    const changed = await app.coaching.patch(
      `/coach/sessions/${id}`,
      { notes: 'Better now.' },
      coach,
    );
    expect(changed.status).toBe(200);
    await allEventsLeft(app);
    const all = await list(student);
    expect(all.text).not.toMatch(/Secretive|essay_review|Better now/);
    expect(await told(app, student, 1, 'coaching_session.written')).toHaveLength(1);
  });

  it('of danger reach the coach, never the student, whoever asked; not to be switched off', async () => {
    await say('I want to kill myself.', coach);
    const [shown] = await told(app, coach, 1, 'crisis.detected');
    const [entry] = await app.database.query<{ id: string }>(
      `SELECT id FROM crisis_cases WHERE student_id = $1`,
      [student.id],
    );
    expect(shown).toMatchObject({
      text: `${await nameOf(student)} may be in danger (high). Please look at the case now.`.replace(
        'high',
        shown?.text.match(/\((\w+)\)/)?.[1] ?? '',
      ),
      about: { user_id: student.id },
      target: { type: 'crisis_case', id: entry?.id },
    });
    expect(shown?.text).not.toContain('kill');
    await allEventsLeft(app);
    const ofStudent = await list(student);
    expect(ofStudent.text).not.toMatch(/crisis|danger|agent/i);
    expect(await unread(student)).toBe(0);
    expect(await eventsOf(app, 'notification.created', student.id)).toHaveLength(1);
    const rows = await app.database.query(
      `SELECT 1 FROM notifications WHERE user_id = $1 AND kind NOT IN ('coach.linked')`,
      [student.id],
    );
    expect(rows).toEqual([]);
    for (const kind of ['crisis.detected', 'crisis.escalated']) {
      const off = { preferences: [{ kind, in_app: false }] };
      const refused = await app.coaching.put('/notifications/preferences', off, coach);
      expect(refused.status).toBe(400);
      expect(refused.body.error.details).toMatchObject({
        field: 'preferences.0.in_app',
        error: expect.stringMatching(/danger/),
      });
    }
    await unlink();
    expect((await list(coach)).text).not.toContain('crisis');
    await told(app, coach, 1, 'student.unlinked');
    expect(await unread(coach)).toBe(1);
    expect((await list(coach)).body).toMatchObject({ total: 1, unread_count: 1 });
    expect((await app.coaching.get(`/notifications/${shown?.id}`, coach)).status).toBe(404);
  });

  it('of danger reach admins where nobody else would hear, never about themselves', async () => {
    await unlink();
    const other = await person(app, 'PLATFORM_ADMIN');
    await say('I want to kill myself.', student);
    const [shown] = await told(app, admin, 1, 'crisis.detected');
    expect(shown?.about?.user_id).toBe(student.id);
    await told(app, other, 1, 'crisis.detected');
    await app.coaching.post('/notifications/read', {}, admin);
    const [own] = await app.database.query<{ id: string }>(
      `INSERT INTO crisis_cases (student_id, status, band, severity, source, source_key)
       VALUES ($1, 'open', 'high', 0.7, 'chat_turn', 'by hand') RETURNING id`,
      [other.id],
    );
    await app.database.query(
      `INSERT INTO outbox (kind, name, payload) VALUES ('event', 'crisis.escalated',
         jsonb_build_object('studentUuid', $1::text, 'severity', 'high', 'timestamp', now()))`,
      [other.uuid],
    );
    const [escalated] = await told(app, admin, 1, 'crisis.escalated');
    expect(escalated?.target?.id).toBe(own?.id);
    await allEventsLeft(app);
    expect(await told(app, other, 0, 'crisis.escalated')).toEqual([]);
    await app.database.query(
      `DELETE FROM role_grants WHERE user_id = $1 AND role = 'PLATFORM_ADMIN'`,
      [other.id],
    );
    expect((await list(other)).body).toMatchObject({ total: 0, unread_count: 0 });
  });

  it('of an agent reach who asked, once it took longer than anybody waits', async () => {
    const run = async (agent: string, seconds: number, by: Person): Promise<void> => {
      const [made] = await app.database.query<{ id: string }>(
        `INSERT INTO agent_runs (id, agent, student_id, requested_by, input, status, created_at,
           finished_at)
         VALUES (gen_random_uuid(), $1, $2, $3, '{}', 'succeeded',
           now() - make_interval(secs => $4), now()) RETURNING id`,
        [agent, student.id, by.id, seconds],
      );
      await app.database.query(
        `INSERT INTO outbox (kind, name, payload) VALUES ('event', 'agent.completed',
           jsonb_build_object('runId', $1::text, 'agent', $2::text, 'studentId', $3::integer,
             'status', 'succeeded'))`,
        [made?.id, agent, student.id],
      );
    };
    await run('assess/profile', 2, coach);
    await run('detect/crisis', 60, coach);
    await run('detect/crisis', 60, student);
    await run('assess/profile', 60, coach);
    await run('assess/readiness', 60, student);
    const [ofCoach] = await told(app, coach, 1, 'agent.finished');
    expect(ofCoach?.text).toBe(`The profile assessment about ${await nameOf(student)} is ready.`);
    const [ofStudent] = await told(app, student, 1, 'agent.finished');
    expect(ofStudent?.text).toBe('The readiness assessment is ready.');
    await allEventsLeft(app);
    for (const who of [coach, student]) {
      expect(await told(app, who, 1, 'agent.finished')).toHaveLength(1);
    }
  });

  it('leave one audit row where a list names students, and none where it names nobody', async () => {
    const traces = async () =>
      app.database.query<{ subject_ids: string[] }>(
        `SELECT subject_ids FROM audit_entries WHERE actor_id = $1 AND action = 'notification.list'`,
        [coach.id],
      );
    const before = (await traces()).length;
    await list(coach);
    expect((await traces()).slice(before)).toEqual([{ subject_ids: [String(student.id)] }]);
    await unread(coach);
    await app.coaching.post('/notifications/read', {}, coach);
    await list(coach, '?kind=stake.matured');
    expect((await traces()).length).toBe(before + 1);
  });

  describe('by mail', () => {
    it('go out for what is unread after a while, in one mail that names nobody', async () => {
      await give('First');
      await give('Second');
      await told(app, student, 2, 'task.assigned');
      await app.trellis.app.get(NotificationMail).mail();
      expect(await mailsOf(student)).toEqual([]);
      await becomesDue(student);
      const [mail] = await mailsOf(student);
      expect(mail?.variables).toEqual({
        sentences: [
          'Somebody who looks after you gave you the task “First”.',
          'Somebody who looks after you gave you the task “Second”.',
        ],
        count: 2,
        more: 0,
      });
      const [sent] = await eventually(
        async () => mailsTo(student.email).filter((one) => one.includes('things are new')),
        ({ length }) => length > 0,
        SOON_MS,
      );
      expect(sent).toMatch(/List-Unsubscribe-Post/);
      expect(sent).not.toContain(await nameOf(coach));
      await becomesDue(student);
      expect(await mailsOf(student)).toHaveLength(1);
    });

    it('not for what was read or deleted meanwhile, or may not be shown any more', async () => {
      await give('Read in time');
      const [shown] = await told(app, student, 1, 'task.assigned');
      await app.coaching.post(`/notifications/${shown?.id}/read`, undefined, student);
      await becomesDue(student);
      expect(await mailsOf(student)).toEqual([]);
      await app.coaching.put(
        '/notifications/preferences',
        { preferences: [{ kind: 'task.to_review', email: true }] },
        coach,
      );
      await app.database.query(
        `INSERT INTO notifications (user_id, occasion, kind, standing, subject_id, in_app,
           occurred_at, mail_due_at)
         VALUES ($1, 'by hand', 'task.to_review', 'coach', $2, true, now(), now())`,
        [coach.id, student.id],
      );
      await unlink();
      await becomesDue(coach);
      expect(await mailsOf(coach)).toEqual([]);
    });

    it('as the person chose: a kind by mail alone, and none of a kind that is off', async () => {
      const choose = (wish: object) =>
        app.coaching.put('/notifications/preferences', { preferences: [wish] }, student);
      expect((await choose({ kind: 'task.assigned', in_app: false })).status).toBe(200);
      await give('By mail alone');
      const waits = () =>
        app.database.query(`SELECT 1 FROM notifications WHERE user_id = $1 AND NOT in_app`, [
          student.id,
        ]);
      await eventually(waits, ({ length }) => length === 1, SOON_MS);
      expect((await list(student, '?kind=task.assigned')).body.total).toBe(0);
      await becomesDue(student);
      expect(await mailsOf(student)).toHaveLength(1);
      await choose({ kind: 'task.assigned', in_app: true });
      await give('Changed my mind');
      await told(app, student, 1, 'task.assigned');
      await choose({ kind: 'task.assigned', email: false });
      await becomesDue(student);
      expect(await mailsOf(student)).toHaveLength(1);
    });

    it('none at all for who refused them, and the preferences say so', async () => {
      await app.coaching.put('/email/preferences', { notifications: false }, student);
      const { body } = await app.coaching.get('/notifications/preferences', student);
      expect(body.mails_refused).toBe(true);
      await give('Unmailed');
      await told(app, student, 1, 'task.assigned');
      await becomesDue(student);
      const status = () =>
        app.database.query<{ status: string; last_error: string }>(
          `SELECT status, last_error FROM email_messages
           WHERE user_id = $1 AND template = 'notifications'`,
          [student.id],
        );
      const [mail] = await eventually(
        status,
        ([one]) => one?.status !== 'queued' && one?.status !== 'sending',
        SOON_MS,
      );
      expect(mail).toMatchObject({ status: 'suppressed', last_error: 'refused' });
    });

    it('not a second time for what its own feature mails', async () => {
      await say('I want to kill myself.', coach);
      await told(app, coach, 1, 'crisis.detected');
      const [row] = await app.database.query(
        `SELECT mail_due_at FROM notifications WHERE user_id = $1 AND kind = 'crisis.detected'`,
        [coach.id],
      );
      expect(row).toEqual({ mail_due_at: null });
    });

    it('cannot be written by coaches', async () => {
      const reply = await app.coaching.post(
        '/email/send',
        {
          to: { user_id: student.uuid },
          template: 'notifications',
          variables: { sentences: ['x'], count: 1, more: 0 },
        },
        coach,
      );
      expect(reply.status).toBe(403);
    });
  });

  it('are listed in pages, marked and deleted under every prefix, and bad input is refused', async () => {
    await giveNotifications(app, student, 3, 'stake.matured');
    const page = await list(student, '?page=2&per_page=2&kind=stake.matured&unread=true');
    expect(page.body).toMatchObject({ total: 3, unread_count: 3, page: 2, per_page: 2 });
    expect(page.body.notifications).toHaveLength(1);
    const [newest, seen] = (await list(student)).body.notifications;
    const upTo = await app.coaching.post('/notifications/read', { up_to: seen.id }, student);
    expect(upTo.body).toEqual({ marked: 2, unread_count: 1 });
    const path = `/notifications/${newest.id}`;
    expect((await app.coaching.post(`${path}/read`, undefined, student)).body).toEqual({
      marked: 1,
      unread_count: 0,
    });
    expect((await app.coaching.post(`${path}/unread`, {}, student)).body.unread_count).toBe(1);
    expect((await app.coaching.get(path, student)).body.id).toBe(newest.id);
    for (const prefix of ['/v2', '/v1']) {
      expect((await app.root.get(`${prefix}${path}`, student)).status).toBe(200);
    }
    expect((await app.coaching.delete(path, student)).status).toBe(204);
    expect((await app.coaching.delete(path, student)).status).toBe(404);
    for (const query of ['?page=0', '?per_page=101', '?kind=x', '?unread=1', '?x=1']) {
      expect([query, (await list(student, query)).status]).toEqual([query, 400]);
    }
    for (const body of [{ up_to: 7 }, { up_to: null }, { up_to: '*' }, { all: true }]) {
      expect((await app.coaching.post('/notifications/read', body, student)).status).toBe(400);
    }
    for (const id of ['x', '%00', '1']) {
      expect((await app.coaching.get(`/notifications/${id}`, student)).status).toBe(400);
    }
    expect((await app.coaching.get(`/notifications/${UNKNOWN}`, student)).status).toBe(404);
    expect((await app.coaching.get('/notifications')).status).toBe(401);
  });
});
