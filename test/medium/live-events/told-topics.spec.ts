import { randomUUID } from 'node:crypto';
import { AgentCompleted, AgentProgressed } from '../../../src/domain/agents/agents.events';
import { ApiKeysChanged } from '../../../src/domain/api-keys/api-keys.events';
import {
  LabSubmissionCreated,
  LabSubmissionReviewed,
  QuizAttemptReviewed,
  QuizAttemptSubmitted,
} from '../../../src/domain/assessments/assessments.events';
import {
  CoachingSessionWritten,
  CoachLinked,
  CoachUnlinked,
} from '../../../src/domain/coach/coach.events';
import {
  CourseRated,
  DiscussionPostCreated,
  DiscussionThreadCreated,
  FlashcardReviewed,
  NoteCreated,
} from '../../../src/domain/community/community.events';
import { CourseUpdated } from '../../../src/domain/courses/courses.events';
import {
  CrisisCaseUpdated,
  CrisisDetected,
  CrisisEscalated,
} from '../../../src/domain/crisis/crisis.events';
import { DocumentStatusChanged } from '../../../src/domain/documents/documents.events';
import {
  EnrollmentCreated,
  EnrollmentUpdated,
} from '../../../src/domain/enrollments/enrollments.events';
import { LIVE_EVENT_TYPES } from '../../../src/domain/live-events/live-event-catalogue';
import { NotificationCreated } from '../../../src/domain/notifications/notifications.events';
import { PaymentUpdated } from '../../../src/domain/payment/payment.events';
import {
  PointsEarned,
  StakeClaimed,
  StakeMatured,
  StakeOpened,
  StakeReleased,
} from '../../../src/domain/points/points.events';
import { ExportCompleted } from '../../../src/domain/privacy/exports/exports.events';
import { ProgressUpdated } from '../../../src/domain/progress/progress.events';
import { StudentRecordUpdated } from '../../../src/domain/students/students.events';
import {
  TaskCompleted,
  TaskCreated,
  TaskReturned,
  TaskSubmitted,
  TaskUpdated,
  TaskWithdrawn,
} from '../../../src/domain/tasks/tasks.events';
import { UserImportProgressed } from '../../../src/domain/user-import/user-import.events';
import { DomainEvent } from '../../../src/platform/queue/domain-event';
import { Outbox } from '../../../src/platform/queue/outbox';
import { eventually } from '../../support/eventually';
import {
  type CastMember,
  castMember,
  giveTellingIds,
  link,
  NAME_CANARY,
} from '../../support/live-event-cast';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const SECRET = 'Words that nobody may be told';

/** What the chat's statements write, as an event. */
class MessageSaid extends DomainEvent<{
  messageId: number;
  sessionId: number;
  userId: number;
  role: string;
}> {
  override readonly name = 'chat.message.created';
}

interface Told {
  readonly topic: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly subjectIds: readonly number[];
}

