import { Conflict } from '../../../src/kernel/errors';
import { databaseFault } from '../../../src/platform/database/database-fault';
import { Database } from '../../../src/platform/database/database';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const ADD_ONE = 'UPDATE counters SET value = value + 1 WHERE id = $1';

describe('Work that PostgreSQL undoes so that other work can go on', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let ours: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.query('CREATE TABLE counters (id integer PRIMARY KEY, value integer NOT NULL)');
    process = await testProcess(database, { jobs: false });
    ours = process.get(Database);
  });
  beforeEach(async () => {
    await database.query('DELETE FROM counters');
    await database.query('INSERT INTO counters VALUES (1, 0), (2, 0)');
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  const values = async (): Promise<number[]> =>
    (await database.query<{ value: number }>('SELECT value FROM counters ORDER BY id')).map(
      ({ value }) => value,
    );

  /** Two that meet once each of them has the row that the other wants next. */
  function meeting(): { arrive: () => Promise<void> } {
    const both = Promise.withResolvers<void>();
    let present = 0;
    return {
      arrive: () => {
        present += 1;
        if (present >= 2) both.resolve();
        return both.promise;
      },
    };
  }

  it('is done again when two lock the same rows in opposite order', async () => {
    const { arrive } = meeting();
    const runs: string[] = [];
    const finished = Promise.withResolvers<void>();
    const both = (first: number, second: number): Promise<void> =>
      ours.transaction(async () => {
        runs.push(`${first} then ${second}`);
        // The third is the one that gave way: it could get in the way of the other once more.
        if (runs.length > 2) await finished.promise;
        await ours.query(ADD_ONE, [first]);
        await arrive();
        await ours.transaction(() => ours.query(ADD_ONE, [second]));
      });
    const outcomes = [both(1, 2), both(2, 1)].map((work) => work.finally(finished.resolve));
    await Promise.all(outcomes);
    expect(await values()).toEqual([2, 2]);
    expect(runs).toHaveLength(3);
  });

  it('is done again when it is a single statement outside of any transaction', async () => {
    const { arrive } = meeting();
    await database.query(`CREATE OR REPLACE FUNCTION add_both(first integer, second integer)
      RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE counters SET value = value + 1 WHERE id = first;
        PERFORM pg_sleep(0.5);
        UPDATE counters SET value = value + 1 WHERE id = second;
      END $$`);
    const both = async (first: number, second: number): Promise<void> => {
      await arrive();
      await ours.prepared('add_both', 'SELECT add_both($1, $2)', [first, second]);
    };
    await Promise.all([both(1, 2), both(2, 1)]);
    expect(await values()).toEqual([2, 2]);
  });

  it('fails in the end when it never gets through, and leaves nothing', async () => {
    let runs = 0;
    const hopeless = ours.transaction(async () => {
      runs += 1;
      await ours.query(ADD_ONE, [1]);
      await ours.query(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$`);
    });
    const failure = await hopeless.catch((error: unknown) => error);
    expect(databaseFault(failure)).toMatchObject({ kind: 'unavailable' });
    expect(runs).toBe(8);
    expect(await values()).toEqual([0, 0]);
  });

  it('is not done again for any other failure', async () => {
    let runs = 0;
    const refused = ours.transaction(async () => {
      runs += 1;
      await ours.query('INSERT INTO counters VALUES (1, 0)');
    });
    expect(databaseFault(await refused.catch((error: unknown) => error))).toBeInstanceOf(Conflict);
    expect(runs).toBe(1);
  });
});
