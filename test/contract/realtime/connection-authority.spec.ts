import { JwtService } from '@nestjs/jwt';
import { DueErasures } from '../../../src/domain/privacy/erasure/due-erasures.service';
import { type AccessClaims, AccessTokens } from '../../../src/platform/crypto/access-tokens';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { type Frame, RealtimeClient } from '../../support/realtime-client';
import { SocketIoClient } from '../../support/socket-io-client';
import { TEST_SECRET, testApp, type TestApp } from '../../support/test-app';

const PATIENCE_MS = 40_000;

type Client = RealtimeClient | SocketIoClient;

/** Where things happen, and where people are connected: two processes. */
let here: TestApp;
let elsewhere: TestApp;
let admin: Person;

beforeAll(async () => {
  here = await testApp();
  elsewhere = await testApp({ database: here.database });
  admin = await person(here, 'PLATFORM_ADMIN');
});

afterAll(async () => {
  await elsewhere.stop();
  await here.stop();
});

const studentTopic = ({ uuid }: Person): string => `student:${uuid}`;

/** Connects somebody by both transports, to both processes. */
function connect(someone: Pick<Person, 'token'>): Promise<Client[]> {
  const plain = [here, elsewhere].map(({ baseUrl }) => RealtimeClient.signedIn(baseUrl, someone));
  const viaLibrary = [
    SocketIoClient.signedIn(here.baseUrl, someone),
    SocketIoClient.signedIn(elsewhere.baseUrl, someone, { transports: ['polling'] }),
    SocketIoClient.signedIn(elsewhere.baseUrl, someone),
  ];
  return Promise.all<Client>([...plain, ...viaLibrary]);
}

/** The frame with which each of them was told that it is over; whichever came last of it. */
function endings(clients: readonly Client[]): Promise<(Frame | undefined)[]> {
  const last = (): Promise<(Frame | undefined)[]> =>
    Promise.resolve(
      clients.map(({ frames }) => frames.find((frame) => frame['type'] === 'goodbye')),
    );
  return eventually(last, (frames) => !frames.includes(undefined), PATIENCE_MS);
}

async function expectEnded(clients: readonly Client[], reason: string): Promise<void> {
  expect(await endings(clients)).toEqual(clients.map(() => ({ type: 'goodbye', reason })));
  for (const client of clients) {
    if (client instanceof SocketIoClient) {
      expect(await client.ended()).toBe('io server disconnect');
    } else {
      expect(await client.ended).toEqual({ code: 4401, reason });
    }
  }
}

async function expectNarrowed(clients: readonly Client[], topic: string): Promise<void> {
  const told = { type: 'unsubscribed', topic, reason: 'access_ended' };
  for (const client of clients) {
    expect(await client.next((frame) => frame['reason'] === 'access_ended')).toEqual(told);
  }
}

/** Whether each of them still answers, after which they leave. */
async function expectConnected(clients: readonly Client[]): Promise<void> {
  for (const client of clients) {
    const answer =
      client instanceof SocketIoClient ? client.ask('ping') : client.ask({ type: 'ping' });
    expect(await answer).toMatchObject({ type: 'pong' });
    await client.close();
  }
}

async function changeRecord(of: Person): Promise<void> {
  const reply = await here.coaching.post(`/students/${of.uuid}/goals`, { title: 'Read' }, of);
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
}

async function coached(): Promise<{ coach: Person; student: Person; linkId: number }> {
  const coach = await person(here, 'COACH');
  const student = await person(here);
  const body = { coach_id: coach.uuid, student_id: student.uuid };
  const link = await here.coaching.post('/admin/assignments', body, admin);
  if (link.status !== 200) throw new Error(`${link.status} ${link.text}`);
  return { coach, student, linkId: link.body.id };
}

