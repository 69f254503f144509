import { ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: chat', () => {
  let app: TestApp;
  let room: Classroom;

  beforeAll(async () => {
    app = await testApp();
    room = await classroom(app);
  });
  afterAll(() => app.stop());

  it('opens a session as the contract shows it', async () => {
    const student = await ChatStudent.open(app, room.contentItemId);
    expect(await student.session()).toEqual({
      id: student.sessionId,
      user_id: student.person.id,
      content_item_id: room.contentItemId,
      title: null,
      content_context: expect.objectContaining({ title: 'Binary search' }),
      share_enabled: false,
      share_token: null,
      cache_node_id: null,
      cache_state: 'TRACKING',
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      messages: [],
    });
  });

  it('serves the second student on the same path from the tree, frame by frame', async () => {
    const first = await ChatStudent.open(app, room.contentItemId);
    const second = await ChatStudent.open(app, room.contentItemId);
    const turns: [(student: ChatStudent) => ReturnType<ChatStudent['greet']>][] = [
      [(student) => student.greet()],
      [(student) => student.answer(1, 'B')],
      [(student) => student.answer(2, 'A')],
    ];
    for (const [turn] of turns) {
      const original = await turn(first);
      const served = await turn(second);
      expect(original.status).toBe(200);
      expect(original.frames.length).toBeGreaterThan(2);
      expect(original.last).toMatchObject({ content: '', done: true });
      expect(served.frames.slice(0, -1)).toEqual(original.frames.slice(0, -1));
      expect(served.text.replace(/"message_id":\d+/, '')).toBe(
        original.text.replace(/"message_id":\d+/, ''),
      );
    }
    const [a, b] = [await first.session(), await second.session()];
    const sources = (session: any): string[] =>
      session.messages.flatMap((message: any) => message.meta.source ?? []);
    expect(sources(a)).toEqual(['llm', 'llm', 'llm']);
    expect(sources(b)).toEqual(['cache', 'cache', 'cache']);
    expect(b.cache_node_id).toBe(a.cache_node_id);
    expect(b.cache_node_id).toBe(b.messages.at(-1).meta.cache_node_id);
    expect(b.cache_state).toBe('TRACKING');
  });
});
