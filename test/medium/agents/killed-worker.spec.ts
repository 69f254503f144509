import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { Gate, ModelServer, says } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const RUNS = 200;
/** How long the model takes over one answer, so that workers have runs in their hands. */
const ANSWER_MS = 150;
/** A lock is stale after nine seconds at the latest; a busy machine needs some more. */
const RESUMED_MS = 30_000;

describe('a worker that is killed in the middle of agents’ runs', () => {
  let build: TrellisBuild;
  let model: ModelServer;
  let database: TestDatabase;
  let student: Person;
  let api: TrellisProcess;
  let doomed: TrellisProcess;
  let other: TrellisProcess;
  let answersLeave: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    build = await TrellisBuild.make();
    model = await ModelServer.start();
    model.script = async function* slowly(call) {
      await sleep(ANSWER_MS);
      await answersLeave;
      yield* says('{}')(call);
    };
    database = await createTestDatabase();
    const app = await testApp({ database });
    student = await person(app);
    await app.stop();
    api = await TrellisProcess.start(build, database.url, model.environment);
    doomed = TrellisProcess.startWorker(build, database.url, model.environment);
    other = TrellisProcess.startWorker(build, database.url, model.environment);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([api.kill(), doomed.kill(), other.kill()]);
    await database.drop();
    await model.stop();
    build.remove();
  });

  const counts = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (
        await database.query<{ status: string; count: number }>(
          `SELECT status, count(*)::integer AS count FROM agent_runs GROUP BY status`,
        )
      ).map(({ status, count }) => [status, count]),
    );

  it('loses none of them and doubles none; what it held goes on elsewhere soon', async () => {
    const coaching = new HttpClient(api.learning.baseUrl.replace('/api/v1', '/api'), '', null);
    for (let asked = 0; asked < RUNS; asked += 20) {
      const replies = await Promise.all(
        Array.from({ length: 20 }, () =>
          coaching.post(
            '/agents/generate/gameplan',
            { student_id: student.uuid },
            { ...student, headers: { prefer: 'respond-async' } },
          ),
        ),
      );
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    }
    await eventually(counts, ({ succeeded = 0 }) => succeeded >= 20, 60_000);
    // Nobody ends a run before one was killed in the middle of some.
    const gate = new Gate();
    answersLeave = gate.opened;
    await eventually(counts, ({ running = 0 }) => running > 0, 60_000);
    await doomed.kill();
    const held = await database.query<{ id: string }>(
      `SELECT id FROM agent_runs WHERE status = 'running'`,
    );
    gate.open();
    expect(held.length).toBeGreaterThan(0);
    await eventually(
      async () =>
        database.query<{ id: string }>(
          `SELECT id FROM agent_runs WHERE id = ANY($1) AND status <> 'succeeded'`,
          [held.map(({ id }) => id)],
        ),
      (left) => left.length === 0,
      RESUMED_MS,
    );
    await eventually(counts, ({ succeeded }) => succeeded === RUNS, 60_000);
    expect(await counts()).toEqual({ succeeded: RUNS });
    const [plans] = await database.query<Record<string, number>>(
      `SELECT count(*)::integer AS plans, count(DISTINCT run_id)::integer AS runs,
              max(version) AS newest FROM game_plans WHERE user_id = $1`,
      [student.id],
    );
    expect(plans).toEqual({ plans: RUNS, runs: RUNS, newest: RUNS });
  }, 150_000);
});
