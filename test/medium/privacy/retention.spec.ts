import { RetentionService } from '../../../src/domain/privacy/retention/retention.service';
import { Settings } from '../../../src/domain/settings/settings.service';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

describe('Retention', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let userId: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
    const [user] = await database.query<{ id: number }>(
      `INSERT INTO users (email, username, full_name, password_hash)
       VALUES ('old@example.com', 'old', 'Old', 'x') RETURNING id`,
    );
    userId = user?.id ?? 0;
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  const forget = () => process.get(RetentionService).forget();
  const ages = async (table: string, column: string): Promise<number[]> => {
    const rows = await database.query<{ age: number }>(
      `SELECT round(extract(epoch FROM now() - ${column}) / 86400)::integer AS age
       FROM ${table} ORDER BY 1`,
    );
    return rows.map(({ age }) => age);
  };

  it('forgets what is past its time, and nothing else', async () => {
    for (const age of [1, 179, 181, 729, 731, 2_554, 2_556]) {
      const parameters = [userId, age];
      await database.query(
        `INSERT INTO audit_entries (actor_id, action, subject_type, subject_ids, occurred_at)
         VALUES ($1, 'x', 'user', '{1}', now() - make_interval(days => $2))`,
        parameters,
      );
      await database.query(
        `INSERT INTO sign_ins (id, user_id, surface, expires_at)
         VALUES (gen_random_uuid(), $1, 'learning', now() - make_interval(days => $2))`,
        parameters,
      );
      await database.query(
        `INSERT INTO agent_runs (id, agent, student_id, input, status, created_at)
         VALUES (gen_random_uuid(), 'x', $1, '{}', 'succeeded', now() - make_interval(days => $2))`,
        parameters,
      );
      await database.query(
        `INSERT INTO email_messages (key, user_id, template, category, status, created_at)
         VALUES ('mail ' || $2::integer, $1, 'welcome', 'transactional', 'sent',
                 now() - make_interval(days => $2))`,
        parameters,
      );
      await database.query(
        `INSERT INTO notifications (user_id, occasion, kind, standing, in_app, occurred_at,
           created_at)
         VALUES ($1, 'day ' || $2::integer, 'task.returned', 'self', true, now(),
                 now() - make_interval(days => $2))`,
        parameters,
      );
    }
    await forget();
    expect(await ages('notifications', 'created_at')).toEqual([1, 179]);
    expect(await ages('audit_entries', 'occurred_at')).toEqual([1, 179, 181, 729, 731, 2_554]);
    expect(await ages('sign_ins', 'expires_at')).toEqual([1, 179]);
    expect(await ages('agent_runs', 'created_at')).toEqual([1, 179, 181, 729]);
    expect(await ages('email_messages', 'created_at')).toEqual([1, 179]);
  });

  it('keeps mails that wait, and the run that the plan in force rests on', async () => {
    await database.query(
      `INSERT INTO email_messages (key, user_id, template, category, created_at)
       VALUES ('waits', $1, 'welcome', 'transactional', now() - interval '400 days')`,
      [userId],
    );
    for (const version of [1, 2]) {
      await database.query(
        `WITH run AS (
           INSERT INTO agent_runs (id, agent, student_id, input, status, created_at)
           VALUES (gen_random_uuid(), 'plan', $1, '{}', 'succeeded', now() - interval '800 days')
           RETURNING id)
         INSERT INTO game_plans (user_id, version, run_id, starts_on, plan)
         SELECT $1, $2, id, current_date, '{}' FROM run`,
        [userId, version],
      );
    }
    await forget();
    expect(await ages('email_messages', 'created_at')).toContain(400);
    expect(await database.query(`SELECT version FROM game_plans`)).toEqual([{ version: 2 }]);
  });

  it('follows the settings, but never takes an audit row of the last year', async () => {
    await database.query(
      `INSERT INTO setting_versions (category, version, "values", changed_fields)
       VALUES ('retention', 1, '{"audit": 1, "sign_ins": 100}', '{audit,sign_ins}')`,
    );
    await process.get(Settings).refresh();
    await forget();
    expect(await ages('audit_entries', 'occurred_at')).toEqual([1, 179, 181]);
    expect(await ages('sign_ins', 'expires_at')).toEqual([1]);
  });

  it('is the only way in which an audit row ends', async () => {
    await expect(database.query(`DELETE FROM audit_entries`)).rejects.toThrow('never changed');
    await expect(
      database
        .query(`SELECT set_config('trellis.audit_retention', 'on', false)`)
        .then(() => database.query(`DELETE FROM audit_entries`)),
    ).rejects.toThrow('never changed');
    await expect(
      database.query(`UPDATE audit_entries SET occurred_at = now() - interval '9 years'`),
    ).rejects.toThrow('never changed');
  });
});
