import { eventually } from '../../support/eventually';
import { NoteLoad } from '../../support/note-load';
import { OwnPostgres } from '../../support/own-postgres';
import { type Person, person } from '../../support/people';
import { type Frame, RealtimeClient } from '../../support/realtime-client';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const STARTING_MS = 180_000;
const DEADLINE_MS = 80_000;

/** Two APIs and a worker on one PostgreSQL, as processes of their own. */
describe('several processes, some of which are lost', () => {
  let build: TrellisBuild;
  let postgres: OwnPostgres;
  let here: TrellisProcess;
  let there: TrellisProcess;
  let worker: TrellisProcess;
  let student: Person;
  let topic: string;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    postgres = await OwnPostgres.start();
    [here, there] = await Promise.all([api(), api()]);
    worker = TrellisProcess.startWorker(build, postgres.url, {});
    student = await person({ learning: here.learning, database: postgres });
    topic = `user:${student.uuid}`;
  }, STARTING_MS);
  afterAll(async () => {
    await Promise.all([here.kill(), there.kill(), worker.kill()]);
    await postgres.stop();
    build.remove();
  });

  const api = () => TrellisProcess.startApi(build, postgres.url, {});
  const notesIn = (events: readonly Frame[]): number[] =>
    events
      .filter((event) => event['event_type'] === 'note.created')
      .map((event) => event['data'].note_id);
  const inOrder = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

  /** Waits until every acknowledged note was told, and says which notes were told, in order. */
  async function told(load: NoteLoad, events: () => readonly Frame[]): Promise<number[]> {
    await eventually(
      async () => {
        const heard = new Set(notesIn(events()));
        return load.acknowledged.filter((id) => !heard.has(id));
      },
      (missing) => missing.length === 0,
      DEADLINE_MS,
    );
    return notesIn(events());
  }

  /** That offsets have neither gap nor repetition, whichever process told them. */
  function expectUnbroken(events: readonly Frame[], after: number): void {
    expect(events.map((event) => event['offset'])).toEqual(
      events.map((_, index) => after + 1 + index),
    );
  }

  it(
    'loses no event of an API that is killed, for a client that asks for them at the other',
    async () => {
      const before = await RealtimeClient.signedIn(here.root.baseUrl, student);
      const { epoch, offset } = await before.follow(topic);
      const load = new NoteLoad([here.learning, here.learning, there.learning], student);
      await eventually(
        async () => before.events.length,
        (count) => count >= 15,
        DEADLINE_MS,
      );
      await here.kill();
      expect((await before.ended).code).toBe(1006);
      const acknowledged = load.acknowledged.length;
      await eventually(
        async () => load.acknowledged.length,
        (count) => count >= acknowledged + 15,
        DEADLINE_MS,
      );

      const since = before.events.at(-1) as Frame;
      const after = await RealtimeClient.signedIn(there.root.baseUrl, student);
      const answer = await after.follow(topic, { epoch, offset: since['offset'] as number });
      expect(answer['recovered']).toBe(true);
      await load.stop();
      expect(load.failures.length).toBeGreaterThan(0);
      const events = () => [...before.events, ...after.events];
      const notes = await told(load, events);
      expect(new Set(notes).size).toBe(notes.length);
      expectUnbroken(events(), offset as number);
      await after.close();
      here = await api();
    },
    STARTING_MS,
  );

  it(
    'goes on with its sockets after PostgreSQL was restarted, and loses nothing acknowledged',
    async () => {
      const clients = await Promise.all(
        [here, there].map(({ root }) => RealtimeClient.signedIn(root.baseUrl, student)),
      );
      const [first] = await Promise.all(clients.map((client) => client.follow(topic)));
      const load = new NoteLoad([here.learning, there.learning], student);
      await eventually(
        async () => Math.min(...clients.map(({ events }) => events.length)),
        (count) => count >= 10,
        DEADLINE_MS,
      );
      await postgres.restart();
      const acknowledged = load.acknowledged.length;
      await eventually(
        async () => load.acknowledged.length,
        (count) => count >= acknowledged + 20,
        DEADLINE_MS,
      );
      await load.stop();

      for (const client of clients) {
        const notes = await told(load, () => client.events);
        expect(new Set(notes).size).toBe(notes.length);
        expectUnbroken(client.events, first?.['offset'] as number);
      }
      const stored = await postgres.query<{ id: number }>(
        'SELECT id FROM notes WHERE id = ANY($1) ORDER BY id',
        [load.acknowledged],
      );
      expect(stored.map(({ id }) => id)).toEqual(inOrder(load.acknowledged));
      await Promise.all(clients.map((client) => client.close()));
    },
    STARTING_MS,
  );
});
