import { CompleteStructure1795354200000 } from '../../../migrations/20261122T1330-complete-structure';
import { createDataSource } from '../../../src/platform/database/data-source';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

describe('the migration that completes the structure', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('keeps universities whose country is on no list, and can be taken back', async () => {
    const source = await createDataSource({
      url: database.url,
      poolSize: 1,
      queryTimeoutMs: 60_000,
      entities: [],
    }).initialize();
    const runner = source.createQueryRunner();
    const migration = new CompleteStructure1795354200000();
    try {
      await migration.down(runner);
      await database.query(
        `INSERT INTO universities (name, country_code) VALUES ('Old', 'Narnia'), ('New', 'SE')`,
      );
      await migration.up(runner);
    } finally {
      await runner.release();
      await source.destroy();
    }
    const countries = await database.query(
      `SELECT code, c.name FROM universities u JOIN countries c ON c.code = u.country_code
       ORDER BY u.id`,
    );
    expect(countries).toEqual([
      { code: 'Narnia', name: 'Narnia' },
      { code: 'SE', name: 'Sweden' },
    ]);
  });
});
