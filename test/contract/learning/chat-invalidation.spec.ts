import { PROTOCOL_PROMPT, TUTOR_PROMPT } from '../../../src/domain/chat/tutor-prompts';
import {
  addLesson,
  BANK,
  ChatStudent,
  type Classroom,
  classroom,
  LESSON,
} from '../../support/classroom';
import { ModelServer } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const INCLUDE = `@@@langfusePrompt:name=${PROTOCOL_PROMPT}|label=production@@@`;

describe('Learning: what makes stored replies void', () => {
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
    await setCourse({ cache_enabled: true, model: null });
    await publish(TUTOR_PROMPT, `Teach {{title}} as in: {{lesson}} {{question_bank}} ${INCLUDE}`);
    lesson = await addLesson(app, room);
    model.newCalls();
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const newcomer = (): Promise<ChatStudent> => ChatStudent.open(app, lesson, pupil);
  const asAuthor = (): { token: string } => ({ token: room.instructor.token });

  async function publish(name: string, prompt: string, labels = ['production']): Promise<number> {
    const reply = await app.learning.post('/prompts/', { name, prompt, labels }, asAuthor());
    expect(reply.status).toBe(201);
    return reply.body.version;
  }

  async function setCourse(change: object): Promise<void> {
    const reply = await app.learning.put(`/courses/${room.courseId}`, change, asAuthor());
    expect(reply.status).toBe(200);
  }

  async function nodeCount(): Promise<number> {
    const [row] = await app.database.query<{ count: string }>(
      'SELECT count(*) FROM reply_nodes WHERE content_item_id = $1',
      [lesson],
    );
    return Number(row?.count);
  }

  /** A student who was greeted before the change, on a path that others have gone before. */
  async function greetedBefore(change: () => Promise<unknown>): Promise<ChatStudent> {
    const pioneer = await newcomer();
    await pioneer.greet();
    await pioneer.answer(1, 'A');
    const student = await newcomer();
    await student.greet();
    expect((await student.session()).cache_state).toBe('TRACKING');
    expect(await nodeCount()).toBe(2);
    await change();
    model.newCalls();
    return student;
  }

  /** Goes on after the change: by the model, off the tree, leaving nothing in it. */
  async function expectToLeaveTheTree(student: ChatStudent): Promise<void> {
    const nodes = await nodeCount();
    expect((await student.answer(1, 'A')).last).toMatchObject({ done: true });
    expect(model.newCalls()).toBe(1);
    expect((await student.session()).cache_state).toBe('DIVERGED');
    await student.answer(2, 'A');
    expect(model.newCalls()).toBe(1);
    expect(await nodeCount()).toBe(nodes);
  }

  /** The next two students: one asks the model, the other hears the same from the tree. */
  async function expectFreshTree(): Promise<void> {
    const [first, second] = [await newcomer(), await newcomer()];
    const original = await first.greet();
    const copy = await second.greet();
    expect(model.newCalls()).toBe(1);
    expect(copy.content).toBe(original.content);
    expect((await second.session()).messages[1].meta.source).toBe('cache');
  }

  it('a new version of the tutor prompt in production', async () => {
    await publish(TUTOR_PROMPT, 'Old words about {{title}}.');
    const student = await greetedBefore(() => publish(TUTOR_PROMPT, 'New words about {{title}}.'));
    await expectToLeaveTheTree(student);
    expect(model.lastCall.system).toMatch(/\nOld words about Another lesson\.$/);
    await expectFreshTree();
    expect(model.lastCall.system).toMatch(/\nNew words about Another lesson\.$/);
  });

  it('the label of an included prompt that moves back and forth', async () => {
    const calm = await publish(PROTOCOL_PROMPT, 'Be calm.');
    const student = await greetedBefore(() => publish(PROTOCOL_PROMPT, 'Be brisk.'));
    await expectToLeaveTheTree(student);
    expect(model.lastCall.system).toMatch(/Be calm\.$/);
    await expectFreshTree();
    expect(model.lastCall.system).toMatch(/Be brisk\.$/);

    const path = `/prompts/${encodeURIComponent(PROTOCOL_PROMPT)}/versions/${calm}/labels`;
    const moved = await app.learning.patch(path, { labels: ['production'] }, asAuthor());
    expect(moved.status).toBe(200);
    const late = await newcomer();
    await late.greet();
    expect((await late.session()).messages[1].meta.source).toBe('cache');
  });

  it('not a version that has no production label', async () => {
    const student = await greetedBefore(() => publish(TUTOR_PROMPT, 'A draft.', ['staging']));
    await student.answer(1, 'A');
    expect((await student.session()).cache_state).toBe('TRACKING');
    expect(model.newCalls()).toBe(0);
  });

  it('another text of the lesson, which the model then sees', async () => {
    const data = { body: `${LESSON}\nOne more fact.`, questions: BANK };
    const student = await greetedBefore(() => rewrite({ data_json: data }));
    await expectToLeaveTheTree(student);
    expect(model.lastCall.material).toContain('One more fact.');
    await expectFreshTree();
  });

  it('another question bank', async () => {
    const student = await greetedBefore(() =>
      rewrite({ data_json: { body: LESSON, questions: BANK.toReversed() } }),
    );
    await expectToLeaveTheTree(student);
    await expectFreshTree();
  });

  it('another title of the lesson', async () => {
    const student = await greetedBefore(() => rewrite({ title: 'Bisection' }));
    await expectToLeaveTheTree(student);
    await expectFreshTree();
  });

  it('another model of the course', async () => {
    const student = await greetedBefore(() => setCourse({ model: 'sharper-model' }));
    await expectToLeaveTheTree(student);
    expect(model.lastCall.model).toBe('sharper-model');
    expect((await student.session()).messages.at(-1).meta.model).toBe(
      'openai-compatible/sharper-model',
    );
    await expectFreshTree();
    expect(model.lastCall.model).toBe('sharper-model');
  });

  it('caching switched off acts at once: nothing is looked up and nothing is stored', async () => {
    const student = await greetedBefore(() => setCourse({ cache_enabled: false }));
    await expectToLeaveTheTree(student);
    const late = await newcomer();
    expect((await late.session()).cache_state).toBe('DIVERGED');
    await late.greet();
    expect(model.newCalls()).toBe(1);
    expect((await late.session()).messages[1].meta.source).toBe('llm');
    expect(await nodeCount()).toBe(2);
  });

  it('caching switched on again serves new sessions what is still valid', async () => {
    await greetedBefore(() => setCourse({ cache_enabled: false }));
    await setCourse({ cache_enabled: true });
    const late = await newcomer();
    await late.greet();
    expect(model.newCalls()).toBe(0);
  });

  it('another language of the student: each has a tree of its own', async () => {
    const first = await newcomer();
    const english = await first.greet();
    await app.learning.put('/users/me', { locale: 'es' }, { token: pupil.token });
    const second = await newcomer();
    const spanish = await second.greet();
    await app.learning.put('/users/me', { locale: 'en' }, { token: pupil.token });
    expect(spanish.content).not.toBe(english.content);
    expect(model.newCalls()).toBe(2);
    await first.answer(1, 'A');
    expect((await first.session()).cache_state).toBe('TRACKING');
    const third = await newcomer();
    expect((await third.greet()).content).toBe(english.content);
  });

  it('not what else a student put into the locale: digits, calendars and private words', async () => {
    const english = await (await newcomer()).greet();
    await app.learning.put('/users/me', { locale: 'EN-u-nu-latn-x-ada' }, { token: pupil.token });
    const other = await newcomer();
    await app.learning.put('/users/me', { locale: 'en' }, { token: pupil.token });
    expect((await other.greet()).content).toBe(english.content);
    expect((await other.say('And now?')).last).toMatchObject({ message_id: expect.any(Number) });
    expect(model.newCalls()).toBe(2);
  });

  it('a prompt with a variable that is not of the lesson: nobody is served or stored', async () => {
    await publish(TUTOR_PROMPT, 'Talk to {{student_name}} about {{title}}.');
    for (const student of [await newcomer(), await newcomer()]) {
      expect((await student.session()).cache_state).toBe('DIVERGED');
      await student.greet();
      expect(model.newCalls()).toBe(1);
    }
    expect(await nodeCount()).toBe(0);
    await publish(PROTOCOL_PROMPT, 'Call them {{student_name}}.');
    await publish(TUTOR_PROMPT, `Teach {{title}}. ${INCLUDE}`);
    expect((await (await newcomer()).session()).cache_state).toBe('DIVERGED');
    await publish(PROTOCOL_PROMPT, 'Be calm.');
  });

  async function rewrite(change: object): Promise<void> {
    const reply = await app.learning.put(`/content/${lesson}`, change, asAuthor());
    expect(reply.status).toBe(200);
  }
});
