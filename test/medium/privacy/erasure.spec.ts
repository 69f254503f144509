import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PERSONAL_DATA_MAP } from '../../../src/domain/privacy/map/personal-data-map';
import {
  type CanaryHome,
  plantByHand,
  plantCanary,
  uploadDocument,
} from '../../support/canary-planting';
import { columnsWith, filesUnder, filesWith, tablesWith } from '../../support/canary-search';
import { type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';
import { filesOfZip } from '../../support/zip-files';

const CANARY = 'zorblatt7391';
const BYSTANDER = 'vexnor2846';
const PATIENCE_MS = 90_000;
/** Whoever has this lock keeps an erasure from going on behind its first part. */
const HALT = 7_391;

/** A number in a fixed form, and an address that is there for the last moments only. */
const NO_ROOM = ['erasures.parting_address', 'user_profiles.phone'];

describe('Erasure', () => {
  let database: TestDatabase;
  let build: TrellisBuild;
  let api: TrellisProcess;
  let worker: TrellisProcess;
  let dataFolder: string;
  let app: CanaryHome;
  let admin: Person;
  let coach: Person;
  let room: Classroom;
  let bystander: Person;
  let student: Person;
  let archive: Map<string, string>;

  const environment = () => ({ DATA_FOLDER: dataFolder, LOG_LEVEL: 'trace' });
  const startWorker = () => TrellisProcess.startWorker(build, database.url, environment());
  const words = Object.entries(PERSONAL_DATA_MAP).map(([table, { texts }]) => ({
    table,
    columns: Object.entries(texts).flatMap(([column, kind]) =>
      kind === 'words' || kind === 'identity' ? [column] : [],
    ),
  }));
  const exportOf = async (who: Person) => {
    const { body } = await app.coaching.post('/privacy/exports', undefined, who);
    const { body: made } = await eventually(
      () => app.coaching.get(`/privacy/exports/${body.id}`, who),
      (reply) => reply.body.status === 'done',
      PATIENCE_MS,
    );
    const place = new URL(made.download_url, app.coaching.baseUrl);
    return filesOfZip(Buffer.from(await (await fetch(place)).arrayBuffer()));
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    dataFolder = mkdtempSync(join(tmpdir(), 'trellis-erasure-'));
    build = await TrellisBuild.make();
    api = await TrellisProcess.start(build, database.url, environment());
    worker = startWorker();
    const { learning } = api;
    const base = learning.baseUrl.replace(/\/v1$/, '');
    app = { learning, coaching: new HttpClient(base, '/api', null), database };
    admin = await person(app, 'PLATFORM_ADMIN');
    coach = await person(app, 'COACH');
    bystander = await person(app);
    room = await classroom(app);
    await app.learning.post('/notes/', { title: BYSTANDER, body: BYSTANDER }, bystander);
    await uploadDocument(app, bystander, { name: BYSTANDER, words: `${BYSTANDER}\n` });
    student = await plantCanary(app, CANARY, { room, admin, coach, bystander });
    await plantByHand(app, CANARY, student);
    await eventually(
      () =>
        database.query(`SELECT 1 FROM document_versions WHERE status NOT IN ('extracted')
                        UNION ALL SELECT 1 FROM agent_runs WHERE status IN ('queued', 'running')
                        UNION ALL SELECT 1 FROM outbox WHERE name <> 'of.another.version'
                        UNION ALL SELECT 1 FROM email_messages
                        WHERE status IN ('queued', 'sending') AND send_at <= now()`),
      (rows) => rows.length === 0,
      PATIENCE_MS,
    );
    archive = await exportOf(student);
  }, 240_000);
  afterAll(async () => {
    await worker.stop();
    await api.stop();
    build.remove();
    await database.drop();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('has words to find in every place for words', async () => {
    const missing: string[] = [];
    for (const { table, columns } of words) {
      const found = await columnsWith(database, table, columns, CANARY);
      missing.push(
        ...columns.filter((column) => !found.includes(column)).map((c) => `${table}.${c}`),
      );
    }
    expect(missing.toSorted()).toEqual(NO_ROOM);
    const queues = (await tablesWith(database, CANARY)).filter(
      (table) => !table.startsWith('public.'),
    );
    expect(queues.length).toBeGreaterThan(0);
    expect(filesWith(dataFolder, CANARY).length).toBeGreaterThan(2);
  });

  it('would be found in a table that somebody forgot', async () => {
    await database.query(`CREATE TABLE forgotten (bytes bytea, said jsonb, tags text[])`);
    for (const column of [
      `(bytes) VALUES (convert_to('so ${CANARY}', 'UTF8'))`,
      `(said) VALUES ('{"deep": [{"inside": "${CANARY.toUpperCase()}"}]}')`,
      `(tags) VALUES ('{"a","${CANARY}"}')`,
    ]) {
      await database.query(`INSERT INTO forgotten ${column}`);
      expect(await tablesWith(database, CANARY)).toContain('public.forgotten');
      await database.query(`DELETE FROM forgotten`);
    }
    await database.query(`DROP TABLE forgotten`);
  });

  it('finds in the export what the person wrote, and nothing of anybody else', () => {
    const everything = [...archive].map(([path, text]) => `${path}\n${text}`).join('\n');
    expect(everything).not.toContain(BYSTANDER);
    expect(everything).not.toContain('an answer that stays');
    expect(everything).not.toContain(bystander.email);
    expect(everything).not.toContain(coach.email);
    expect(everything).not.toContain(bystander.uuid);
    expect(archive.get('coaching-sessions.json')).not.toContain('wants to die');
    for (const file of [
      'notes.json',
      'chat-messages.json',
      'quiz-attempts.json',
      'agent-runs.json',
      'notification-preferences.json',
    ]) {
      expect([file, archive.get(file)?.includes(CANARY)]).toEqual([file, true]);
    }
    expect(archive.get('notifications.json')).toContain('task.assigned');
    expect(archive.get('notifications.json')).not.toContain('crisis');
    const document = [...archive.keys()].find((path) => path.endsWith(`${CANARY}.txt`));
    expect(archive.get(document ?? '')).toBe(`The essay of ${CANARY}.\n`);
  });

  it('goes on after a crash, and leaves nothing of the person anywhere', async () => {
    await app.coaching.put(
      '/admin/settings',
      { category: 'retention', settings: { erasure_hours: 0 } },
      admin,
    );
    await database.query(`
      CREATE FUNCTION halt_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(${HALT});
        RETURN NEW;
      END $$;
      CREATE TRIGGER erasures_are_halted BEFORE UPDATE ON erasures
        FOR EACH ROW WHEN (OLD.status = 'running') EXECUTE FUNCTION halt_erasure()`);
    await database.query('SELECT pg_advisory_lock($1)', [HALT]);
    const asked = await app.coaching.post(
      '/privacy/erasure',
      { password: student.password, confirm: 'ERASE' },
      student,
    );
    expect(asked.status).toBe(202);
    const erasure = () =>
      database.query<{ status: string; user_id: number | null; parting_address: string | null }>(
        `SELECT status, user_id, parting_address FROM erasures WHERE id = $1`,
        [asked.body.id],
      );
    await eventually(erasure, ([row]) => row?.status === 'running', PATIENCE_MS);
    const before = worker.output;
    await worker.kill();
    await database.query('SELECT pg_advisory_unlock($1)', [HALT]);
    worker = startWorker();
    const [ended] = await eventually(erasure, ([row]) => row?.status === 'done', PATIENCE_MS);
    expect(ended).toEqual({ status: 'done', user_id: null, parting_address: null });

    expect(await tablesWith(database, CANARY)).toEqual([]);
    expect(await tablesWith(database, student.uuid)).toEqual([]);
    expect(filesWith(dataFolder, CANARY)).toEqual([]);
    const log = `${before}${worker.output}${api.output}`.toLowerCase();
    expect(log.length).toBeGreaterThan(1_000);
    expect(log).not.toContain(CANARY);
    expect(filesUnder(dataFolder).filter((path) => /^(files|storage)\//.test(path))).toHaveLength(
      1,
    );
    const again = { email: student.email, password: student.password };
    expect((await app.learning.post('/auth/login', again)).status).toBe(401);
  });

  it('leaves a certificate that names nobody', async () => {
    const [certificate] = await database.query<any>(`SELECT * FROM erasure_certificates`);
    expect(certificate.person_hash).toEqual(createHash('sha256').update(student.uuid).digest());
    expect(certificate).toMatchObject({ reason: 'own_request' });
    expect(certificate.erased).toMatchObject({ users: 1 });
    expect(Object.keys(certificate.kept)).toEqual(expect.arrayContaining(['audit_entries']));
    await expect(database.query(`DELETE FROM erasure_certificates`)).rejects.toThrow(
      'never changed',
    );
  });

  it('keeps what belongs to others', async () => {
    const archived = await exportOf(bystander);
    const everything = [...archived.values()].join('\n');
    expect(everything).toContain('an answer that stays');
    expect(everything).toContain('a thread that stays');
    expect(archived.get('notes.json')).toContain(BYSTANDER);
    expect([...archived.keys()].some((path) => path.endsWith(`${BYSTANDER}.txt`))).toBe(true);
    const threads = await database.query<any>(
      `SELECT title, body, author_id, post_count FROM discussion_threads ORDER BY id`,
    );
    expect(threads).toEqual([
      { title: 'Removed', body: '', author_id: null, post_count: 1 },
      {
        title: 'a thread that stays',
        body: 'a thread that stays',
        author_id: bystander.id,
        post_count: 0,
      },
    ]);
    const traces = await database.query<any>(
      `SELECT action FROM audit_entries WHERE subject_type = 'user' AND subject_ids @> ARRAY[$1]`,
      [String(student.id)],
    );
    expect(traces.map(({ action }) => action)).toContain('privacy.erasure.request');
  });

  it('of staff leaves courses, prompts and what they did for students', async () => {
    const path = `/admin/users/${room.instructor.uuid}/personal-data`;
    const { status, body } = await app.coaching.delete(path, admin);
    expect(status).toBe(202);
    await eventually(
      () => database.query<any>(`SELECT status FROM erasures WHERE id = $1`, [body.id]),
      ([row]) => row.status === 'done',
      PATIENCE_MS,
    );
    const lesson = await app.learning.get(`/content/${room.contentItemId}`, bystander);
    expect(lesson.status).toBe(200);
    expect(await tablesWith(database, room.instructor.email)).toEqual([]);
  });
});