describe('Where events are told', () => {
  let database: TestDatabase;
  let worker: TestProcess;
  let outbox: Outbox;
  let student: CastMember;
  let other: CastMember;
  let coach: CastMember;
  let second: CastMember;
  let stranger: CastMember;
  let admin: CastMember;
  let adminAsStudent: CastMember;
  const run = randomUUID();
  const job = randomUUID();
  const shared = randomUUID();
  const hidden = randomUUID();
  const thing = randomUUID();

  beforeAll(async () => {
    database = await createTestDatabase();
    await giveTellingIds(database);
    student = await castMember(database, 'STUDENT');
    other = await castMember(database, 'STUDENT');
    coach = await castMember(database, 'COACH');
    second = await castMember(database, 'COACH');
    stranger = await castMember(database, 'COACH');
    admin = await castMember(database, 'PLATFORM_ADMIN');
    adminAsStudent = await castMember(database, 'STUDENT', 'PLATFORM_ADMIN');
    const linkId = await link(database, coach, student);
    await link(database, second, student);
    await link(database, stranger, other);
    await link(database, coach, adminAsStudent);
    await database.query(
      `INSERT INTO documents (id, owner_id, uploaded_by, kind, title)
       VALUES ($1, $3, $3, 'essay', '${SECRET}'), ($2, $3, $3, 'essay', '${SECRET}')`,
      [shared, hidden, student.id],
    );
    await database.query(`INSERT INTO document_shares (document_id, link_id) VALUES ($1, $2)`, [
      shared,
      linkId,
    ]);
    const people = [student, other, coach, second, stranger, admin, adminAsStudent];
    const topics = [
      ...people.flatMap(({ id, uuid }) => [
        `student:${uuid}`,
        `user:${uuid}`,
        `crisis_alerts:${id}`,
      ]),
      'course:1',
      'course:2',
      'course_staff:1',
      'course_staff:2',
      'session:5',
      'session:6',
      `job:${run}`,
      `job:${job}`,
      'crisis_alerts:all',
    ];
    await database.query(`INSERT INTO topic_heads (topic) SELECT unnest($1::text[])`, [topics]);
    worker = await testProcess(database, { jobs: true });
    outbox = worker.get(Outbox);
  });
  afterAll(async () => {
    await worker.stop();
    await database.drop();
  });
  beforeEach(() => database.query(`DELETE FROM topic_entries`));

  /** Publishes events as features do, waits until all left, and reads every log. */
  async function told(...events: readonly DomainEvent[]): Promise<Told[]> {
    // Most events make notifications, which are told in their turn.
    const isAboutNotifications = events.some(({ name }) => name === 'notification.created');
    for (const event of events) await outbox.publish(event);
    await eventually(
      () => database.query(`SELECT FROM outbox WHERE kind = 'event'`),
      (waiting) => waiting.length === 0,
      20_000,
    );
    expect(await database.query(`SELECT FROM deferred_events`)).toEqual([]);
    return database.query<Told>(
      `SELECT topic, type, data, subject_ids AS "subjectIds" FROM topic_entries
       WHERE $1 OR type <> 'notification.created' ORDER BY topic, "offset"`,
      [isAboutNotifications],
    );
  }

  async function topicsOf(event: DomainEvent): Promise<string[]> {
    return (await told(event)).map(({ topic }) => topic);
  }

  const studentTopic = (): string => `student:${student.uuid}`;
  const own = (): string => `user:${student.uuid}`;
  const both = (): string[] => [studentTopic(), own()];
  const carers = (): string[] => [
    `crisis_alerts:${coach.id}`,
    `crisis_alerts:${second.id}`,
    'crisis_alerts:all',
  ];

  /** One event of every type, with the topics that tell it: these and no others. */
  function walk(): readonly (readonly [DomainEvent, readonly string[]])[] {
    const { id: userId, uuid: studentUuid } = student;
    const task = { userId, taskId: thing };
    const stake = { userId, stakeId: thing, points: 5 };
    const enrollment = {
      enrollmentId: 3,
      userId,
      courseId: 1,
      courseOfferingId: 4,
      status: 'ACTIVE' as const,
      changedBy: null,
    };
    const news = { studentUuid, severity: 'high', timestamp: new Date().toISOString() };
    const submittedAt = '2026-11-02T10:00:00.000Z';
    const aboutRun = { runId: run, agent: 'assess/profile', studentId: userId };
    const work = { userId, courseId: 1, contentItemId: 7, courseOfferingId: 4 };
    return [
      [
        new AgentProgressed({ ...aboutRun, requestedBy: userId, progress: 60 }),
        [`job:${run}`, ...both()],
      ],
      [
        new AgentCompleted({ ...aboutRun, requestedBy: coach.id, status: 'succeeded' }),
        [`job:${run}`, `user:${coach.uuid}`],
      ],
      [new ApiKeysChanged({ userId, change: 'made' }), [own()]],
      [new MessageSaid({ messageId: 2, sessionId: 5, userId, role: 'assistant' }), ['session:5']],
      [new CoachLinked({ coachId: coach.id, studentId: userId }), [own(), `user:${coach.uuid}`]],
      [
        new CoachUnlinked({ coachId: stranger.id, studentId: userId, endedBy: userId }),
        [own(), `user:${stranger.uuid}`],
      ],
      [
        new CoachingSessionWritten({ sessionId: thing, coachId: coach.id, studentId: userId }),
        [studentTopic()],
      ],
      [new CourseUpdated({ courseId: 1, part: 'content' }), ['course:1']],
      [new CourseRated({ ratingId: 2, courseId: 1, userId }), [own()]],
      [new CrisisDetected(news), carers()],
      [new CrisisEscalated(news), carers()],
      [new CrisisCaseUpdated({ caseId: thing, studentUuid, step: 'acknowledged' }), carers()],
      [
        new DiscussionThreadCreated({ threadId: 1, courseId: 1, contentItemId: null, userId }),
        ['course_staff:1', own()],
      ],
      [
        new DiscussionPostCreated({
          postId: 1,
          threadId: 1,
          parentPostId: null,
          courseId: 1,
          contentItemId: null,
          userId,
        }),
        ['course_staff:1', own()],
      ],
      [
        new DocumentStatusChanged({
          documentId: shared,
          studentUuid,
          version: 1,
          status: 'ready',
        }),
        [own(), `user:${coach.uuid}`],
      ],
      [new EnrollmentCreated(enrollment), ['course_staff:1', own()]],
      [new EnrollmentUpdated(enrollment), ['course_staff:1', own()]],
      [new ExportCompleted({ exportId: job, userId, status: 'done' }), [`job:${job}`, own()]],
      [
        new FlashcardReviewed({
          flashcardId: 1,
          reviewId: thing,
          userId,
          courseId: 1,
          contentItemId: null,
        }),
        [own()],
      ],
      [
        new UserImportProgressed({
          importId: job,
          requestedBy: admin.id,
          kind: 'users',
          status: 'running',
          rows: 9,
          rowsRead: 3,
          rowsFailed: 1,
        }),
        [`job:${job}`, `user:${admin.uuid}`],
      ],
      [
        new LabSubmissionCreated({ ...work, submissionId: 1, attemptNumber: 1, submittedAt }),
        ['course_staff:1', own()],
      ],
      [
        new LabSubmissionReviewed({
          ...work,
          submissionId: 1,
          status: 'ACCEPTED',
          score: 9,
          submittedAt,
        }),
        [own()],
      ],
      [new NoteCreated({ noteId: 1, userId, courseId: 1, contentItemId: null }), [own()]],
      [
        new NotificationCreated({ userId, notificationId: thing, kind: 'task.created' as never }),
        [own()],
      ],
      [new PaymentUpdated({ userId, kind: 'payment', id: thing, status: 'paid' }), [own()]],
      [new PointsEarned({ userId, transferId: thing, points: 5 }), [own()]],
      [
        new ProgressUpdated({
          userId,
          courseId: 1,
          courseOfferingId: 4,
          contentItemId: 7,
          moduleId: null,
          percent: 50,
          coursePercent: 12.5,
          isOwn: true,
        }),
        [own()],
      ],
      [
        new QuizAttemptReviewed({
          ...work,
          attemptId: 1,
          percent: 50,
          passed: true,
          submittedAt,
        }),
        [own()],
      ],
      [
        new QuizAttemptSubmitted({
          ...work,
          attemptId: 1,
          percent: 50,
          passed: null,
          isExpired: false,
          submittedAt,
        }),
        [own()],
      ],
      [new StakeClaimed(stake), [own()]],
      [new StakeMatured(stake), [own()]],
      [new StakeOpened(stake), [own()]],
      [new StakeReleased({ ...stake, outcome: 'kept' }), [own()]],
      [new StudentRecordUpdated({ studentId: userId }), [studentTopic()]],
      [new TaskCompleted({ ...task, points: 5 }), both()],
      [new TaskCreated({ ...task, source: 'self' }), both()],
      [new TaskReturned({ ...task, submissionId: thing }), both()],
      [new TaskSubmitted({ ...task, submissionId: thing, courseId: null }), both()],
      [new TaskUpdated(task), both()],
      [new TaskWithdrawn({ ...task, status: 'cancelled' }), both()],
    ];
  }

  it('is written down here for every type of the catalogue', () => {
    expect(
      walk()
        .map(([{ name }]) => name)
        .toSorted(),
    ).toEqual(LIVE_EVENT_TYPES.map(({ type }) => type).toSorted());
  });

  it('are exactly the topics of those who may know, whatever else the payload holds', async () => {
    for (const [event, topics] of walk()) {
      await database.query(`DELETE FROM topic_entries`);
      const padded = Object.assign(Object.create(event) as DomainEvent, {
        name: event.name,
        payload: { ...(event.payload as object), title: SECRET, author: NAME_CANARY },
      });
      const entries = await told(padded);
      const kinds = LIVE_EVENT_TYPES.find(({ type }) => type === event.name)?.topics ?? [];
      expect([event.name, entries.map(({ topic }) => topic).toSorted()]).toEqual([
        event.name,
        topics.toSorted(),
      ]);
      for (const { topic, type, data } of entries) {
        expect(type).toBe(event.name);
        expect(kinds).toContain(topic.split(':')[0]);
        const text = JSON.stringify(data);
        for (const word of [SECRET, NAME_CANARY, '77077000', '@example.com']) {
          expect(text).not.toContain(word);
        }
      }
    }
  }, 120_000);

  it('never are a student of a crisis, not even one who coaches or is an admin', async () => {
    const severity = 'imminent';
    const timestamp = new Date().toISOString();
    const entries = await told(
      new CrisisDetected({ studentUuid: adminAsStudent.uuid, severity, timestamp }),
    );
    expect(entries.map(({ topic }) => topic)).toEqual([`crisis_alerts:${coach.id}`]);
    expect(entries[0]?.data).toEqual({ student_id: adminAsStudent.uuid, severity, timestamp });
    expect(entries[0]?.subjectIds).toEqual([adminAsStudent.id]);
  });

  it.each([
    ['a coach', () => coach],
    ['an admin', () => admin],
  ])('keep a crisis detection that %s asked for from the student', async (_who, asker) => {
    const { id: requestedBy, uuid } = asker();
    const about = { runId: run, agent: 'detect/crisis', studentId: student.id, requestedBy };
    const entries = await told(
      new AgentProgressed({ ...about, progress: 60 }),
      new AgentCompleted({ ...about, status: 'succeeded' }),
    );
    expect([...new Set(entries.map(({ topic }) => topic))].toSorted()).toEqual(
      [`job:${run}`, `user:${uuid}`].toSorted(),
    );
  });

  it('leave out who asked but may not open the record any more, and who is gone', async () => {
    const about = { runId: run, agent: 'assess/profile', studentId: student.id };
    const status = 'succeeded';
    for (const requestedBy of [stranger.id, null]) {
      await database.query(`DELETE FROM topic_entries`);
      expect(await topicsOf(new AgentCompleted({ ...about, requestedBy, status }))).toEqual([
        `job:${run}`,
      ]);
    }
    await database.query(`DELETE FROM topic_entries`);
    expect(
      await topicsOf(
        new PaymentUpdated({ userId: null, kind: 'payment', id: about.runId, status }),
      ),
    ).toEqual([]);
    const gone = { studentUuid: randomUUID(), severity: 'high', timestamp: '2026-01-01T00:00:00Z' };
    expect(await topicsOf(new CrisisDetected(gone))).toEqual([]);
  });

  it('hide a document from coaches with whom it is not shared', async () => {
    const event = { studentUuid: student.uuid, version: 1, status: 'ready' };
    expect(await topicsOf(new DocumentStatusChanged({ ...event, documentId: hidden }))).toEqual([
      own(),
    ]);
  });

  it('show a document to all who follow its student where all of them may read it', async () => {
    const event = { version: 1, status: 'ready' };
    const lonely = await castMember(database, 'STUDENT');
    const documentId = randomUUID();
    await database.query(
      `INSERT INTO documents (id, owner_id, uploaded_by, kind, title) VALUES ($1, $2, $2, 'essay', '-')`,
      [documentId, lonely.id],
    );
    await database.query(`INSERT INTO topic_heads (topic) VALUES ($1), ($2)`, [
      `student:${lonely.uuid}`,
      `user:${lonely.uuid}`,
    ]);
    expect(
      await topicsOf(new DocumentStatusChanged({ ...event, documentId, studentUuid: lonely.uuid })),
    ).toEqual([`student:${lonely.uuid}`, `user:${lonely.uuid}`]);
  });

  it('forget a student whom a coach looks after no longer', async () => {
    const former = await castMember(database, 'COACH');
    const linkId = await link(database, former, student);
    const crisis = `crisis_alerts:${former.id}`;
    await database.query(`INSERT INTO topic_heads (topic) VALUES ($1), ($2)`, [
      crisis,
      `user:${former.uuid}`,
    ]);
    const news = {
      studentUuid: student.uuid,
      severity: 'high',
      timestamp: new Date().toISOString(),
    };
    const asked = {
      runId: run,
      agent: 'detect/crisis',
      studentId: student.id,
      requestedBy: former.id,
      status: 'succeeded' as const,
    };
    const before = await told(new CrisisDetected(news), new AgentCompleted(asked));
    const ofFormer = (entries: readonly Told[]): string[] =>
      entries
        .filter(({ topic }) => topic === crisis || topic === `user:${former.uuid}`)
        .map(({ type }) => type);
    expect(ofFormer(before)).toEqual(['crisis.detected', 'agent.completed']);
    await database.query(`UPDATE coach_students SET status = 'ended' WHERE id = $1`, [linkId]);
    const after = await told(
      new CoachUnlinked({ coachId: former.id, studentId: student.id, endedBy: former.id }),
      new CrisisDetected(news),
      new AgentCompleted(asked),
    );
    expect(ofFormer(after)).toEqual(['coach.unlinked']);
  });

  it('are told in the order of what happened', async () => {
    const task = { userId: student.id, taskId: thing };
    const entries = await told(
      new TaskCreated({ ...task, source: 'self' }),
      new TaskUpdated(task),
      new TaskSubmitted({ ...task, submissionId: thing, courseId: null }),
      new TaskCompleted({ ...task, points: 0 }),
    );
    expect(entries.filter(({ topic }) => topic === own()).map(({ type }) => type)).toEqual([
      'task.created',
      'task.updated',
      'task.submitted',
      'task.completed',
    ]);
  });
});
