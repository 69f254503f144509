import { Client } from 'pg';
import { TopicBeginnings } from '../../../src/domain/live-events/topic-beginnings';
import { ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';
import { keepEvents } from '../../support/told-events';

interface Said {
  readonly messageId: number;
  readonly sessionId: number;
  readonly userId: number;
  readonly role: string;
}

describe('What is told of conversations', () => {
  let app: TestApp;
  let room: Classroom;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    room = await classroom(app);
  });
  afterAll(() => app.stop());

  const open = (): Promise<ChatStudent> => ChatStudent.open(app, room.contentItemId);

  async function followed(): Promise<ChatStudent> {
    const student = await open();
    await app.database.query(`INSERT INTO topic_heads (topic) VALUES ($1)`, [
      `session:${student.sessionId}`,
    ]);
    return student;
  }

  /** What the events of a session say, in the order in which they were written. */
  async function told({ sessionId }: ChatStudent): Promise<Said[]> {
    const rows = await app.database.query<{ payload: Said }>(
      `SELECT payload FROM told_events
       WHERE name = 'chat.message.created' AND payload @> $1 ORDER BY id`,
      [JSON.stringify({ sessionId })],
    );
    return rows.map(({ payload }) => payload);
  }

  /** What the session's messages are. */
  function said({ sessionId, person }: ChatStudent): Promise<Said[]> {
    return app.database.query<Said>(
      `SELECT id AS "messageId", session_id AS "sessionId", $2::integer AS "userId", role
       FROM chat_messages WHERE session_id = $1 ORDER BY id`,
      [sessionId, person.id],
    );
  }

  it('is every message, in its order, whether the tutor or the tree answers', async () => {
    const first = await followed();
    const second = await followed();
    for (const student of [first, second]) {
      expect((await student.greet()).status).toBe(200);
      const messages = await said(student);
      expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
      expect(await told(student)).toEqual(messages);
    }
    const [greeting] = await app.database.query<{ source: string }>(
      `SELECT meta ->> 'source' AS source FROM chat_messages
       WHERE session_id = $1 AND role = 'assistant'`,
      [second.sessionId],
    );
    expect(greeting?.source).toBe('cache');
    expect((await second.say('Why is that so?')).status).toBe(200);
    expect(await told(second)).toEqual(await said(second));
    expect(await told(second)).toHaveLength(4);
  });

  /** Somebody who holds a session, as whoever says something in it does. */
  async function holder({ sessionId }: ChatStudent): Promise<Client> {
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`UPDATE chat_sessions SET updated_at = now() WHERE id = $1`, [sessionId]);
    return client;
  }

  async function untilSomebodyWaits(): Promise<void> {
    await eventually(
      () =>
        app.database.query(
          `SELECT FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'
             AND query LIKE '%chat_sessions%'`,
        ),
      ({ length }) => length > 0,
      20_000,
    );
  }

  it('is also what is said to those who began to follow while it was on its way', async () => {
    await (await open()).greet();
    const student = await open();
    const other = await holder(student);
    try {
      const greeting = student.greet();
      await untilSomebodyWaits();
      await app.database.query(`INSERT INTO topic_heads (topic) VALUES ($1)`, [
        `session:${student.sessionId}`,
      ]);
      await other.query('COMMIT');
      expect((await greeting).status).toBe(200);
    } finally {
      await other.end();
    }
    expect(await told(student)).toEqual(await said(student));
  });

  it('begins when nothing is on its way any more', async () => {
    const student = await open();
    const other = await holder(student);
    const begun: string[] = [];
    try {
      const settled = app.trellis.app
        .get(TopicBeginnings, { strict: false })
        .settle(`session:${student.sessionId}`)
        .then(() => begun.push('settled'));
      await untilSomebodyWaits();
      begun.push('said');
      await other.query('COMMIT');
      await settled;
    } finally {
      await other.end();
    }
    expect(begun).toEqual(['said', 'settled']);
  });

  it('is nothing where nobody follows, and costs a cached reply no statement', async () => {
    await (await open()).greet();
    const counter = new StatementCounter(/chat_(turn|session|message)|outbox/);
    try {
      const counted = async (students: ChatStudent[]): Promise<number> =>
        counter.least(async () => {
          const student = students.pop();
          if (student === undefined) throw new Error('Too few sessions for a steady number.');
          await student.greet();
        });
      // More than it takes: the application's own timers fall into some of the runs.
      const people = await Promise.all([1, 2, 3, 4, 5].map(open));
      const further = people.flatMap(({ person }) =>
        [1, 2, 3, 4, 5].map(() => ChatStudent.open(app, room.contentItemId, person)),
      );
      const unheard = [...people, ...(await Promise.all(further))];
      expect(await counted([...unheard])).toBe(2);
      const written = await Promise.all(unheard.map((student) => told(student)));
      expect(written.flat()).toEqual([]);
    } finally {
      counter.remove();
    }
  });
});
