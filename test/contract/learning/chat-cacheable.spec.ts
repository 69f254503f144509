import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { ModelServer, says, speaking } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: which messages the reply tree knows', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    room = await classroom(app);
    pupil = await person(app);
  });
  beforeEach(async () => {
    lesson = await addLesson(app, room);
    model.script = speaking;
    model.newCalls();
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const newcomer = (): Promise<ChatStudent> => ChatStudent.open(app, lesson, pupil);
  const storedMessages = async (): Promise<string[]> =>
    (
      await app.database.query<{ message: string }>(
        'SELECT message FROM reply_nodes WHERE content_item_id = $1 ORDER BY id',
        [lesson],
      )
    ).map(({ message }) => message);

  it.each([
    '{"answer":"A","questionId":1}',
    '{"questionId":1,"answer":"A"}',
    ' {\n\t"questionId" : 1,\r\n "answer" : "A" }  ',
    '{"questionId": 1.0, "answer": "A"}',
    '{"questionId": 1, "answer": "\\u0041"}',
  ])('knows an answer in the spelling %j', async (spelling) => {
    const first = await newcomer();
    const original = await first.answer(1, 'A');
    const second = await newcomer();
    const copy = await second.say(spelling);
    expect(copy.content).toBe(original.content);
    expect(model.newCalls()).toBe(1);
    const session = await second.session();
    expect(session.cache_state).toBe('TRACKING');
    expect(session.messages[0].content).toBe(spelling);
    expect(session.messages[1].meta).toMatchObject({ source: 'cache' });
  });

  it('knows the greeting by the message that asks for it', async () => {
    const greeting = await (await newcomer()).greet();
    expect((await (await newcomer()).say('Start.')).content).toBe(greeting.content);
    expect(model.newCalls()).toBe(1);
    expect(model.lastCall.messages).toEqual([{ role: 'user', content: 'Start.' }]);
  });

  it.each([
    ['free text', 'Why does this work?'],
    ['a follow-up', '{"type": "followup", "content": "Why?"}'],
    ['an unknown question', '{"questionId": 99, "answer": "A"}'],
    ['a made-up option', '{"questionId": 1, "answer": "Z"}'],
    ['an option in lower case', '{"questionId": 1, "answer": "a"}'],
    ['a further key', '{"questionId": 1, "answer": "A", "note": "I am Ada"}'],
    ['the id as a text', '{"questionId": "1", "answer": "A"}'],
    ['a key said twice', '{"questionId": 1, "answer": "I am Ada", "answer": "A"}'],
    ['a list', '[{"questionId": 1, "answer": "A"}]'],
    ['the greeting in lower case', 'start.'],
    ['the greeting with a space', 'Start. '],
    ['the greeting without its full stop', 'Start'],
  ])('lets a session go for good after %s', async (_name, message) => {
    const pioneer = await newcomer();
    await pioneer.greet();
    await pioneer.answer(1, 'A');
    expect(await storedMessages()).toHaveLength(2);

    const stray = await newcomer();
    await stray.greet();
    const said = await stray.say(message);
    expect(said.last).toMatchObject({ done: true, message_id: expect.any(Number) });
    await stray.answer(1, 'A');
    await stray.greet();

    const session = await stray.session();
    expect(session.cache_state).toBe('DIVERGED');
    const sources = session.messages.flatMap((sent: any) => sent.meta.source ?? []);
    expect(sources).toEqual(['cache', 'llm', 'llm', 'llm']);
    expect(model.newCalls()).toBe(2 + 3);
    expect(await storedMessages()).toHaveLength(2);
  });

  it('gives the model the whole conversation of a session that left the tree', async () => {
    const stray = await newcomer();
    const greeting = await stray.greet();
    const reply = await stray.say('Why does this work?');
    await stray.say('And then?');
    expect(model.lastCall.messages).toEqual([
      { role: 'user', content: 'Start.' },
      { role: 'assistant', content: greeting.content },
      { role: 'user', content: 'Why does this work?' },
      { role: 'assistant', content: reply.content },
      { role: 'user', content: 'And then?' },
    ]);
  });

  it('tells the model an answer in one spelling only, whoever asks first', async () => {
    const pioneer = await newcomer();
    await pioneer.say(`{"questionId": 1.000000000000000000012025550123, "answer": "\\u0041"}`);
    expect(model.lastCall.question).toBe('{"answer":"A","questionId":1}');
    await pioneer.answer(2, 'B');
    expect(model.lastCall.messages[0]?.content).toBe('{"answer":"A","questionId":1}');
    expect(model.lastCall.text).not.toContain('2025550123');
  });

  it('keeps paths apart that lead to the same answer', async () => {
    const [a, b] = [await newcomer(), await newcomer()];
    await a.answer(1, 'A');
    await b.answer(1, 'B');
    const [afterRight, afterWrong] = [await a.answer(2, 'A'), await b.answer(2, 'A')];
    expect(afterRight.content).not.toBe(afterWrong.content);
    expect(model.newCalls()).toBe(4);
    expect((await a.session()).cache_node_id).not.toBe((await b.session()).cache_node_id);
  });

  it('hands on characters whole that the model sends in halves', async () => {
    model.script = says('Well d', 'one \uD83C', '\uDF89', ' and\u0000', '\u0000', ' on.');
    const original = await (await newcomer()).greet();
    const copy = await (await newcomer()).greet();
    expect(original.content).toBe('Well done 🎉 and on.');
    expect(copy.frames.slice(0, -1)).toEqual(original.frames.slice(0, -1));
    for (const frame of original.frames) {
      if ('content' in frame) expect(frame.content.isWellFormed()).toBe(true);
    }
    expect(original.text).not.toContain('\\u0000');
  });

  it('keeps what the provider counted with the reply that it made', async () => {
    const first = await newcomer();
    await first.greet();
    const second = await newcomer();
    await second.greet();
    const [told, heard] = [await first.session(), await second.session()];
    expect(told.messages[1].meta).toEqual({
      source: 'llm',
      model: 'openai-compatible/test-model',
      input_tokens: 120,
      output_tokens: 34,
    });
    expect(heard.messages[1].meta).toEqual({
      source: 'cache',
      cache_node_id: told.cache_node_id,
      model: 'openai-compatible/test-model',
    });
  });

  it.each([
    ['nothing', ''],
    ['8,001 characters', 'x'.repeat(8_001)],
    ['a character that no column holds', 'a\u0000b'],
    ['half a character', 'half a \uD83C sign'],
  ])('refuses a message of %s and stays where it is', async (_name, content) => {
    const student = await newcomer();
    await student.greet();
    const before = await student.session();
    const reply = await student.say(content);
    expect(reply.status).toBe(422);
    expect(JSON.parse(reply.text).detail).toEqual([
      expect.objectContaining({ msg: expect.any(String) }),
    ]);
    expect(await student.session()).toEqual(before);
    expect(model.newCalls()).toBe(1);
  });

  it('takes a message of 8,000 characters', async () => {
    const student = await newcomer();
    const message = '🎉'.repeat(4_000);
    expect((await student.say(message)).last).toMatchObject({ done: true });
    expect(model.lastCall.question).toBe(message);
  });
});
