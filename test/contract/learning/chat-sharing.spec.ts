import { ChatStudent, type Classroom, classroom } from '../../support/classroom';
import type { Reply } from '../../support/http-client';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: shared chats', () => {
  let app: TestApp;
  let room: Classroom;
  let student: ChatStudent;

  beforeAll(async () => {
    app = await testApp();
    room = await classroom(app);
  });
  beforeEach(async () => {
    student = await ChatStudent.open(app, room.contentItemId);
    await student.greet();
    await student.answer(1, 'A');
  });
  afterAll(() => app.stop());

  const path = (): string => `/chat/sessions/${student.sessionId}/share`;
  const share = (): Promise<Reply> =>
    app.learning.post(path(), undefined, { token: student.person.token });
  const read = (token: string): Promise<Reply> => app.learning.get(`/chat/share/${token}`);

  it('gives a token that cannot be guessed, and the same one again', async () => {
    const reply = await share();
    expect(reply.status).toBe(200);
    const { share_token: token, share_url: url } = reply.body;
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(url).toBe(`/api/v1/chat/share/${token}`);
    expect((await share()).body).toEqual(reply.body);
    expect(await student.session()).toMatchObject({ share_enabled: true, share_token: token });

    const other = await ChatStudent.open(app, room.contentItemId);
    student = other;
    expect((await share()).body.share_token).not.toBe(token);
  });

  it('shows what was said to whoever has the link, and nothing of who said it', async () => {
    const { share_token: token, share_url: url } = (await share()).body;
    const session = await student.session();
    const shared = await read(token);
    expect(shared.status).toBe(200);
    expect(shared.body).toEqual({
      title: 'Binary search',
      course_title: 'Data Structures',
      created_at: session.created_at,
      messages: session.messages.map((message: any) => ({
        role: message.role,
        content: message.content,
        created_at: message.created_at,
      })),
    });
    const [user] = await app.database.query<Record<string, string>>(
      'SELECT uuid, email, username, full_name FROM users WHERE id = $1',
      [student.person.id],
    );
    for (const known of Object.values(user ?? {})) expect(shared.text).not.toContain(known);
    expect(shared.text).not.toContain(token);
    expect(shared.headers.get('cache-control')).toBe('no-store');
    expect(shared.headers.get('x-robots-tag')).toBe('noindex');
    expect(shared.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await app.root.get(url)).body).toEqual(shared.body);
  });

  it('shows what is said later too', async () => {
    const { share_token: token } = (await share()).body;
    await student.say('Why?');
    expect((await read(token)).body.messages).toHaveLength(6);
  });

  it('ends for good when it is revoked; sharing anew makes another link', async () => {
    const { share_token: old } = (await share()).body;
    const { token } = student.person;
    expect((await app.learning.delete(path(), { token })).status).toBe(204);
    expect((await read(old)).status).toBe(404);
    expect(await student.session()).toMatchObject({ share_enabled: false, share_token: null });
    expect((await app.learning.delete(path(), { token })).status).toBe(204);
    const { share_token: fresh } = (await share()).body;
    expect(fresh).not.toBe(old);
    expect((await read(old)).status).toBe(404);
    expect((await read(fresh)).status).toBe(200);
  });

  it.each([
    'abc123def456',
    'A'.repeat(32),
    "'%20OR%201=1--",
    '..%2Fsessions',
    'x'.repeat(99),
    'null',
  ])('finds nothing under %s', async (token) => {
    const reply = await read(token);
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual({ detail: expect.any(String) });
  });

  it('is read by strangers and by people who are signed in alike', async () => {
    const { share_token: token } = (await share()).body;
    const signedIn = await app.learning.get(`/chat/share/${token}`, {
      token: room.instructor.token,
    });
    expect(signedIn.body).toEqual((await read(token)).body);
    const worn = await app.learning.get(`/chat/share/${token}`, { token: 'worn.out.token' });
    expect(worn.status).toBe(200);
  });
});
