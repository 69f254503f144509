import { TUTOR_PROMPT } from '../../../src/domain/chat/tutor-prompts';
import { placeOf } from '../../../src/domain/prompts/prompt-split';
import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { ModelServer } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { addressOf, labelTag, PromptDesk } from '../../support/prompt-desk';
import { type TestApp, testApp } from '../../support/test-app';

describe('the split of a label between two versions', () => {
  let model: ModelServer;
  let app: TestApp;
  let author: PromptDesk;
  let admin: PromptDesk;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    author = new PromptDesk(app, await person(app, 'INSTRUCTOR'));
    admin = new PromptDesk(app, await person(app, 'PLATFORM_ADMIN'));
  });

  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  /** A name with a version in production, and a second one. */
  async function twoVersions(name: string): Promise<void> {
    await author.publish(name, 'one', 'production');
    await author.publish(name, 'two');
  }

  const textOf = async (path: string) => (await author.get(path)).body.resolved_prompt;

  describe('for authors', () => {
    it.each(['Divided', 'two words/and a slash'])(
      'of %p is set, changed and ended',
      async (name) => {
        await twoVersions(name);
        expect((await author.getSplit(name, 'production')).status).toBe(404);
        const reply = await author.split(name, 'production', { version: 2, percent: 20 });
        const split = { name, label: 'production', label_version: 1, version: 2, percent: 20 };
        expect([reply.status, reply.body]).toEqual([200, split]);
        expect((await author.getSplit(name, 'production')).body).toEqual(split);
        await author.split(name, 'production', { version: 2, percent: 0 });
        expect((await author.getSplit(name, 'production')).body.percent).toBe(0);
        const end = await author.endSplit(name, 'production');
        expect([end.status, end.text]).toEqual([204, '']);
        expect((await author.endSplit(name, 'production')).status).toBe(404);
        expect((await author.getSplit(name, 'production')).status).toBe(404);
      },
    );

    it('is for instructors', async () => {
      const student = await person(app);
      const path = '/prompts/Anything/labels/production/split';
      for (const method of ['GET', 'PUT', 'DELETE']) {
        expect((await app.root.raw(method, `/api/v1${path}`, undefined)).status).toBe(401);
        const reply = await app.root.raw(method, `/api/v1${path}`, undefined, {
          token: student.token,
        });
        expect(reply.status).toBe(403);
      }
    });

    it.each([
      ['a version that is none', 'production', { version: 9, percent: 20 }, 422],
      ['the version of the label', 'production', { version: 1, percent: 20 }, 422],
      ['a share beyond all', 'production', { version: 2, percent: 101 }, 422],
      ['a share below none', 'production', { version: 2, percent: -1 }, 422],
      ['half a percent', 'production', { version: 2, percent: 0.5 }, 422],
      ['no share', 'production', { version: 2 }, 422],
      ['no version', 'production', { percent: 20 }, 422],
      ['more than a split', 'production', { version: 2, percent: 20, label: 'x' }, 422],
      ['`latest`', 'latest', { version: 1, percent: 20 }, 422],
      ['a label that is none', 'No label', { version: 2, percent: 20 }, 422],
      ['a label that nobody carries', 'staging', { version: 2, percent: 20 }, 404],
    ])('with %s is refused', async (_, label, body, status) => {
      await twoVersions(`Strict ${_}`);
      expect((await author.split(`Strict ${_}`, label, body)).status).toBe(status);
      expect((await author.getSplit(`Strict ${_}`, 'production')).status).toBe(404);
    });

    it('of an unknown prompt is not found', async () => {
      expect((await author.split('Nobody', 'production', { version: 2, percent: 1 })).status).toBe(
        404,
      );
      expect((await author.endSplit('Nobody', 'production')).status).toBe(404);
    });

    it('needs a version that resolves, and keeps it so', async () => {
      await author.publish('Part', 'x', 'staging');
      await author.publish('Whole', 'one', 'production');
      await author.publish('Whole', labelTag('Part', 'staging'));
      await author.publish('Whole', 'three');
      await author.split('Whole', 'production', { version: 2, percent: 20 });
      expect((await author.setLabels('Part', 1, [])).status).toBe(422);
      await author.endSplit('Whole', 'production');
      expect((await author.setLabels('Part', 1, [])).status).toBe(200);
      const reply = await author.split('Whole', 'production', { version: 2, percent: 20 });
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Whole" version 2 → "Part" \(label staging\)/);
    });

    it('means the version of the label where nobody is asked for', async () => {
      await twoVersions('Impersonal');
      await author.publish('Around', `<${labelTag('Impersonal')}>`, 'production');
      await author.split('Impersonal', 'production', { version: 2, percent: 100 });
      expect(await textOf('/prompts/Impersonal')).toBe('one');
      expect(await textOf('/prompts/Around')).toBe('<one>');
    });

    it.each([
      ['moves', (name: string) => author.setLabels(name, 2, ['production'])],
      ['moves with a publish', (name: string) => author.publish(name, 'x', 'production')],
      ['is dropped', (name: string) => author.setLabels(name, 1, [])],
      ['loses its version', (name: string) => admin.deleteVersion(name, 1)],
      ['loses the other version', (name: string) => admin.deleteVersion(name, 2)],
    ])('ends when the label %s, and does not come back', async (how, change) => {
      const name = `Ending ${how}`;
      await twoVersions(name);
      await author.publish(name, 'three');
      await author.split(name, 'production', { version: 2, percent: 50 });
      await change(name);
      expect((await author.getSplit(name, 'production')).status).toBe(404);
      await author.setLabels(name, 3, ['production']);
      expect((await author.getSplit(name, 'production')).status).toBe(404);
    });

    it('stays while other labels move', async () => {
      await twoVersions('Lasting');
      await author.split('Lasting', 'production', { version: 2, percent: 50 });
      await author.setLabels('Lasting', 2, ['staging']);
      await author.setLabels('Lasting', 1, ['production', 'approved']);
      await author.publish('Lasting', 'three');
      expect((await author.getSplit('Lasting', 'production')).status).toBe(200);
    });
  });

  describe('for the tutor', () => {
    let room: Classroom;
    let lesson: number;
    /** Two people on the two sides of `percent`. */
    let inside: Person;
    let outside: Person;
    let percent: number;
    let first: number;
    let second: number;

    const place = ({ id }: Person) => placeOf(TUTOR_PROMPT, 'production', id);

    beforeAll(async () => {
      room = await classroom(app);
      const people = [await person(app)];
      while (new Set(people.map(place)).size < 2) people.push(await person(app));
      const [low, high] = people.toSorted((a, b) => place(a) - place(b)).slice(-2) as [
        Person,
        Person,
      ];
      [inside, outside, percent] = [low, high, place(high)];
    });

    beforeEach(async () => {
      lesson = await addLesson(app, room);
      first = await author.publish(TUTOR_PROMPT, 'First words about {{title}}.', 'production');
      second = await author.publish(TUTOR_PROMPT, 'Second words about {{title}}.');
      await author.split(TUTOR_PROMPT, 'production', { version: second, percent });
      model.newCalls();
    });

    /** Opens a session, hears the greeting and tells the words of the prompt behind it. */
    async function greeted(who: Person): Promise<ChatStudent> {
      const student = await ChatStudent.open(app, lesson, who);
      expect((await student.greet()).last).toMatchObject({ done: true });
      return student;
    }

    const stateOf = async (student: ChatStudent) => (await student.session()).cache_state;

    it('gives a person the same side every time, and never a reply of the other', async () => {
      await greeted(inside);
      expect(model.lastCall.system).toContain('Second words');
      await greeted(outside);
      expect(model.lastCall.system).toContain('First words');
      expect(model.newCalls()).toBe(2);
      const again = [await greeted(inside), await greeted(outside)];
      expect(model.newCalls()).toBe(0);
      const [mine, theirs] = await Promise.all(again.map((student) => student.session()));
      expect(mine.messages.at(-1).content).not.toBe(theirs.messages.at(-1).content);
      expect(mine.messages.at(-1).meta.source).toBe('cache');
    });

    it('lets open sessions of both sides go on where they stand', async () => {
      for (const who of [inside, outside]) {
        const student = await greeted(who);
        await author.publish('Unrelated', 'x', 'production');
        await student.answer(1, 'A');
        expect(await stateOf(student)).toBe('TRACKING');
      }
    });

    it('sends only those off the tree whose side ends', async () => {
      const students = [await greeted(inside), await greeted(outside)];
      await author.endSplit(TUTOR_PROMPT, 'production');
      for (const student of students) await student.answer(1, 'A');
      expect(await Promise.all(students.map(stateOf))).toEqual(['DIVERGED', 'TRACKING']);
      expect(model.calls.at(-2)?.system).toContain('Second words');
    });

    it('keeps those where they are whose side becomes everybody’s', async () => {
      const students = [await greeted(inside), await greeted(outside)];
      await author.setLabels(TUTOR_PROMPT, second, ['production']);
      for (const student of students) await student.answer(1, 'A');
      expect(await Promise.all(students.map(stateOf))).toEqual(['TRACKING', 'DIVERGED']);
    });

    it('leaves the version that authors see as it is', async () => {
      expect((await author.get(addressOf(TUTOR_PROMPT))).body.version).toBe(first);
    });
  });

  describe('and removing what the tutor is led by', () => {
    it('lets open sessions go on; new ones wait for a prompt, be it one of messages', async () => {
      const room = await classroom(app);
      await author.publish(TUTOR_PROMPT, 'Old words.', 'production');
      const student = await ChatStudent.open(app, room.contentItemId);
      await student.greet();
      expect((await admin.deletePrompt(TUTOR_PROMPT)).status).toBe(204);
      expect((await student.say('Why?')).last).toMatchObject({ done: true });
      expect(model.lastCall.system).toContain('Old words.');
      const newcomer = await person(app);
      const open = () =>
        app.learning.post(
          '/chat/sessions',
          { content_item_id: room.contentItemId },
          { token: newcomer.token },
        );
      expect((await open()).status).toBe(503);
      const silent = [{ role: 'user', content: 'Hello' }];
      await author.publish(TUTOR_PROMPT, silent, 'production');
      expect((await open()).status).toBe(503);
      await author.publish(
        TUTOR_PROMPT,
        [
          { role: 'system', content: 'Teach {{title}}.' },
          { role: 'user', content: 'Hello' },
          { role: 'system', content: 'Be brief.' },
        ],
        'production',
      );
      const next = await ChatStudent.open(app, room.contentItemId);
      await next.greet();
      expect(model.lastCall.system).toMatch(/Teach Binary search\.\n\nBe brief\.$/);
    });
  });
});
