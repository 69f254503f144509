import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import {
  type BankQuestion,
  type PublishedLesson,
  publishedLessons,
} from '../../support/course-material';
import type { StreamedReply } from '../../support/event-stream';
import { ModelServer } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const LESSONS = publishedLessons();

describe('Learning: two students on the same path through real lessons', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupils: [Person, Person];
  const items = new Map<PublishedLesson, number>();

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    room = await classroom(app);
    pupils = [await person(app), await person(app)];
    for (const lesson of LESSONS) items.set(lesson, await addLesson(app, room, lesson));
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  it('has lessons with questions to ask', () => {
    expect(LESSONS.length).toBeGreaterThan(0);
    for (const { questions } of LESSONS) expect(questions.length).toBeGreaterThan(1);
  });

  it.each(LESSONS)('lesson $number, $title: asked once, told twice', async (lesson) => {
    const item = items.get(lesson) ?? 0;
    const first = await ChatStudent.open(app, item, pupils[0]);
    const second = await ChatStudent.open(app, item, pupils[1]);
    model.newCalls();
    const originals = await walk(first, lesson);
    expect(model.newCalls()).toBe(lesson.questions.length + 1);
    const copies = await walk(second, lesson);
    expect(model.newCalls()).toBe(0);

    for (const [index, copy] of copies.entries()) {
      const original = originals[index];
      expect(copy.status).toBe(200);
      expect(copy.frames.length).toBeGreaterThan(2);
      expect(copy.frames.slice(0, -1)).toEqual(original?.frames.slice(0, -1));
      expect(withoutMessageId(copy)).toBe(withoutMessageId(original));
    }
    const [told, heard] = [await first.session(), await second.session()];
    expect(sources(told)).toEqual(copies.map(() => 'llm'));
    expect(sources(heard)).toEqual(copies.map(() => 'cache'));
    expect(heard.cache_node_id).toBe(told.cache_node_id);
    expect([told.cache_state, heard.cache_state]).toEqual(['TRACKING', 'TRACKING']);
    expect(model.lastCall.material).toContain(lesson.body.slice(0, 2_000));
  });

  it.each(LESSONS)('lesson $number keeps its answers from students', async (lesson) => {
    const { token } = pupils[0];
    const path = `/content/${items.get(lesson)}`;
    const seen = await app.learning.get(path, { token });
    expect(seen.status).toBe(200);
    expect(seen.body.data_json.questions).toEqual(
      lesson.questions.map(({ id, text, options }) => ({
        id,
        text,
        options: options.map((option) => ({ key: option.key, text: option.text })),
      })),
    );
    expect(JSON.stringify(seen.body.data_json.questions)).not.toMatch(/correct|explanation/i);
    const written = await app.learning.get(path, { token: room.instructor.token });
    expect(written.body.data_json).toEqual({ body: lesson.body, questions: lesson.questions });
  });

  it('lists a module of lessons to students without answers', async () => {
    const { token } = pupils[1];
    const list = await app.learning.get(`/content/modules/${room.moduleId}/content`, { token });
    expect(list.body).toHaveLength(LESSONS.length + 1);
    for (const item of list.body) {
      expect(JSON.stringify(item.data_json.questions)).not.toMatch(/correct|explanation/i);
    }
  });
});

describe('Learning: the built-in tutor on real lessons', () => {
  let app: TestApp;
  let room: Classroom;
  let pupils: [Person, Person];

  beforeAll(async () => {
    app = await testApp();
    room = await classroom(app);
    pupils = [await person(app), await person(app)];
  });
  afterAll(() => app.stop());

  it.each(LESSONS)('lesson $number, $title: greets, marks and repeats itself', async (lesson) => {
    const item = await addLesson(app, room, lesson);
    const first = await ChatStudent.open(app, item, pupils[0]);
    const [greeting, ...marks] = await walk(first, lesson);
    expect(greeting?.content).toContain(lesson.title);
    expect(greeting?.content).toContain(lesson.questions[0]?.text);
    for (const [index, mark] of marks.entries()) {
      const question = lesson.questions[index] as BankQuestion;
      expect(mark.content).toMatch(choice(question).correct ? /^That is right/ : /^Not quite/);
    }
    const second = await ChatStudent.open(app, item, pupils[1]);
    const copies = await walk(second, lesson);
    expect(copies.map(withoutMessageId)).toEqual([greeting, ...marks].map(withoutMessageId));
    expect(sources(await second.session())).toEqual(copies.map(() => 'cache'));
  });
});

/** The greeting, then an answer to every question. */
async function walk(student: ChatStudent, lesson: PublishedLesson): Promise<StreamedReply[]> {
  const replies = [await student.greet()];
  for (const question of lesson.questions) {
    replies.push(await student.answer(question.id, choice(question).key));
  }
  return replies;
}

/** The first option of one question, the last of the next: some are right, some wrong. */
function choice({ id, options }: BankQuestion): BankQuestion['options'][number] {
  const option = id % 2 === 0 ? options.at(-1) : options[0];
  if (option === undefined) throw new Error(`Question ${id} has no options.`);
  return option;
}

function withoutMessageId(reply: StreamedReply | undefined): string | undefined {
  return reply?.text.replace(/"message_id":\d+/, '');
}

function sources(session: { messages: { meta: { source?: string } }[] }): string[] {
  return session.messages.flatMap(({ meta }) => meta.source ?? []);
}
