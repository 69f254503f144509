import { ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { ModelServer } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const NAME = 'Zephyrine Quillfeather';

describe('Learning: nothing of a student enters the reply tree', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupil: Person;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    room = await classroom(app);
    pupil = await person(app);
    await app.learning.put(
      '/users/me',
      { full_name: NAME, time_zone: 'Pacific/Chatham' },
      { token: pupil.token },
    );
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  /** Everything that would tell who the student is. */
  async function tracesOf({ id }: Person, session: number): Promise<string[]> {
    const [user] = await app.database.query<Record<string, string>>(
      'SELECT uuid, email, username, full_name, time_zone FROM users WHERE id = $1',
      [id],
    );
    return [...Object.values(user ?? {}), ...NAME.split(' '), `session ${session}`];
  }

  it('neither from the account nor from what was said off the tree', async () => {
    const student = await ChatStudent.open(app, room.contentItemId, pupil);
    await student.greet();
    await student.answer(1, 'B');
    await student.answer(2, 'A');
    const tracked = model.calls.map(({ text }) => text).join('\n');
    const chatty = await ChatStudent.open(app, room.contentItemId, pupil);
    await chatty.say(`I am ${NAME}, write to me at ${pupil.email}.`);
    await chatty.greet();
    await chatty.answer(1, 'A');

    const stored = await app.database.query(
      'SELECT row_to_json(n)::text AS row FROM reply_nodes n',
    );
    const snapshots = await app.database.query('SELECT text FROM prompt_snapshots');
    expect(stored).toHaveLength(3);
    for (const trace of await tracesOf(pupil, student.sessionId)) {
      expect(trace).not.toBe('');
      expect(JSON.stringify([stored, snapshots])).not.toContain(trace);
      expect(tracked).not.toContain(trace);
      for (const { system } of model.calls) expect(system).not.toContain(trace);
    }
  });

  it('nor into what the provider is told of who is asking', () => {
    for (const { text } of model.calls) {
      expect(Object.keys(JSON.parse(text)).toSorted()).toEqual([
        'max_tokens',
        'messages',
        'model',
        'stream',
        'stream_options',
        'temperature',
      ]);
    }
  });

  it('and the prompt holds nothing of the moment either: two calls are given the same', () => {
    const prompts = new Set(model.calls.map(({ system }) => system));
    expect(prompts.size).toBe(1);
    expect([...prompts][0]).toContain('Binary search');
    expect([...prompts][0]).not.toMatch(/\{\{|@@@/);
  });
});
