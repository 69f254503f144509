import { Balancer } from '../../support/balancer';
import { ChatStudent, classroom, type Classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { NoteLoad } from '../../support/note-load';
import { type Person, person } from '../../support/people';
import { RealtimeClient } from '../../support/realtime-client';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const STARTING_MS = 180_000;
const DEADLINE_MS = 90_000;
const WRITERS = 4;
/**
 * Long enough for the balancer, which asks five times a second, and for a stream to end, on a
 * machine that is busy.
 */
const PAUSE_MS = 6_000;
const LONGEST_STOP_MS = PAUSE_MS + 17_000;

describe('an upgrade that rolls through while people work', () => {
  let build: TrellisBuild;
  let database: TestDatabase;
  let balancer: Balancer;
  let through: { learning: HttpClient; root: HttpClient };
  let room: Classroom;
  let student: Person;
  let apis: TrellisProcess[];
  let worker: TrellisProcess;
  const started: TrellisProcess[] = [];

  beforeAll(async () => {
    build = await TrellisBuild.make();
    database = await createTestDatabase();
    balancer = await Balancer.start();
    apis = await Promise.all([api(), api()]);
    worker = jobs();
    through = {
      learning: new HttpClient(`${balancer.baseUrl}/api/v1`, '/api/v1', null),
      root: new HttpClient(balancer.baseUrl, '', null),
    };
    const home = { learning: through.learning, database };
    room = await classroom(home);
    student = await person(home);
  }, STARTING_MS);
  afterAll(async () => {
    await Promise.all(started.map((process) => process.kill()));
    await balancer.stop();
    await database.drop();
    build.remove();
  });

  async function api(): Promise<TrellisProcess> {
    const process = await TrellisProcess.startApi(build, database.url, {
      SHUTDOWN_PAUSE_MS: String(PAUSE_MS),
    });
    started.push(process);
    await balancer.add(process.root.baseUrl);
    return process;
  }

  function jobs(): TrellisProcess {
    const process = TrellisProcess.startWorker(build, database.url, {});
    started.push(process);
    return process;
  }

  async function stopped(process: TrellisProcess): Promise<number | null> {
    const since = Date.now();
    const code = await process.stop();
    expect(Date.now() - since).toBeLessThan(LONGEST_STOP_MS);
    return code;
  }

  it(
    'fails no request and breaks off no stream',
    async () => {
      const load = new NoteLoad(
        Array.from({ length: WRITERS }, () => through.learning),
        student,
      );
      const greetings: string[] = [];
      const over = new AbortController();
      const talking = (async () => {
        while (!over.signal.aborted) {
          const pupil = await ChatStudent.openAs(student, through, room.contentItemId);
          const { frames } = await pupil.greet();
          greetings.push(JSON.stringify(frames.at(-1)));
        }
      })();
      for (const old of apis) {
        const before = load.acknowledged.length;
        await eventually(
          async () => load.acknowledged.length,
          (count) => count > before + 20,
          DEADLINE_MS,
        );
        const next = api();
        expect(await stopped(old)).toBe(0);
        await next;
      }
      const before = load.acknowledged.length;
      await eventually(
        async () => load.acknowledged.length,
        (count) => count > before + 20,
        DEADLINE_MS,
      );
      over.abort();
      await Promise.all([talking, load.stop()]);
      expect(load.failures).toEqual([]);
      expect(greetings.length).toBeGreaterThan(0);
      for (const last of greetings)
        expect(JSON.parse(last)).toMatchObject({ done: true, message_id: expect.any(Number) });
      apis = started.slice(3);
    },
    STARTING_MS,
  );

  it(
    'tells sockets goodbye, and they miss nothing elsewhere',
    async () => {
      const [leaving, staying] = apis as [TrellisProcess, TrellisProcess];
      const topic = `user:${student.uuid}`;
      const before = await RealtimeClient.signedIn(leaving.root.baseUrl, student);
      const { epoch, offset } = await before.follow(topic);
      const load = new NoteLoad([staying.learning, staying.learning], student);
      await eventually(
        async () => before.events.length,
        (count) => count >= 10,
        DEADLINE_MS,
      );
      const ended = stopped(leaving);
      expect(await before.ended).toEqual({ code: 1001, reason: expect.any(String) });
      expect(before.frames.at(-1)).toMatchObject({ type: 'goodbye', reason: 'server_stopping' });
      const after = await RealtimeClient.signedIn(staying.root.baseUrl, student);
      const last = before.events.at(-1)?.['offset'] ?? offset;
      const answer = await after.follow(topic, { epoch, offset: last });
      expect(answer['recovered']).toBe(true);
      await load.stop();
      const heard = () => [...before.events, ...after.events].map((event) => event['data'].note_id);
      await eventually(
        async () => load.acknowledged.filter((id) => !heard().includes(id)),
        (missing) => missing.length === 0,
        DEADLINE_MS,
      );
      expect(new Set(heard()).size).toBe(heard().length);
      expect(await ended).toBe(0);
      await after.close();
    },
    STARTING_MS,
  );

  it(
    'hands the work of a worker to the next one',
    async () => {
      const staying = apis.at(-1) as TrellisProcess;
      const coaching = new HttpClient(`${staying.root.baseUrl}/api`, '', null);
      const runs: string[] = [];
      const ask = async (): Promise<void> => {
        const reply = await coaching.post(
          '/agents/generate/gameplan',
          { student_id: student.uuid },
          { token: student.token, headers: { prefer: 'respond-async' } },
        );
        expect(reply.status).toBe(202);
        runs.push(reply.headers.get('location')?.split('/').at(-1) as string);
      };
      for (let count = 0; count < 20; count += 1) await ask();
      jobs();
      expect(await stopped(worker)).toBe(0);
      for (let count = 0; count < 20; count += 1) await ask();
      await eventually(
        () =>
          database.query<{ status: string; count: number }>(
            'SELECT status, count(*)::integer AS count FROM agent_runs WHERE id = ANY($1) GROUP BY status',
            [runs],
          ),
        (rows) => rows.length === 1 && rows[0]?.status === 'succeeded' && rows[0].count === 40,
        DEADLINE_MS,
      );
    },
    STARTING_MS,
  );
});
