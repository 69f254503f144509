import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Database } from '../../src/platform/database/database';
import { MIGRATIONS } from '../../src/platform/database/migrations';
import { schemaDrift } from '../../src/platform/database/schema-drift';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { testProcess, type TestProcess } from '../support/test-process';

describe('Entities and migrations', () => {
  let database: TestDatabase;
  let process: TestProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  const drift = () => schemaDrift(process.get(Database));

  it('agree', async () => {
    expect(await drift()).toEqual([]);
  });

  it.each([
    [
      'ALTER TABLE users ALTER COLUMN locale DROP NOT NULL',
      'ALTER TABLE users ALTER COLUMN locale SET NOT NULL',
      'users.locale: the entity is not nullable, the schema is otherwise',
    ],
    [
      'ALTER TABLE users ALTER COLUMN last_login_at SET NOT NULL',
      'ALTER TABLE users ALTER COLUMN last_login_at DROP NOT NULL',
      'users.last_login_at: the entity is nullable, the schema is otherwise',
    ],
    [
      'ALTER TABLE users ALTER COLUMN current_streak_days TYPE bigint',
      'ALTER TABLE users ALTER COLUMN current_streak_days TYPE integer',
      'users.current_streak_days: the entity says integer, the schema bigint',
    ],
    [
      'ALTER TABLE users RENAME COLUMN username TO nickname',
      'ALTER TABLE users RENAME COLUMN nickname TO username',
      'users.username is in User and in no migration. Add a migration for it.',
    ],
  ])('are seen to disagree after %s', async (change, undo, complaint) => {
    await database.query(change);
    try {
      expect(await drift()).toEqual([expect.stringContaining(complaint)]);
    } finally {
      await database.query(undo);
    }
    expect(await drift()).toEqual([]);
  });

  it('are complete: every file of migrations/ is run, oldest first', () => {
    const files = readdirSync(path.resolve('migrations')).filter((name) => name.endsWith('.ts'));
    const classes = files
      .toSorted()
      .map((name) => name.replace(/^\d{8}T\d{4}-|\.ts$/g, '').replaceAll('-', ''));
    expect(MIGRATIONS.map(({ name }) => name.replace(/\d+$/, '').toLowerCase())).toEqual(classes);
    const times = MIGRATIONS.map(({ name }) => Number(/\d+$/.exec(name)?.[0]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
