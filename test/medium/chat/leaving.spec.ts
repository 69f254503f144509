import { GenerationBells } from '../../../src/domain/chat/generation-bells';
import { GenerationRegistry } from '../../../src/domain/chat/generation-registry';
import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { Gate, ModelServer, pausing } from '../../support/model-server';
import { type OpenStream, wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const WORDS = ['Welcome ', 'to ', 'binary ', 'search.'];
const CLIENTS = 20;
const DEADLINE_MS = 30_000;

describe('clients that leave while the model thinks', () => {
  let model: ModelServer;
  let here: TestApp;
  let there: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;
  let gate: Gate;

  beforeAll(async () => {
    model = await ModelServer.start();
    here = await testApp({ environment: model.environment });
    there = await testApp({ environment: model.environment, database: here.database });
    room = await classroom(here);
    pupil = await person(here);
  });
  beforeEach(async () => {
    lesson = await addLesson(here, room);
    gate = new Gate();
    model.script = pausing(gate, WORDS.slice(0, 2), WORDS.slice(2));
  });
  afterEach(() => gate.open());
  afterAll(async () => {
    await there.stop();
    await here.stop();
    await model.stop();
  });

  /** So many clients at both processes, each of whom has heard the first two words. */
  async function listeners(): Promise<{ starter: ChatStudent; streams: OpenStream[] }> {
    const starter = await ChatStudent.open(here, lesson, pupil);
    const first = await starter.hearGreeting();
    await first.take(2);
    const later = Array.from({ length: CLIENTS }, async (_, index) => {
      const student = await ChatStudent.open(here, lesson, pupil);
      return student.at(index % 2 === 0 ? here : there).hearGreeting();
    });
    const streams = [first, ...(await Promise.all(later))];
    await Promise.all(streams.slice(1).map((stream) => stream.take(2)));
    return { starter, streams };
  }

  const subscriptions = (): number => there.trellis.app.get(GenerationBells).subscriptions;
  const readers = (): number =>
    here.trellis.app
      .get(GenerationRegistry)
      .all()
      .reduce((sum, generation) => sum + generation.readers, 0);

  it('are waited on by nothing any more, long before the reply is there', async () => {
    const { starter, streams } = await listeners();
    expect(readers()).toBe(1 + CLIENTS / 2);
    expect(subscriptions()).toBe(1);
    for (const stream of streams) stream.leave();
    await eventually(
      async () => [readers(), subscriptions()],
      (counts) => counts.every((count) => count === 0),
      DEADLINE_MS,
    );

    gate.open();
    const heard = await eventually(
      () => starter.resume(0),
      ({ last }) => last !== undefined && 'message_id' in last,
      DEADLINE_MS,
    );
    expect(heard.content).toBe(WORDS.join(''));
  });

  it('take nothing from those who stay, at this process and at another', async () => {
    const { streams } = await listeners();
    const staying = streams.slice(-2);
    for (const stream of streams.slice(0, -2)) stream.leave();
    await eventually(
      async () => readers(),
      (count) => count === 1,
      DEADLINE_MS,
    );
    expect(subscriptions()).toBe(1);
    gate.open();
    for (const stream of staying) expect(wordsOf(await stream.rest())).toBe('binary search.');
    await eventually(
      async () => [readers(), subscriptions()],
      (counts) => counts.every((count) => count === 0),
      DEADLINE_MS,
    );
  });
});
