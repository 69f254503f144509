import { PROTOCOL_PROMPT, TUTOR_PROMPT } from '../../../src/domain/chat/tutor-prompts';
import { ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { person } from '../../support/people';
import { addressOf, labelTag, PromptDesk } from '../../support/prompt-desk';
import { type TestApp, testApp } from '../../support/test-app';

describe('the impact of publishing a version', () => {
  let app: TestApp;
  let author: PromptDesk;
  let room: Classroom;

  beforeAll(async () => {
    app = await testApp();
    author = new PromptDesk(app, await person(app, 'INSTRUCTOR'));
    room = await classroom(app);
    await app.learning.put(
      `/courses/${room.courseId}`,
      { is_published: true },
      { token: room.instructor.token },
    );
  });

  afterAll(() => app.stop());

  /** How many nodes the tree holds. */
  async function nodes(): Promise<number> {
    const [row] = await app.database.query<{ count: string }>('SELECT count(*) FROM reply_nodes');
    return Number(row?.count);
  }

  it('names the label’s version, who includes it, and the difference', async () => {
    await author.publish('Protocol', 'Be calm.\nBe kind.\n', 'production');
    await author.publish('Protocol', 'Be brisk.\nBe kind.\n');
    await author.publish('Video', `Teach. ${labelTag('Protocol')}`, 'production');
    await author.publish('Outer', labelTag('Video'), 'staging');
    await author.publish('Unused', labelTag('Protocol'));
    await author.publish('Unused', 'plain');
    const reply = await author.impact('Protocol', 2, { label: 'production' });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      name: 'Protocol',
      version: 2,
      label: 'production',
      current_version: 1,
      dependents: [
        { name: 'Outer', version: 1, labels: ['latest', 'staging'] },
        { name: 'Video', version: 1, labels: ['production', 'latest'] },
      ],
      courses: [],
      cached_nodes: 0,
      ended_split: null,
      diff:
        '--- Protocol (version 1)\n+++ Protocol (version 2)\n' +
        '@@ -1,2 +1,2 @@\n-Be calm.\n+Be brisk.\n Be kind.\n',
    });
    expect(await author.labels('Protocol')).toEqual({ 1: ['production'], 2: ['latest'] });
    expect((await author.impact('Protocol', 2)).body).toEqual(reply.body);
  });

  it('compares the texts with everything in place', async () => {
    await author.publish('Inner', 'old', 'production', 'a');
    await author.publish('Inner', 'new', 'b');
    await author.publish('Frame', `<${labelTag('Inner', 'a')}>`, 'production');
    await author.publish('Frame', `<${labelTag('Inner', 'b')}>`);
    const { body } = await author.impact('Frame', 2, {});
    expect(body.diff).toMatch(/\n-<old>\n(.*\n)?\+<new>\n/);
  });

  it('of a label that nobody carries is all new', async () => {
    await author.publish('Fresh', 'one\n');
    const { body } = await author.impact('Fresh', 1, { label: 'approved' });
    expect(body).toMatchObject({ current_version: null, dependents: [] });
    expect(body.diff).toBe('--- /dev/null\n+++ Fresh (version 1)\n@@ -0,0 +1,1 @@\n+one\n');
  });

  it('of the version that has the label is nothing', async () => {
    await author.publish('Standing', 'one', 'production');
    await author.publish('Standing', 'two');
    await author.split('Standing', 'production', { version: 2, percent: 10 });
    const { body } = await author.impact('Standing', 1);
    expect(body).toMatchObject({ current_version: 1, diff: '', ended_split: null });
  });

  it('tells the split that would end', async () => {
    const { body } = await author.impact('Standing', 2);
    expect(body.ended_split).toEqual({ version: 2, percent: 10 });
  });

  it('shows messages under their roles', async () => {
    await author.publish('Script', [{ role: 'system', content: 'one' }], 'production');
    await author.publish('Script', [
      { role: 'system', content: 'one' },
      { role: 'user', content: 'two' },
    ]);
    const { body } = await author.impact('Script', 2);
    expect(body.diff).toContain('+[user]');
    expect(body.diff).toContain('+two');
  });

  describe('on the tutor', () => {
    beforeAll(async () => {
      await author.publish(
        TUTOR_PROMPT,
        `Teach {{title}}. ${labelTag(PROTOCOL_PROMPT)}`,
        'production',
      );
      const student = await ChatStudent.open(app, room.contentItemId);
      await student.greet();
      await student.answer(1, 'A');
      expect(await nodes()).toBe(2);
    });

    it('names courses and counts the cached replies that are lost', async () => {
      const version = await author.publish(TUTOR_PROMPT, 'Other words.');
      const { body } = await author.impact(TUTOR_PROMPT, version);
      expect(body.cached_nodes).toBe(2);
      expect(body.courses).toContainEqual({
        id: room.courseId,
        code: expect.any(String),
        title: 'Data Structures',
      });
    });

    it('reaches it through what it includes', async () => {
      const version = await author.publish(PROTOCOL_PROMPT, 'Be brisk.');
      const { body } = await author.impact(PROTOCOL_PROMPT, version);
      expect(body.dependents.map((entry: { name: string }) => entry.name)).toEqual([TUTOR_PROMPT]);
      expect(body.cached_nodes).toBe(2);
      expect(body.courses).toHaveLength(1);
    });

    it('loses nothing when the words stay the same', async () => {
      const { body: current } = await author.get(addressOf(TUTOR_PROMPT));
      const version = await author.publish(TUTOR_PROMPT, current.prompt);
      const { body } = await author.impact(TUTOR_PROMPT, version);
      expect(body).toMatchObject({ cached_nodes: 0, diff: '' });
      expect(body.courses).toHaveLength(1);
    });

    it('is none under another label, and none of another prompt', async () => {
      const version = await author.publish(TUTOR_PROMPT, 'Draft.');
      const staged = await author.impact(TUTOR_PROMPT, version, { label: 'staging' });
      expect(staged.body).toMatchObject({ cached_nodes: 0, courses: [] });
      const other = await author.impact('Protocol', 2);
      expect(other.body).toMatchObject({ cached_nodes: 0, courses: [] });
    });

    it('comes true', async () => {
      const version = await author.publish(TUTOR_PROMPT, 'Quite other words.');
      await author.setLabels(TUTOR_PROMPT, version, ['production']);
      const { body } = await author.impact(TUTOR_PROMPT, version - 1);
      expect(body.current_version).toBe(version);
      expect(body.cached_nodes).toBe(0);
    });
  });

  describe('is refused', () => {
    it('to students and strangers', async () => {
      const student = await person(app);
      const path = '/prompts/Protocol/versions/2/impact';
      expect((await app.learning.post(path, {})).status).toBe(401);
      expect((await app.learning.post(path, {}, { token: student.token })).status).toBe(403);
    });

    it.each([[{ label: 'latest' }], [{ label: 'No label' }], [{ label: 7 }], [{ version: 1 }]])(
      'for %j',
      async (body) => {
        expect((await author.impact('Protocol', 2, body)).status).toBe(422);
      },
    );

    it('for what does not exist', async () => {
      expect((await author.impact('Protocol', 99, {})).status).toBe(404);
      expect((await author.impact('Nobody', 1, {})).status).toBe(404);
    });

    it('where the publish would be, naming what would break', async () => {
      await author.publish('Ring A', 'plain', 'production');
      await author.publish('Ring B', labelTag('Ring A'), 'production');
      await author.publish('Ring C', 'plain', 'production');
      await author.publish('Ring A', labelTag('Ring C'));
      await author.publish('Ring C', labelTag('Ring B'));
      const reply = await author.impact('Ring A', 2);
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Ring C" version 2 → "Ring B" version 1 → "Ring A"/);
      expect((await author.setLabels('Ring A', 2, ['production'])).status).toBe(422);
    });
  });
});
