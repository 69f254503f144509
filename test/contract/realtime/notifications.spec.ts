import { type Person, person } from '../../support/people';
import { RealtimeClient } from '../../support/realtime-client';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { allEventsLeft } from '../../support/told-notifications';

describe('Notifications over a socket', () => {
  let app: TestApp;
  let other: TestApp;
  let student: Person;
  let coach: Person;

  beforeAll(async () => {
    app = await testApp();
    other = await testApp({ database: app.database });
    student = await person(app);
    coach = await coachOf(app, student);
  });
  afterAll(async () => {
    await other.stop();
    await app.stop();
  });

  it('come to their person at any process, thin, once they can be read', async () => {
    const client = await RealtimeClient.signedIn(other.baseUrl, student);
    await client.follow(`user:${student.uuid}`);
    const draft = { title: 'First draft' };
    const given = await app.coaching.post(`/coach/students/${student.uuid}/tasks`, draft, coach);
    expect(given.status).toBe(200);
    const { data } = await client.event('notification.created');
    expect(data).toEqual({ notification_id: expect.any(String), kind: 'task.assigned' });
    const read = await other.learning.get(`/notifications/${data.notification_id}`, student);
    expect(read.body.text).toContain('“First draft”');
    await client.close();
  });

  it('of danger come to the coach; the student hears of nothing', async () => {
    await allEventsLeft(app);
    const ofCoach = await RealtimeClient.signedIn(other.baseUrl, coach);
    const ofStudent = await RealtimeClient.signedIn(other.baseUrl, student);
    await ofCoach.follow(`user:${coach.uuid}`);
    const before = await ofStudent.follow(`user:${student.uuid}`);
    const content = 'I want to kill myself.';
    await app.coaching.post('/agents/detect/crisis', { student_id: student.uuid, content }, coach);
    const { data } = await ofCoach.event('notification.created');
    expect(data).toEqual({ notification_id: expect.any(String), kind: 'crisis.detected' });
    await allEventsLeft(app);
    await ofStudent.settled();
    expect(ofStudent.events).toEqual([]);
    const after = await ofStudent.ask({ type: 'subscribe', topic: `user:${student.uuid}` });
    expect(after['offset'] ?? before['offset']).toBe(before['offset']);
    await ofCoach.close();
    await ofStudent.close();
  });
});
