import { randomUUID } from 'node:crypto';
import { NotificationMail } from '../../../src/domain/notifications/notification-mail.service';
import { NotificationSink } from '../../../src/domain/notifications/notification-sink.service';
import { Database } from '../../../src/platform/database/database';
import type { DispatchedEvent } from '../../../src/platform/queue/event-sink';
import { type CastMember, castMember, link } from '../../support/live-event-cast';
import { StatementCounter } from '../../support/statement-counter';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

interface ToldRow {
  readonly kind: string;
  readonly who: number;
  readonly standing: string;
  readonly about: number | null;
  readonly target: string | null;
  readonly facts: object;
}

describe('What events tell people', () => {
  let counter: StatementCounter;
  let database: TestDatabase;
  let first: TestProcess;
  let second: TestProcess;
  let student: CastMember;
  let coach: CastMember;
  let admin: CastMember;

  beforeAll(async () => {
    counter = new StatementCounter();
    database = await createTestDatabase();
    first = await testProcess(database, { jobs: false });
    second = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
    await database.drop();
    counter.remove();
  });
  beforeEach(async () => {
    await database.query(`DELETE FROM users`);
    await database.query(`DELETE FROM outbox`);
    student = await castMember(database, 'STUDENT');
    coach = await castMember(database, 'COACH');
    admin = await castMember(database, 'PLATFORM_ADMIN');
    await link(database, coach, student);
  });

  const event = (
    name: string,
    payload: Readonly<Record<string, boolean | string | number | null>>,
    more: Partial<DispatchedEvent> = {},
  ): DispatchedEvent => ({ id: randomUUID(), name, payload, occurredAt: new Date(), ...more });
  const take = (events: readonly DispatchedEvent[], process: TestProcess = first) =>
    process.get(Database).transaction(async () => {
      await process.get(NotificationSink).take(events);
    });
  const told = () =>
    database.query<ToldRow>(
      `SELECT kind, user_id AS who, standing, subject_id AS about,
         target_type || ':' || target_id AS target, facts
       FROM notifications ORDER BY sequence`,
    );

  async function task(values: {
    source?: string;
    status?: string;
    completedBy?: number;
    verification?: string;
  }): Promise<string> {
    const { source = 'coach', status = 'open', verification = 'review' } = values;
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO tasks (user_id, title, source, source_key, status, verification, created_by,
         completed_by, completed_at)
       VALUES ($1, 'Draft', $2, gen_random_uuid()::text, $3, $4, $5, $6,
         CASE WHEN $3 = 'done' THEN now() END) RETURNING id`,
      [student.id, source, status, verification, coach.id, values.completedBy ?? null],
    );
    return row?.id ?? '';
  }

  async function document(uploader: CastMember): Promise<string> {
    const id = randomUUID();
    await database.query(
      `INSERT INTO documents (id, owner_id, uploaded_by, kind, title)
       VALUES ($1, $2, $3, 'essay', 'Essay')`,
      [id, student.id, uploader.id],
    );
    await database.query(
      `INSERT INTO document_versions (id, document_id, number, file_key, file_name, media_type,
         byte_length, sha256, status, uploaded_by)
       VALUES ($1::uuid, $1::uuid, 1, $1::text, 'e.txt', 'text/plain', 1, '00', 'clean', $2)`,
      [id, uploader.id],
    );
    return id;
  }

  it('a task that others gave, returned or accepted; none of a plan or of one’s own', async () => {
    const given = await task({});
    const planned = await task({ source: 'game_plan' });
    const done = await task({ status: 'done', completedBy: coach.id });
    const own = await task({ status: 'done', completedBy: student.id });
    const about = (taskId: string) => ({ userId: student.id, taskId });
    await take([
      event('task.created', about(given)),
      event('task.created', about(planned)),
      event('task.returned', { ...about(given), submissionId: '' }),
      event('task.completed', { ...about(done), points: 20 }),
      event('task.completed', { ...about(own), points: 0 }),
    ]);
    const shown = await told();
    expect(shown.map(({ kind, target }) => [kind, target])).toEqual(
      expect.arrayContaining([
        ['task.assigned', `task:${given}`],
        ['task.returned', `task:${given}`],
        ['task.completed', `task:${done}`],
      ]),
    );
    expect(shown).toHaveLength(3);
    expect(new Set(shown.map(({ who }) => who))).toEqual(new Set([student.id]));
    expect(shown.find(({ kind }) => kind === 'task.completed')?.facts).toEqual({ points: 20 });
  });

  it('a task that waits for a review: its coaches, while they are that', async () => {
    const former = await castMember(database, 'COACH');
    const linkId = await link(database, former, student);
    await database.query(`UPDATE coach_students SET status = 'ended' WHERE id = $1`, [linkId]);
    const demoted = await castMember(database);
    await link(database, demoted, student);
    const waiting = await task({ status: 'submitted' });
    const judged = await task({ status: 'done', completedBy: coach.id });
    const about = { userId: student.id, submissionId: waiting };
    await take([
      event('task.submitted', { ...about, taskId: waiting }),
      event('task.submitted', { ...about, taskId: judged }),
    ]);
    expect(await told()).toEqual([
      {
        kind: 'task.to_review',
        who: coach.id,
        standing: 'coach',
        about: student.id,
        target: `task:${waiting}`,
        facts: {},
      },
    ]);
  });

  it('a task that waits no longer is read, and is not mailed', async () => {
    const waiting = await task({ status: 'submitted' });
    const other = await task({ status: 'submitted' });
    const about = (taskId: string) => ({ userId: student.id, taskId, submissionId: taskId });
    await take([event('task.submitted', about(waiting)), event('task.submitted', about(other))]);
    const unread = () =>
      database.query(
        `SELECT target_id FROM notifications WHERE kind = 'task.to_review' AND read_at IS NULL`,
      );
    for (const end of ['task.returned', 'task.withdrawn', 'task.completed']) {
      await take([event(end, { ...about(waiting), status: 'open', points: 0 })]);
      expect(await unread()).toEqual([{ target_id: other }]);
      await take([event('task.submitted', about(waiting))]);
      expect(await unread()).toHaveLength(2);
    }
    await take([event('task.returned', about(waiting)), event('task.submitted', about(waiting))]);
    expect(await unread()).toHaveLength(2);
  });

  it('a document: who uploaded it of a problem, its student of what others added', async () => {
    const own = await document(student);
    const added = await document(coach);
    const status = (documentId: string, word: string) =>
      event('document.status', {
        documentId,
        studentUuid: student.uuid,
        version: 1,
        status: word,
      });
    await take([
      status(own, 'scanning'),
      status(own, 'clean'),
      status(own, 'extracted'),
      status(own, 'extraction_failed'),
      status(added, 'clean'),
      status(added, 'infected'),
    ]);
    const shown = await told();
    expect(shown).toHaveLength(3);
    expect(shown).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'document.problem',
          who: student.id,
          about: null,
          target: `document:${own}`,
          facts: { status: 'extraction_failed' },
        }),
        expect.objectContaining({ kind: 'document.added', who: student.id, about: null }),
        expect.objectContaining({
          kind: 'document.problem',
          who: coach.id,
          standing: 'coach',
          about: student.id,
        }),
      ]),
    );
  });

  it('a plan that somebody had made: its student; one of their own tells them nothing', async () => {
    const plan = async (requestedBy: CastMember, version: number): Promise<string> => {
      const [run] = await database.query<{ id: string }>(
        `INSERT INTO agent_runs (id, agent, student_id, requested_by, input, status, finished_at)
         VALUES (gen_random_uuid(), 'generate/gameplan', $1, $2, '{}', 'succeeded', now())
         RETURNING id`,
        [student.id, requestedBy.id],
      );
      await database.query(
        `INSERT INTO game_plans (user_id, version, run_id, starts_on, plan)
         VALUES ($1, $2, $3, '2026-01-01', '{}')`,
        [student.id, version, run?.id],
      );
      return run?.id ?? '';
    };
    const byCoach = await plan(coach, 1);
    const own = await plan(student, 2);
    await take([
      event('agent.completed', { runId: byCoach }),
      event('agent.completed', { runId: own }),
    ]);
    expect(await told()).toMatchObject([
      { kind: 'game_plan.ready', who: student.id, target: 'game_plan:1' },
    ]);
  });

  it('money, points, keys, copies and imports: whose they are', async () => {
    const id = randomUUID();
    const { id: userId } = student;
    await take([
      event('payment.updated', { userId, kind: 'payment', id: '7', status: 'paid' }),
      event('payment.updated', { userId, kind: 'subscription', id: '8', status: 'past_due' }),
      event('payment.updated', { userId, kind: 'subscription', id: '8', status: 'incomplete' }),
      event('payment.updated', { userId: null, kind: 'payment', id: '9', status: 'paid' }),
      event('stake.matured', { userId, stakeId: id, points: 50 }),
      event('api_keys.changed', { userId, change: 'leaked' }),
      event('export.completed', { userId, exportId: id, status: 'done' }),
      ...['running', 'success', 'success'].map((status) =>
        event('import.progress', { importId: id, requestedBy: admin.id, kind: 'users', status }),
      ),
    ]);
    const shown = await told();
    expect(shown.map(({ kind, who }) => [kind, who]).toSorted()).toEqual(
      [
        ['api_key.changed', userId],
        ['export.ready', userId],
        ['import.finished', admin.id],
        ['payment.problem', userId],
        ['payment.updated', userId],
        ['stake.matured', userId],
      ].toSorted(),
    );
  });

  it('a crisis: each coach once and never its student, who may coach and run the place', async () => {
    await database.query(
      `INSERT INTO role_grants (user_id, role) VALUES ($1, 'COACH'), ($1, 'PLATFORM_ADMIN')`,
      [student.id],
    );
    await database.query(`INSERT INTO role_grants (user_id, role) VALUES ($1, 'PLATFORM_ADMIN')`, [
      coach.id,
    ]);
    const news = { studentUuid: student.uuid, severity: 'high', timestamp: '2026-01-01T00:00:00Z' };
    await take([event('crisis.detected', { ...news, isKnown: true })]);
    expect(await told()).toEqual([]);
    await take([event('crisis.detected', news)]);
    expect(await told()).toMatchObject([
      { kind: 'crisis.detected', who: coach.id, standing: 'coach', about: student.id },
    ]);
    await take([event('crisis.escalated', news)]);
    expect(
      (await told())
        .slice(1)
        .map(({ who, standing }) => [who, standing])
        .toSorted(),
    ).toEqual(
      [
        [admin.id, 'admin'],
        [coach.id, 'admin'],
      ].toSorted(),
    );
  });

  it('nothing twice, whichever process takes an event again, and at the same moment', async () => {
    const events = Array.from({ length: 20 }, (_, points) =>
      event('stake.matured', { userId: student.id, stakeId: randomUUID(), points }),
    );
    await Promise.all([take(events, first), take(events, second), take(events, first)]);
    await take(events, second);
    expect(await told()).toHaveLength(20);
    const created = await database.query<{ payload: { kind: string } }>(
      `SELECT payload FROM outbox WHERE name = 'notification.created'`,
    );
    expect(created).toHaveLength(20);
  });

  it('in few statements, however many events leave together', async () => {
    const batch = (count: number) =>
      Array.from({ length: count }, () =>
        event('stake.matured', { userId: student.id, stakeId: randomUUID(), points: 1 }),
      );
    const one = await counter.least(() => take(batch(1)));
    expect(await counter.least(() => take(batch(50)))).toBe(one);
    // BEGIN, the source, the rows, what they tell, COMMIT.
    expect(one).toBeLessThanOrEqual(5);
  });

  it('or nothing, where a person has gone or what it is about has', async () => {
    const stranger = randomUUID();
    await take([
      event('task.created', { userId: student.id, taskId: stranger }),
      event('task.submitted', { userId: student.id, taskId: stranger, submissionId: stranger }),
      event('document.status', {
        documentId: stranger,
        studentUuid: student.uuid,
        version: 1,
        status: 'infected',
      }),
      event('agent.completed', { runId: stranger }),
      event('coaching_session.written', { sessionId: stranger, coachId: 1, studentId: 2 }),
      event('coach.linked', { coachId: 2_000_000_001, studentId: 2_000_000_002 }),
      event('crisis.detected', { studentUuid: stranger, severity: 'high', timestamp: '' }),
      event('stake.matured', { userId: 2_000_000_001, stakeId: stranger, points: 1 }),
    ]);
    expect(await told()).toEqual([]);
  });

  it('goes with the student whom it is about', async () => {
    const waiting = await task({ status: 'submitted' });
    await take([
      event('task.submitted', { userId: student.id, taskId: waiting, submissionId: waiting }),
    ]);
    expect(await told()).toHaveLength(1);
    await database.query(`DELETE FROM users WHERE id = $1`, [student.id]);
    expect(await told()).toEqual([]);
  });

  it('is mailed once, though two processes look at the same moment', async () => {
    await take(
      Array.from({ length: 12 }, () =>
        event('payment.updated', {
          userId: student.id,
          kind: 'subscription',
          id: '8',
          status: 'past_due',
        }),
      ),
    );
    await database.query(`UPDATE notifications SET mail_due_at = now()`);
    await Promise.all(
      [first, second, first, second].map((process) => process.get(NotificationMail).mail()),
    );
    const mails = await database.query<{ count: number; more: number; shown: number }>(
      `SELECT (variables ->> 'count')::int AS count, (variables ->> 'more')::int AS more,
         jsonb_array_length(variables -> 'sentences') AS shown
       FROM email_messages WHERE template = 'notifications'`,
    );
    expect(mails).toEqual([{ count: 12, more: 2, shown: 10 }]);
    const subjects = await database.query(
      `SELECT 1 FROM notifications WHERE mail_due_at IS NOT NULL`,
    );
    expect(subjects).toEqual([]);
  });
});
