import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { rosterOf, sendRoster } from '../../support/roster-upload';
import { testApp } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const ROWS = 12_000;
/** Every thirtieth row has a phone number that cannot exist. */
const FAULTY = ROWS / 30;
const KNOWN = 50;
const RESUMED_MS = 60_000;
/** Whoever has this lock keeps workers from going on behind the row that a test chose. */
const HALT = 7_391;

interface Counts {
  readonly users: number;
  readonly grants: number;
  readonly profiles: number;
  readonly records: number;
  readonly mails: number;
  readonly errors: number;
}

describe('a worker that is killed in the middle of an import', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let admin: Person;
  let api: TrellisProcess;
  const workers: TrellisProcess[] = [];

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    const app = await testApp({ database });
    admin = await person(app, 'PLATFORM_ADMIN');
    const known = rosterOf(ROWS, 'killed.example')
      .split('\n')
      .slice(0, 1 + KNOWN * 100);
    const few = known.filter((_, place) => place === 0 || place % 100 === 1).join('\n');
    const { body } = await sendRoster(app.coaching.baseUrl, { token: admin.token, bytes: few });
    expect(body).toMatchObject({ imported: KNOWN, failed: 0 });
    await app.stop();
    await database.query(`
      CREATE TABLE halts (rows_read integer NOT NULL);
      CREATE FUNCTION halt_import() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.rows_read >= (SELECT max(rows_read) FROM halts) THEN
          PERFORM pg_advisory_xact_lock_shared(${HALT});
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER imports_are_halted BEFORE UPDATE ON user_imports
        FOR EACH ROW EXECUTE FUNCTION halt_import()`);
    api = await TrellisProcess.start(build, database.url, {});
  }, 120_000);
  afterAll(async () => {
    await Promise.all([api, ...workers].map((one) => one.kill()));
    await database.drop();
    build.remove();
  });

  async function counts(): Promise<Counts> {
    const [row] = await database.query<Counts>(
      `WITH people AS (SELECT id, uuid FROM users WHERE email::text LIKE '%@killed.example')
       SELECT (SELECT count(*)::integer FROM people) AS users,
              (SELECT count(*)::integer FROM role_grants WHERE user_id IN (SELECT id FROM people))
                AS grants,
              (SELECT count(*)::integer FROM user_profiles
               WHERE phone IS NOT NULL AND user_id IN (SELECT id FROM people)) AS profiles,
              (SELECT count(*)::integer FROM student_records
               WHERE user_id IN (SELECT id FROM people)) AS records,
              (SELECT count(*)::integer FROM email_messages
               WHERE key IN (SELECT 'invitation-' || uuid FROM people)) AS mails,
              (SELECT count(*)::integer FROM user_import_errors) AS errors`,
    );
    return row as Counts;
  }
  const progress = async (id: string) => {
    const [row] = await database.query<{
      status: string;
      rows_read: number;
      imported: number;
      failed: number;
      fence: number;
    }>(`SELECT status, rows_read, imported, failed, fence FROM user_imports WHERE id = $1`, [id]);
    if (row === undefined) throw new Error('The import is gone.');
    return row;
  };

  it('is gone on with by another, to exact counts and nothing twice', async () => {
    const coaching = new HttpClient(api.learning.baseUrl.replace('/api/v1', '/api'), '', null);
    const sent = await sendRoster(coaching.baseUrl, {
      token: admin.token,
      bytes: rosterOf(ROWS, 'killed.example', (place) => place % 30 === 1),
    });
    expect(sent.status).toBe(202);
    const { id } = sent.body;
    for (const atLeast of [2_000, 6_000]) {
      // It stops at the first batch behind so many rows, however late this process looks.
      await database.query('INSERT INTO halts (rows_read) VALUES ($1)', [atLeast]);
      await database.query('SELECT pg_advisory_lock($1)', [HALT]);
      const doomed = TrellisProcess.startWorker(build, database.url, {});
      workers.push(doomed);
      await eventually(
        () => progress(id),
        ({ rows_read: read }) => read >= atLeast,
        RESUMED_MS,
      );
      await doomed.kill();
      const left = await progress(id);
      expect(left).toMatchObject({ status: 'running' });
      expect(left.rows_read).toBe(left.imported + left.failed);
      await database.query('SELECT pg_advisory_unlock($1)', [HALT]);
    }
    workers.push(TrellisProcess.startWorker(build, database.url, {}));
    workers.push(TrellisProcess.startWorker(build, database.url, {}));
    const ended = await eventually(
      () => progress(id),
      ({ status }) => status !== 'running',
      RESUMED_MS,
    );
    const imported = ROWS - FAULTY - KNOWN;
    expect(ended).toMatchObject({
      status: 'success',
      rows_read: ROWS,
      imported,
      failed: FAULTY + KNOWN,
    });
    expect(ended.fence).toBeGreaterThanOrEqual(3);
    const people = imported + KNOWN;
    expect(await counts()).toEqual({
      users: people,
      grants: people,
      profiles: people,
      records: people,
      mails: people,
      errors: FAULTY + KNOWN,
    });
  }, 240_000);
});
