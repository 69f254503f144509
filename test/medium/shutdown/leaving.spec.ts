import { JobWorker } from '../../../src/platform/queue/job-worker';
import { ChatStudent, classroom, type Classroom } from '../../support/classroom';
import { developer, type Developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { Gate, ModelServer, pausing, says } from '../../support/model-server';
import { OpenStream, wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess } from '../../support/test-process';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const WORDS = ['Welcome ', 'to ', 'binary ', 'search.'];
/** Long enough to look twice on a machine that is busy. */
const PAUSE_MS = 8_000;
const LONGEST_STOP_MS = 20_000;
const DEADLINE_MS = 60_000;
const STOPPING = { error: { code: 'server_stopping', message: expect.any(String) }, done: true };

describe('a process that is told to end', () => {
  let build: TrellisBuild;
  let model: ModelServer;
  let database: TestDatabase;
  let room: Classroom;
  let pupil: Person;
  let coder: Developer;
  let gate: Gate;
  let staying: TrellisProcess;
  const started: TrellisProcess[] = [];

  beforeAll(async () => {
    build = await TrellisBuild.make();
    model = await ModelServer.start();
    database = await createTestDatabase();
    staying = await api();
    const home = { learning: staying.learning, database };
    room = await classroom(home);
    pupil = await person(home);
    coder = await developer(home);
  }, 120_000);
  beforeEach(() => {
    gate = new Gate();
    model.script = pausing(gate, WORDS.slice(0, 2), WORDS.slice(2));
  });
  afterEach(() => gate.open());
  afterAll(async () => {
    await Promise.all(started.map((process) => process.kill()));
    await database.drop();
    await model.stop();
    build.remove();
  });

  async function api(environment: Record<string, string> = {}): Promise<TrellisProcess> {
    const process = await TrellisProcess.start(build, database.url, {
      ...model.environment,
      ...environment,
    });
    started.push(process);
    return process;
  }

  function worker(): TrellisProcess {
    const process = TrellisProcess.startWorker(build, database.url, model.environment);
    started.push(process);
    return process;
  }

  const me = (process: TrellisProcess) => process.learning.get('/users/me', { token: pupil.token });

  it('says that it leaves, and goes on answering until the balancer has noticed', async () => {
    const leaving = await api({ SHUTDOWN_PAUSE_MS: String(PAUSE_MS) });
    const before = await me(leaving);
    expect(before.headers.get('connection')).not.toBe('close');
    const ended = leaving.stop();
    const ready = await eventually(
      () => leaving.root.get('/health/ready'),
      ({ status }) => status !== 200,
      DEADLINE_MS,
    );
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({ status: 'stopping', database: 'up', queue: 'up' });
    const during = await me(leaving);
    expect(during.status).toBe(200);
    expect(during.headers.get('connection')).toBe('close');
    expect(await ended).toBe(0);
    await expect(me(leaving)).rejects.toThrow();
  }, 120_000);

  it('ends every stream with a frame, and the streams go on at another process', async () => {
    const leaving = await api();
    const made = await ChatStudent.openAs(pupil, staying, room.contentItemId);
    const told = await made.hearGreeting();
    expect(wordsOf(await told.take(2))).toBe('Welcome to ');
    const listener = await ChatStudent.openAs(
      await person({ learning: staying.learning, database }),
      leaving,
      room.contentItemId,
    );
    const elsewhere = await listener.hearGreeting();
    expect(wordsOf(await elsewhere.take(2))).toBe('Welcome to ');
    const program = await OpenStream.open(
      leaving.root.baseUrl.concat('/v1/ai/completions'),
      coder.key,
      { body: { messages: [{ role: 'user', content: 'What is it?' }], stream: true } },
    );
    await program.take(2);
    const calls = model.calls.length;
    const whole = new HttpClient(`${leaving.root.baseUrl}/v1`, '', null).post(
      '/ai/completions',
      { messages: [{ role: 'user', content: 'What is it?' }] },
      { token: coder.key },
    );
    await eventually(
      async () => model.calls.length,
      (now) => now > calls,
      DEADLINE_MS,
    );

    const since = Date.now();
    const ended = leaving.stop();
    expect(await elsewhere.rest()).toEqual([STOPPING]);
    expect((await program.rest()).at(-1)).toMatchObject({
      success: false,
      error: { code: 'service_unavailable', message: expect.stringContaining('being stopped') },
    });
    const refused = await whole;
    expect(refused.status).toBe(503);
    expect(refused.body.error.code).toBe('service_unavailable');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await ended).toBe(0);
    expect(Date.now() - since).toBeLessThan(LONGEST_STOP_MS);

    const resumed = await listener.at(staying).hearFrom(2);
    gate.open();
    for (const stream of [told, resumed]) {
      const rest = await stream.rest();
      expect(wordsOf(rest)).toBe('binary search.');
      expect(rest.at(-1)).toMatchObject({ done: true, message_id: expect.any(Number) });
    }
  }, 180_000);

  it('finishes the job in its hands when that takes no longer than a moment', async () => {
    const leaving = worker();
    const run = await heldGameplan();
    const ended = leaving.stop();
    gate.open();
    expect(await ended).toBe(0);
    expect(await statusOf(run)).toBe('succeeded');
  }, 120_000);

  it('gives back a job that takes longer, and another worker finishes it', async () => {
    const leaving = worker();
    const run = await heldGameplan();
    const since = Date.now();
    expect(await leaving.stop()).toBe(0);
    expect(Date.now() - since).toBeLessThan(LONGEST_STOP_MS);
    expect(await statusOf(run)).not.toBe('failed');
    const looking = await testProcess(database, { jobs: false });
    const queue = await looking.get(JobWorker).queue('fast');
    const given = (await queue.getJobs(['waiting'])).find(({ data }) => data.runId === run);
    expect(given?.attemptsMade).toBe(0);
    await looking.stop();
    model.script = says('{}');
    worker();
    await eventually(
      () => statusOf(run),
      (status) => status === 'succeeded',
      DEADLINE_MS,
    );
  }, 180_000);

  it('does not wait when it is told twice', async () => {
    const leaving = await api({ SHUTDOWN_PAUSE_MS: '10000' });
    const since = Date.now();
    const first = leaving.stop();
    await eventually(
      () => leaving.root.get('/health/ready'),
      ({ status }) => status !== 200,
      DEADLINE_MS,
    );
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await leaving.stop()).toBe(1);
    await first;
    expect(Date.now() - since).toBeLessThan(10_000);
  }, 120_000);

  /** Asks an agent for a plan, and waits until a worker has it in its hands and the model thinks. */
  async function heldGameplan(): Promise<string> {
    const calls = model.calls.length;
    const coaching = new HttpClient(`${staying.root.baseUrl}/api`, '', null);
    const reply = await coaching.post(
      '/agents/generate/gameplan',
      { student_id: pupil.uuid },
      { token: pupil.token, headers: { prefer: 'respond-async' } },
    );
    expect(reply.status).toBe(202);
    await eventually(
      async () => model.calls.length,
      (now) => now > calls,
      DEADLINE_MS,
    );
    const run = reply.headers.get('location')?.split('/').at(-1) as string;
    expect(await statusOf(run)).toBe('running');
    return run;
  }

  async function statusOf(run: string): Promise<string | undefined> {
    const [row] = await database.query<{ status: string }>(
      'SELECT status FROM agent_runs WHERE id = $1',
      [run],
    );
    return row?.status;
  }
});
