import { randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { ActorResolver } from '../../../src/domain/auth/actor-resolver';
import { AuthService } from '../../../src/domain/auth/auth.service';
import { RefreshService } from '../../../src/domain/auth/refresh.service';
import { RegistrationService } from '../../../src/domain/auth/registration.service';
import { UsersRepository } from '../../../src/domain/users/users.repository';
import type { AccessClaims } from '../../../src/platform/crypto/access-tokens';
import { eventually } from '../../support/eventually';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const LEARNING = { issuer: 'learning', days: 30 };
const SOON_MS = 5_000;

describe('Sign-ins', () => {
  let database: TestDatabase;
  let here: TestProcess;
  let elsewhere: TestProcess;
  let counter = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    here = await testProcess(database, { jobs: false });
    elsewhere = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await elsewhere.stop();
    await here.stop();
    await database.drop();
  });
  afterEach(() => jest.useRealTimers());

  async function join() {
    counter += 1;
    const signedIn = await here.get(RegistrationService).register(
      {
        email: `person-${counter}@example.com`,
        password: 'a long enough phrase',
        fullName: 'Ada Lovelace',
        role: 'STUDENT',
      },
      LEARNING,
    );
    const claims = new JwtService({}).decode<AccessClaims>(signedIn.accessToken);
    return { ...signedIn, claims };
  }

  it('are looked at together, past what is believed of them', async () => {
    const [staying, leaving, closed] = [await join(), await join(), await join()];
    const resolver = here.get(ActorResolver);
    const actor = await resolver.resolve(leaving.claims);
    await elsewhere.get(AuthService).signOut(actor);
    await here.get(UsersRepository).setActive(closed.user.id, false);
    const asked = [staying, leaving, closed].map(({ claims }) => claims.sid);
    const present = await resolver.presentActors([...asked, randomUUID()]);
    expect([...present]).toEqual([[staying.claims.sid, await resolver.resolve(staying.claims)]]);
    expect(await resolver.presentActors([])).toEqual(new Map());
  });

  it('tell who is calling, with every role they hold', async () => {
    const { user, claims } = await join();
    await database.query(
      `INSERT INTO universities (id, name, country_code) VALUES (7, 'Seventh', 'DE')`,
    );
    await here.get(UsersRepository).grant(user.id, 'INSTRUCTOR', 7);
    expect(await here.get(ActorResolver).resolve(claims)).toEqual({
      userId: user.id,
      userUuid: user.uuid,
      sessionId: claims.sid,
      grants: [
        { role: 'STUDENT', universityId: null },
        { role: 'INSTRUCTOR', universityId: 7 },
      ],
    });
  });

  it('show a new role and forget an old one within five seconds, in every process', async () => {
    const { user, claims } = await join();
    const rolesIn = async (process: TestProcess) =>
      (await process.get(ActorResolver).resolve(claims)).grants.map((grant) => grant.role);
    for (const process of [here, elsewhere]) expect(await rolesIn(process)).toEqual(['STUDENT']);
    await here.get(UsersRepository).grant(user.id, 'INSTRUCTOR', null);
    for (const process of [here, elsewhere]) {
      await eventually(
        () => rolesIn(process),
        (roles) => roles.includes('INSTRUCTOR'),
        SOON_MS,
      );
    }
    await database.query(`DELETE FROM role_grants WHERE user_id = $1`, [user.id]);
    for (const process of [here, elsewhere]) {
      await eventually(
        () => rolesIn(process),
        (roles) => roles.length === 0,
        SOON_MS,
      );
    }
  });

  it('are over at once where a person signed out, and within five seconds elsewhere', async () => {
    const { claims } = await join();
    const actor = await here.get(ActorResolver).resolve(claims);
    await elsewhere.get(ActorResolver).resolve(claims);
    await here.get(AuthService).signOut(actor);
    await expect(here.get(ActorResolver).resolve(claims)).rejects.toMatchObject({
      code: 'not_signed_in',
    });
    await eventually(
      () =>
        elsewhere
          .get(ActorResolver)
          .resolve(claims)
          .then(
            () => 'alive',
            () => 'over',
          ),
      (state) => state === 'over',
      SOON_MS,
    );
  });

  it('belong to one person', async () => {
    const ada = await join();
    const ben = await join();
    const forged = [
      { ...ada.claims, uid: ben.user.id },
      { ...ada.claims, sub: ben.user.uuid },
      { ...ada.claims, sid: randomUUID() },
    ];
    for (const claims of forged) {
      await expect(here.get(ActorResolver).resolve(claims)).rejects.toMatchObject({
        code: 'not_signed_in',
      });
    }
  });

  it('measure the grace of a used refresh token by the clock of the database, not their own', async () => {
    const { refreshToken } = await join();
    await here.get(RefreshService).rotate(refreshToken, LEARNING);
    jest.useFakeTimers({
      now: Date.now() + 3_600_000,
      doNotFake: [
        'nextTick',
        'setImmediate',
        'clearImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'queueMicrotask',
        'performance',
        'hrtime',
      ],
    });
    const again = await elsewhere.get(RefreshService).rotate(refreshToken, LEARNING);
    expect(again.refreshToken).not.toBe(refreshToken);
  });

  it('note why they ended', async () => {
    const { claims, refreshToken } = await join();
    await here.get(RefreshService).rotate(refreshToken, LEARNING);
    await database.query(
      `UPDATE refresh_tokens SET replaced_at = now() - interval '11 seconds'
                          WHERE sign_in_id = $1 AND replaced_at IS NOT NULL`,
      [claims.sid],
    );
    await expect(here.get(RefreshService).rotate(refreshToken, LEARNING)).rejects.toMatchObject({
      code: 'refresh_refused',
    });
    const [row] = await database.query('SELECT revoked_because FROM sign_ins WHERE id = $1', [
      claims.sid,
    ]);
    expect(row).toEqual({ revoked_because: 'a used refresh token was presented' });
  });
});