describe('A connection that is open ends', () => {
  it('when its sign-in is ended by a log-out, and no other of the person', async () => {
    const leaver = await person(here);
    const { email, password } = leaver;
    const second = await here.learning.post('/auth/login', { email, password });
    const staying = await connect({ token: second.body.access_token });
    const leaving = await connect(leaver);
    expect((await here.learning.post('/auth/logout', undefined, leaver)).status).toBe(204);
    await expectEnded(leaving, 'sign_in_ended');
    await expectConnected(staying);
  });

  it('when the password is changed', async () => {
    const careful = await person(here);
    const clients = await connect(careful);
    const body = { current_password: careful.password, new_password: 'another long enough phrase' };
    expect((await here.learning.post('/users/me/password', body, careful)).status).toBe(204);
    await expectEnded(clients, 'sign_in_ended');
  });

  it('when the token has expired, unless a new one came in time', async () => {
    const someone = await person(here);
    const { sub, uid, sid } = new JwtService({}).decode<AccessClaims>(someone.token);
    // Long enough for seven connections on a machine that is busy.
    const brief = new AccessTokens(TEST_SECRET, 15).issue({ sub, uid, sid });
    const idle = await connect({ token: brief });
    const [plain, library] = await Promise.all([
      RealtimeClient.signedIn(here.baseUrl, { token: brief }),
      SocketIoClient.signedIn(elsewhere.baseUrl, { token: brief }),
    ]);
    await plain.ask({ type: 'auth', token: someone.token });
    await library.ask('auth', { token: someone.token });
    await expectEnded(idle, 'token_expired');
    await expectConnected([plain, library]);
  });

  it('when the account is disabled', async () => {
    const closed = await person(here);
    const clients = await connect(closed);
    const reply = await here.coaching.post(`/admin/users/${closed.uuid}/disable`, {}, admin);
    expect(reply.status).toBe(200);
    await expectEnded(clients, 'sign_in_ended');
  });
});

describe('What an open connection hears is narrowed', () => {
  it('when a coach loses the role', async () => {
    const { coach } = await coached();
    const clients = await connect(coach);
    for (const client of clients) await client.follow('crisis_alerts');
    const body = { role: 'student' };
    const reply = await here.coaching.patch(`/admin/users/${coach.uuid}/role`, body, admin);
    expect(reply.status).toBe(200);
    await expectNarrowed(clients, 'crisis_alerts');
    await expectConnected(clients);
  });

  it('when a coach and a student are unlinked, while others hear on', async () => {
    const { coach, student, linkId } = await coached();
    const clients = await connect(coach);
    const own = await RealtimeClient.signedIn(elsewhere.baseUrl, student);
    for (const client of [...clients, own]) await client.follow(studentTopic(student));
    await changeRecord(student);
    for (const client of [...clients, own]) await client.event('student.record.updated');
    expect((await here.coaching.delete(`/admin/assignments/${linkId}`, admin)).status).toBe(204);
    await expectNarrowed(clients, studentTopic(student));
    const heard = clients.map(({ events }) => events.length);
    await changeRecord(student);
    const isLater = (frame: Frame): boolean => frame['offset'] > (own.events[0]?.['offset'] ?? 0);
    await own.next((frame) => frame['type'] === 'event' && isLater(frame));
    await expectConnected(clients);
    expect(clients.map(({ events }) => events.length)).toEqual(heard);
    await own.close();
  });

  it('when an admin is one no longer', async () => {
    const former = await person(here, 'PLATFORM_ADMIN');
    const someone = await person(here);
    const clients = await connect(former);
    for (const client of clients) await client.follow(studentTopic(someone));
    await here.database.query(
      `DELETE FROM role_grants WHERE user_id = $1 AND role = 'PLATFORM_ADMIN'`,
      [former.id],
    );
    await expectNarrowed(clients, studentTopic(someone));
    await expectConnected(clients);
  });

  it('when the person whom it is about is erased, whose own connections end', async () => {
    const { coach, student } = await coached();
    const clients = await connect(coach);
    const own = await connect(student);
    for (const client of [...clients, ...own]) await client.follow(studentTopic(student));
    await changeRecord(student);
    for (const client of own) await client.event('student.record.updated');
    const body = { password: student.password, confirm: 'ERASE' };
    expect((await here.coaching.post('/privacy/erasure', body, student)).status).toBe(202);
    await expectEnded(own, 'sign_in_ended');
    await here.database.query(`UPDATE erasures SET due_at = now() WHERE user_id = $1`, [
      student.id,
    ]);
    await here.trellis.app.get(DueErasures, { strict: false }).start();
    await expectNarrowed(clients, studentTopic(student));
    await expectConnected(clients);
  });
});
