import { randomUUID } from 'node:crypto';
import type { Actor, Grant } from '../../../src/kernel/actor';
import { type OpenTopic, TopicAccess } from '../../../src/domain/live-events/topic-access';
import { type Person, person } from '../../support/people';
import { type School, instructorOf, school } from '../../support/school';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

const UNKNOWN = '123e4567-e89b-12d3-a456-426614174999';

/** Everybody who asks, by what they are to the student and the course that the topics are about. */
interface People {
  readonly student: Person;
  readonly classmate: Person;
  readonly dropout: Person;
  readonly stranger: Person;
  readonly coach: Person;
  readonly formerCoach: Person;
  readonly otherCoach: Person;
  readonly author: Person;
  readonly teacher: Person;
  readonly foreignAuthor: Person;
  readonly admin: Person;
}

describe('Access to topics', () => {
  let app: TestApp;
  let access: TopicAccess;
  let room: School;
  let people: People;
  /** Names of topics by what they are. */
  let names: Record<string, string>;

  beforeAll(async () => {
    app = await testApp();
    access = app.trellis.app.get(TopicAccess, { strict: false });
    room = await school(app);
    await app.database.query(`UPDATE courses SET is_published = true WHERE id = $1`, [
      room.courseId,
    ]);
    people = {
      student: await room.student(),
      classmate: await room.student(),
      dropout: await room.student(),
      stranger: await person(app),
      coach: await person(app, 'COACH'),
      formerCoach: await person(app, 'COACH'),
      otherCoach: await person(app, 'COACH'),
      author: room.instructor,
      teacher: await instructorOf(app, await room.create('/universities/', elsewhere())),
      foreignAuthor: room.foreignInstructor,
      admin: room.admin,
    };
    await app.database.query(`UPDATE enrollments SET status = 'DROPPED' WHERE user_id = $1`, [
      people.dropout.id,
    ]);
    await app.database.query(`INSERT INTO offering_instructors VALUES ($1, $2)`, [
      room.offeringId,
      people.teacher.id,
    ]);
    await link(people.coach, people.student);
    await link(people.otherCoach, people.classmate);
    await link(people.formerCoach, people.student);
    await unlink(people.formerCoach, people.student);
    names = await topicsAround();
  });
  afterAll(() => app.stop());

  const elsewhere = () => ({ name: `Elsewhere ${randomUUID()}`, country_code: 'US' });

  const link = (coach: Person, student: Person) =>
    app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coach.id, student.id],
    );

  const unlink = (coach: Person, student: Person) =>
    app.database.query(
      `UPDATE coach_students SET status = 'ended', ended_at = now()
       WHERE coach_id = $1 AND student_id = $2`,
      [coach.id, student.id],
    );

  async function inserted(sql: string, parameters: unknown[]): Promise<string> {
    const [row] = await app.database.query<{ id: string }>(`${sql} RETURNING id`, parameters);
    return String(row?.id);
  }

  const runOf = (student: Person, requester: Person) =>
    inserted(
      `INSERT INTO agent_runs (id, agent, student_id, requested_by, input)
       VALUES (gen_random_uuid(), 'assess/profile', $1, $2, '{}')`,
      [student.id, requester.id],
    );

  async function topicsAround(): Promise<Record<string, string>> {
    const { student, coach, admin } = people;
    await app.database.query(
      `INSERT INTO prompt_snapshots (hash, name, version, text) VALUES ('\\x01', 'tutor', 1, 'Hi')`,
    );
    const session = await inserted(
      `INSERT INTO chat_sessions (user_id, content_item_id, cache_state, root_key, prompt_hash,
         lesson_hash, model, locale) VALUES ($1, $2, 'DIVERGED', '\\x01', '\\x01', '\\x01', 'm', 'en')`,
      [student.id, room.lessons[0]],
    );
    const draft = await room.create('/courses/', {
      title: 'Draft',
      code: `D${session}`,
      level: 'ADVANCED',
      credit_hours: 3,
      university_id: room.universityId,
      is_published: false,
    });
    const userImport = await inserted(
      `INSERT INTO user_imports (requested_by, country, is_dry_run, status, rows_total)
       VALUES ($1, 'US', false, 'queued', 1)`,
      [admin.id],
    );
    const copy = await inserted(
      `INSERT INTO personal_data_exports (user_id, requested_by) VALUES ($1, $2)`,
      [student.id, admin.id],
    );
    return {
      student: `student:${student.uuid}`,
      user: `user:${student.uuid}`,
      userByNumber: `user:${student.id}`,
      session: `session:${session}`,
      course: `course:${room.courseId}`,
      draft: `course:${draft}`,
      staff: `course_staff:${room.courseId}`,
      ownRun: `job:${await runOf(student, student)}`,
      coachsRun: `job:${await runOf(student, coach)}`,
      userImport: `job:${userImport}`,
      copy: `job:${copy}`,
      crises: 'crisis_alerts',
    };
  }

  async function actorOf({ id, uuid }: Person): Promise<Actor> {
    const grants = await app.database.query<Grant>(
      `SELECT role, university_id AS "universityId" FROM role_grants WHERE user_id = $1`,
      [id],
    );
    return { userId: id, userUuid: uuid, sessionId: 'a sign-in', grants };
  }

  const open = async (who: Person, name: string): Promise<OpenTopic> =>
    access.open(await actorOf(who), name);

  const nameOf = (topic: string): string => names[topic] ?? '';

  /** Whom a topic opens for. */
  async function thoseWhoOpen(name: string): Promise<string[]> {
    const admitted: string[] = [];
    for (const [role, who] of Object.entries(people)) {
      const outcome = await open(who, name).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({
          kind: 'not_found',
          code: 'topic_not_found',
          message: 'There is no such topic, or it is not for you.',
          issues: [],
        });
      } else admitted.push(role);
    }
    return admitted;
  }

  it.each([
    ['student', ['student', 'coach', 'admin']],
    ['user', ['student', 'admin']],
    ['userByNumber', ['student', 'admin']],
    ['session', ['student']],
    ['course', ['student', 'classmate', 'author', 'teacher', 'admin']],
    ['draft', ['author', 'admin']],
    ['staff', ['author', 'teacher', 'admin']],
    ['ownRun', ['student', 'coach', 'admin']],
    ['coachsRun', ['coach', 'admin']],
    ['userImport', ['admin']],
    ['copy', ['student']],
    ['crises', ['coach', 'formerCoach', 'otherCoach', 'admin']],
  ])('to %s have %j alone; all others are told what nobody is', async (topic, admitted) => {
    expect(await thoseWhoOpen(nameOf(topic))).toEqual(admitted);
  });

  it('is as HTTP has it: who may read a record, a course or a session may follow it', async () => {
    for (const who of Object.values(people)) {
      const answers = async (path: string, client: TestApp['learning']) =>
        (await client.get(path, who)).status === 200;
      const follows = (topic: string) =>
        open(who, nameOf(topic)).then(
          () => true,
          () => false,
        );
      const { uuid } = people.student;
      expect(await follows('student')).toBe(await answers(`/students/${uuid}`, app.coaching));
      const session = nameOf('session').split(':')[1];
      expect(await follows('session')).toBe(
        await answers(`/chat/sessions/${session}`, app.learning),
      );
      const run = nameOf('coachsRun').split(':')[1];
      expect(await follows('coachsRun')).toBe(await answers(`/agents/runs/${run}`, app.coaching));
    }
  });

  it.each([
    '',
    '*',
    '>',
    'student:*',
    'student:>',
    `student:${UNKNOWN}`,
    `student:${UNKNOWN}\u0000`,
    `user:${UNKNOWN}`,
    'user:2147483647',
    'user:99999999999999999999',
    'session:2147483647',
    'course:2147483647',
    'course_staff:2147483647',
    `job:${UNKNOWN}`,
    'crisis_alerts:all',
    'crisis_alerts:1',
    "course:1' OR true --",
    'é'.repeat(1_000),
  ])('is refused to everybody for what is not there: %j', async (name) => {
    expect(await thoseWhoOpen(name)).toEqual([]);
  });

  it('is refused to a person for a student who is none', async () => {
    await app.database.query(`DELETE FROM role_grants WHERE user_id = $1`, [people.dropout.id]);
    expect(await thoseWhoOpen(`student:${people.dropout.uuid}`)).toEqual([]);
  });

  it('leads everybody to the same log, admins and coaches to crises of their own', async () => {
    const { student, coach, admin } = people;
    const name = `student:${student.uuid.toUpperCase()}`;
    const logTopic = `student:${student.uuid}`;
    expect(await open(coach, name)).toEqual({ name, logTopic });
    expect(await open(admin, `user:${student.id}`)).toMatchObject({
      logTopic: `user:${student.uuid}`,
    });
    expect(await open(coach, 'crisis_alerts')).toMatchObject({
      logTopic: `crisis_alerts:${coach.id}`,
    });
    expect(await open(admin, 'crisis_alerts')).toMatchObject({ logTopic: 'crisis_alerts:all' });
  });

  it('is not for programs, whatever their key may do', async () => {
    const actor = await actorOf(people.admin);
    const program: Actor = { ...actor, key: { id: randomUUID(), permissions: ['read:user'] } };
    for (const name of Object.values(names)) {
      await expect(access.open(program, name)).rejects.toThrow('There is no such topic');
    }
  });

  it('leaves an audit row where it is to another person, and only there', async () => {
    const { student, coach, author, admin } = people;
    const rows = () =>
      app.database.query(
        `SELECT actor_id, action, subject_type, subject_ids, details FROM audit_entries
         WHERE action = 'topic.follow' ORDER BY id`,
      );
    const before = (await rows()).length;
    await open(student, nameOf('student'));
    await open(student, nameOf('ownRun'));
    await open(author, nameOf('staff'));
    await open(coach, nameOf('crises'));
    await open(admin, nameOf('userImport'));
    await open(people.stranger, nameOf('student')).catch(() => null);
    expect(await rows()).toHaveLength(before);
    await open(coach, nameOf('student'));
    await open(coach, nameOf('coachsRun'));
    await open(admin, nameOf('userByNumber'));
    const row = (actor: Person, kind: string) => ({
      actor_id: actor.id,
      action: 'topic.follow',
      subject_type: 'user',
      subject_ids: [String(student.id)],
      details: { kind },
    });
    expect((await rows()).slice(before)).toEqual([
      row(coach, 'student'),
      row(coach, 'job'),
      row(admin, 'user'),
    ]);
  });

  describe('is looked at again', () => {
    it('for many at once in five statements, without audit rows', async () => {
      const held: { actor: Actor; topic: OpenTopic }[] = [];
      for (const who of Object.values(people)) {
        const actor = await actorOf(who);
        for (const name of Object.values(names)) {
          const topic = await access.open(actor, name).catch(() => null);
          if (topic !== null) held.push({ actor, topic });
        }
      }
      // As many people, each from their own device, as one look takes together.
      const checks = Array.from({ length: 50 }, (_, device) =>
        held.map(({ actor, topic }) => ({
          actor: { ...actor, sessionId: `device ${device}` },
          topic,
        })),
      ).flat();
      const audited = async () =>
        (await app.database.query(`SELECT count(*)::int AS count FROM audit_entries`))[0];
      const before = await audited();
      const counter = new StatementCounter();
      try {
        const statements = await counter.least(async () => {
          expect(await access.stillOpen(checks)).toEqual(checks.map(() => true));
        });
        expect(statements).toBe(5);
        expect(await counter.least(async () => void (await access.stillOpen([])))).toBe(0);
      } finally {
        counter.remove();
      }
      expect(await audited()).toEqual(before);
    });

    it('and ends with a link, an enrolment, a class, a role, or what the topic was about', async () => {
      const student = await room.student();
      const coach = await person(app, 'COACH');
      const teacher = await instructorOf(app, await room.create('/universities/', elsewhere()));
      await app.database.query(`INSERT INTO offering_instructors VALUES ($1, $2)`, [
        room.offeringId,
        teacher.id,
      ]);
      await link(coach, student);
      const job = `job:${await runOf(student, coach)}`;
      const held: [Person, OpenTopic][] = [];
      for (const [who, name] of [
        [coach, `student:${student.uuid}`],
        [coach, job],
        [student, nameOf('course')],
        [teacher, nameOf('staff')],
        [coach, 'crisis_alerts'],
        [student, `user:${student.id}`],
      ] as const) {
        held.push([who, await open(who, name)]);
      }
      const areOpen = async (): Promise<boolean[]> =>
        access.stillOpen(
          await Array.fromAsync(held, async ([who, topic]) => ({
            actor: await actorOf(who),
            topic,
          })),
        );
      expect(await areOpen()).toEqual([true, true, true, true, true, true]);
      await unlink(coach, student);
      expect(await areOpen()).toEqual([false, false, true, true, true, true]);
      await app.database.query(`UPDATE enrollments SET status = 'DROPPED' WHERE user_id = $1`, [
        student.id,
      ]);
      expect(await areOpen()).toEqual([false, false, false, true, true, true]);
      await app.database.query(`DELETE FROM offering_instructors WHERE user_id = $1`, [teacher.id]);
      expect(await areOpen()).toEqual([false, false, false, false, true, true]);
      await app.database.query(`DELETE FROM role_grants WHERE user_id = $1`, [coach.id]);
      expect(await areOpen()).toEqual([false, false, false, false, false, true]);
      await link(coach, student);
      expect(await areOpen()).toEqual([false, false, false, false, false, true]);
    });

    it('and ends where the same name leads to another log', async () => {
      const both = await person(app, 'COACH', 'PLATFORM_ADMIN');
      const topic = await open(both, 'crisis_alerts');
      expect(topic.logTopic).toBe('crisis_alerts:all');
      await app.database.query(
        `DELETE FROM role_grants WHERE user_id = $1 AND role = 'PLATFORM_ADMIN'`,
        [both.id],
      );
      expect(await access.stillOpen([{ actor: await actorOf(both), topic }])).toEqual([false]);
    });
  });
});
