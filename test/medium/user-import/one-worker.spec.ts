import { Database } from '../../../src/platform/database/database';
import { UserImportRunner } from '../../../src/domain/user-import/user-import-runner';
import { UserImportsRepository } from '../../../src/domain/user-import/user-imports.repository';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { rosterOf, sendRoster } from '../../support/roster-upload';
import { type TestApp, testApp } from '../../support/test-app';

const ROWS = 3_000;

describe('an import that two workers are told of', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
  }, 150_000);
  afterAll(() => app.stop());

  const importOf = async (id: string) => {
    const [row] = await app.database.query<{ status: string; imported: number; failed: number }>(
      `SELECT status, imported, failed FROM user_imports WHERE id = $1`,
      [id],
    );
    return row;
  };

  it('is carried out once, however often its job comes', async () => {
    const { body } = await sendRoster(app.coaching.baseUrl, {
      token: admin.token,
      bytes: rosterOf(ROWS, 'told.example'),
    });
    const runner = app.trellis.app.get(UserImportRunner, { strict: false });
    await Promise.all([1, 2, 3].map(() => runner.run({ importId: body.id })));
    await eventually(
      () => importOf(body.id),
      (row) => row?.status === 'success',
      30_000,
    );
    expect(await importOf(body.id)).toEqual({ status: 'success', imported: ROWS, failed: 0 });
    const [people] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM users WHERE email::text LIKE '%@told.example'`,
    );
    expect(people?.count).toBe(ROWS);
  });

  it('is written by nobody who lost it to another', async () => {
    const imports = app.trellis.app.get(UserImportsRepository, { strict: false });
    const database = app.trellis.app.get(Database, { strict: false });
    const id = await database.transaction(() =>
      imports.insert({ requestedBy: admin.id, country: 'US', isDryRun: false, rowsTotal: 1 }),
    );
    const first = (await imports.begin(id)) as number;
    expect(await imports.begin(id)).toBeNull();
    await app.database.query(`UPDATE user_imports SET leased_until = now() WHERE id = $1`, [id]);
    const second = (await imports.begin(id)) as number;
    expect(second).toBe(first + 1);
    expect(await imports.hold(id, first)).toBe(false);
    expect(await imports.end(id, 'success', first)).toBe(false);
    expect(await imports.hold(id, second)).toBe(true);
    expect(await imports.end(id, 'failed', second)).toBe(true);
    expect(await imports.begin(id)).toBeNull();
  });

  it('is found again when its job was lost', async () => {
    const { body } = await sendRoster(app.coaching.baseUrl, {
      token: admin.token,
      bytes: rosterOf(1_001, 'lost.example'),
    });
    await eventually(
      () => importOf(body.id),
      (row) => row?.status === 'success',
      30_000,
    );
    await app.database.query(
      // Its file is gone, and it was begun too often: whoever takes it up gives it up.
      `UPDATE user_imports SET status = 'running', leased_until = now() - interval '5 minutes',
         fence = 100 WHERE id = $1`,
      [body.id],
    );
    await app.trellis.app.get(UserImportRunner, { strict: false }).resume();
    await eventually(
      () => importOf(body.id),
      (row) => row?.status === 'failed',
      30_000,
    );
    expect(await importOf(body.id)).toMatchObject({ imported: 1_001, failed: 0 });
  });
});
