import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { RealtimeClient } from '../../support/realtime-client';
import { tell } from '../../support/topic-teller';
import { coachOf, studentWith } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';

const DEADLINE_MS = 30_000;
const IN_DANGER = 'Hello. I am going to kill myself tonight. Please do not tell anybody.';

/** The example that integrators copy, as it was published but for host, token and topic. */
const javascript = (host: string, token: string, topic: string): string => `
const ws = new WebSocket('${host}/ws/client-123');
ws.onopen = () => {
// Authenticate
ws.send(JSON.stringify({
type: 'auth',
token: '${token}'
}));
// Subscribe to topics
ws.send(JSON.stringify({
type: 'subscribe',
topic: '${topic}'
}));
};
ws.onmessage = (event) => {
const message = JSON.parse(event.data);
console.log('Received:', message);
};`;

let app: TestApp;
let student: Person;
let other: Person;
let coach: Person;
let admin: Person;

beforeAll(async () => {
  app = await testApp();
  student = await studentWith(app);
  other = await studentWith(app);
  coach = await coachOf(app, student, other);
  admin = await person(app, 'PLATFORM_ADMIN');
});

afterAll(() => app.stop());

const detectCrisis = async (inDanger: Person): Promise<void> => {
  const reply = await app.coaching.post(
    '/agents/detect/crisis',
    { student_id: inDanger.uuid, content: IN_DANGER },
    coach,
  );
  expect(reply.body.crisis_analysis.crisis_detected).toBe(true);
};

describe('The published example, in a process of its own', () => {
  const running: ChildProcess[] = [];

  afterEach(async () => {
    for (const child of running.splice(0)) {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
  });

  /** Runs it; what it printed so far, when asked. */
  function run(token: string, topic: string): () => Promise<string> {
    const host = app.baseUrl.replace(/^http/, 'ws');
    const child = spawn(process.execPath, ['-e', javascript(host, token, topic)]);
    running.push(child);
    let printed = '';
    child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    return () => Promise.resolve(printed);
  }

  it('signs a student in and follows their own topic, though it waits for no answer', async () => {
    const topic = `student:${student.uuid}`;
    const printed = run(student.token, topic);
    const text = await eventually(printed, (some) => some.includes('subscribed'), DEADLINE_MS);
    expect(text).toContain("Received: {\n  type: 'auth',\n  status: 'ok'");
    expect(text).toContain(`Received: {\n  type: 'subscribed',\n  topic: '${topic}'`);
    expect(text).not.toContain('error');
  });

  it('prints a crisis for the coach of the student in danger', async () => {
    const printed = run(coach.token, 'crisis_alerts');
    await eventually(printed, (some) => some.includes('subscribed'), DEADLINE_MS);
    await detectCrisis(student);
    const text = await eventually(printed, (some) => some.includes("'event'"), DEADLINE_MS);
    expect(text).toContain("type: 'event',\n  event_type: 'crisis.detected'");
    expect(text).toContain(`student_id: '${student.uuid}'`);
  });
});

describe('A crisis', () => {
  it('reaches the linked coach and the admins in the documented shape, and no student', async () => {
    const stranger = await coachOf(app);
    const own = await RealtimeClient.signedIn(app.baseUrl, other);
    for (const topic of [`student:${other.uuid}`, `user:${other.uuid}`, `user:${other.id}`]) {
      await own.follow(topic);
    }
    expect(await own.ask({ type: 'subscribe', topic: 'crisis_alerts' })).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
    const others = await Promise.all(
      [coach, admin, stranger].map((someone) => RealtimeClient.signedIn(app.baseUrl, someone)),
    );
    for (const client of others) await client.follow('crisis_alerts');
    const [atCoach, atAdmin, atStranger] = others as [
      RealtimeClient,
      RealtimeClient,
      RealtimeClient,
    ];

    await detectCrisis(other);
    // Somebody else's event, later than the crisis: once it is here, the crisis would be too.
    const event = await atCoach.event('crisis.detected');
    expect(Object.keys(event).slice(0, 3)).toEqual(['type', 'event_type', 'data']);
    expect(event).toEqual({
      type: 'event',
      event_type: 'crisis.detected',
      data: {
        student_id: other.uuid,
        severity: 'imminent',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
      topic: 'crisis_alerts',
      epoch: expect.any(String),
      offset: expect.any(Number),
      event_id: expect.any(String),
      occurred_at: expect.any(String),
    });
    const atAdmins = await atAdmin.event('crisis.detected');
    expect(atAdmins['data']).toEqual(event['data']);
    expect(atAdmins['event_id']).toBe(event['event_id']);

    // Asked for again, it is told again, though the case is the same and nobody gets another mail.
    await detectCrisis(other);
    const again = await atCoach.next(
      (frame) => frame['type'] === 'event' && frame['event_id'] !== event['event_id'],
    );
    expect(again).toMatchObject({
      event_type: 'crisis.detected',
      data: { student_id: other.uuid, severity: 'imminent' },
    });

    await markOn(`student:${other.uuid}`);
    await own.event('test.mark');
    await atStranger.settled();
    expect(own.events.map((frame) => frame['event_type'])).toEqual(['test.mark']);
    expect(own.events[0]?.['offset']).toBe(1);
    expect(atStranger.events).toEqual([]);
    await Promise.all([own, ...others].map((client) => client.close()));
  });

  /** Tells something after whatever happened before. */
  async function markOn(topic: string): Promise<void> {
    await tell(app, topic, [{ type: 'test.mark', data: {} }]);
  }
});
