import { person } from '../../support/people';
import { addressOf, labelTag, PromptDesk, versionTag } from '../../support/prompt-desk';
import { type TestApp, testApp } from '../../support/test-app';

describe('removing prompts and setting their tags', () => {
  let app: TestApp;
  let author: PromptDesk;
  let admin: PromptDesk;

  beforeAll(async () => {
    app = await testApp();
    author = new PromptDesk(app, await person(app, 'INSTRUCTOR'));
    admin = new PromptDesk(app, await person(app, 'PLATFORM_ADMIN'));
  });

  afterAll(() => app.stop());

  const statusOf = async (path: string) => (await author.get(path)).status;

  describe('tags', () => {
    it('are set on every version, with the documented body and reply', async () => {
      await author.publish('Tagged', 'one');
      await author.publish('Tagged', 'two');
      const reply = await author.setTags('Tagged', { tags: ['core', 'protocol', 'v2'] });
      expect([reply.status, reply.body]).toEqual([200, { success: true }]);
      for (const version of [1, 2]) {
        const { body } = await author.get(`/prompts/Tagged?version=${version}`);
        expect(body.tags).toEqual(['core', 'protocol', 'v2']);
      }
      expect((await author.setTags('Tagged', { tags: [] })).status).toBe(200);
      expect((await author.get('/prompts/Tagged?version=1')).body.tags).toEqual([]);
    });

    it.each([[{}], [{ tags: null }], [{ tags: [''] }], [{ tags: ['a', 'a'] }], [{ labels: [] }]])(
      'are not set by %j',
      async (body) => {
        await author.publish('Untagged', 'one');
        expect((await author.setTags('Untagged', body)).status).toBe(422);
      },
    );

    it('of an unknown prompt are not found', async () => {
      expect((await author.setTags('Nobody', { tags: [] })).status).toBe(404);
    });
  });

  describe('for whom', () => {
    it('removing is for platform admins', async () => {
      await author.publish('Guarded', 'one');
      expect((await author.deletePrompt('Guarded')).status).toBe(403);
      expect((await author.deleteVersion('Guarded', 1)).status).toBe(403);
      const student = await person(app);
      for (const path of ['/prompts/Guarded', '/prompts/Guarded/versions/1']) {
        expect((await app.learning.delete(path)).status).toBe(401);
        expect((await app.learning.delete(path, { token: student.token })).status).toBe(403);
      }
      expect(await statusOf('/prompts/Guarded?version=1')).toBe(200);
    });
  });

  describe('a whole prompt', () => {
    it.each(['Simple', 'two words', 'math/algebra', 'a?b#c%d'])('%p goes', async (name) => {
      await author.publish(name, 'one', 'production');
      await author.publish(name, 'two');
      const reply = await admin.deletePrompt(name);
      expect([reply.status, reply.text]).toEqual([204, '']);
      expect(await statusOf(addressOf(name))).toBe(404);
      expect(await statusOf(`${addressOf(name)}/versions`)).toBe(404);
      expect((await admin.deletePrompt(name)).status).toBe(404);
    });

    it('stays while another prompt includes any of it, in use or not, naming them all', async () => {
      await author.publish('Base', 'one', 'production');
      await author.publish('Base', 'two');
      await author.publish('By label', labelTag('Base'));
      await author.publish('By version', versionTag('Base', 1));
      await author.publish('By version', 'plain');
      const reply = await admin.deletePrompt('Base');
      expect(reply.status).toBe(409);
      expect(reply.body.detail).toMatch(/"By label" version 1, "By version" version 1\./);
      expect(Object.keys(await author.labels('Base'))).toEqual(['1', '2']);
      await admin.deletePrompt('By label');
      await admin.deleteVersion('By version', 1);
      expect((await admin.deletePrompt('Base')).status).toBe(204);
    });

    it('that includes others goes with what it says about them', async () => {
      await author.publish('Included', 'one', 'production');
      await author.publish('Including', labelTag('Included'), 'production');
      expect((await admin.deletePrompt('Including')).status).toBe(204);
      expect((await admin.deletePrompt('Included')).status).toBe(204);
    });

    it('comes back with a number that was never used', async () => {
      await author.publish('Returning', 'one');
      await author.publish('Returning', 'two');
      await admin.deletePrompt('Returning');
      expect(await author.publish('Returning', 'three')).toBe(3);
      expect(await author.labels('Returning')).toEqual({ 3: ['latest'] });
    });

    it('may come back as another type', async () => {
      await author.publish('Retyped', 'one');
      await admin.deletePrompt('Retyped');
      expect(await author.publish('Retyped', [{ role: 'system', content: 'x' }])).toBe(2);
    });

    it.each(['labels', 'names', 'preview'])('%p is no prompt', async (name) => {
      expect((await admin.deletePrompt(name)).status).toBe(422);
    });
  });

  describe('one version', () => {
    it('goes, and `latest` moves to the next highest', async () => {
      await author.publish('Stack', 'one', 'production');
      await author.publish('Stack', 'two');
      await author.publish('Stack', 'three', 'staging');
      expect((await admin.deleteVersion('Stack', 3)).status).toBe(204);
      expect(await author.labels('Stack')).toEqual({ 1: ['production'], 2: ['latest'] });
      expect((await author.get('/prompts/Stack?label=staging')).status).toBe(404);
      expect((await admin.deleteVersion('Stack', 3)).status).toBe(404);
      expect(await author.publish('Stack', 'four')).toBe(4);
    });

    it('below the newest leaves `latest` alone', async () => {
      await author.publish('Middle', 'one');
      await author.publish('Middle', 'two');
      expect((await admin.deleteVersion('Middle', 1)).status).toBe(204);
      expect(await author.labels('Middle')).toEqual({ 2: ['latest'] });
    });

    it('as the last one takes the prompt with it', async () => {
      await author.publish('Only', 'one', 'production');
      expect((await admin.deleteVersion('Only', 1)).status).toBe(204);
      expect(await statusOf('/prompts/Only/versions')).toBe(404);
      expect((await author.get('/prompts/names')).body).not.toContainEqual(
        expect.objectContaining({ name: 'Only' }),
      );
    });

    it('stays while another prompt includes it by number or by a label that would go', async () => {
      await author.publish('Floor', 'one', 'production');
      await author.publish('Floor', 'two');
      await author.publish('Floor', 'three');
      await author.publish('Stands on 1', labelTag('Floor'));
      await author.publish('Stands on 2', versionTag('Floor', 2));
      const labelled = await admin.deleteVersion('Floor', 1);
      expect(labelled.status).toBe(409);
      expect(labelled.body.detail).toMatch(/"Stands on 1" version 1\.$/);
      const numbered = await admin.deleteVersion('Floor', 2);
      expect(numbered.status).toBe(409);
      expect(numbered.body.detail).toMatch(/"Stands on 2" version 1\.$/);
      expect((await admin.deleteVersion('Floor', 3)).status).toBe(204);
      expect(await author.labels('Floor')).toEqual({ 1: ['production'], 2: ['latest'] });
    });

    it('that `latest` depends on goes while there is another, and not as the only one', async () => {
      await author.publish('Moving floor', 'one');
      await author.publish('Moving floor', 'two');
      await author.publish('Follower', labelTag('Moving floor', 'latest'), 'production');
      expect((await admin.deleteVersion('Moving floor', 2)).status).toBe(204);
      expect((await author.get('/prompts/Follower')).body.resolved_prompt).toBe('one');
      const last = await admin.deleteVersion('Moving floor', 1);
      expect(last.status).toBe(409);
      expect(last.body.detail).toMatch(/"Follower" version 1/);
    });

    it('stays when `latest` would move to one that does not resolve', async () => {
      await author.publish('Vanishing', 'one', 'staging');
      await author.publish('Fragile', labelTag('Vanishing', 'staging'));
      await author.publish('Fragile', 'plain', 'production');
      await author.setLabels('Vanishing', 1, []);
      const reply = await admin.deleteVersion('Fragile', 2);
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Fragile" version 1 → "Vanishing" \(label staging\)/);
      expect(await author.labels('Fragile')).toEqual({ 1: [], 2: ['production', 'latest'] });
    });

    it.each(['0', 'latest', '1e0', '2147483648'])('%p is no number', async (version) => {
      expect((await admin.deleteVersion('Stack', version)).status).toBe(422);
    });

    it('and publishing at once never give a number twice or leave `latest` on two', async () => {
      await author.publish('Churn', 'first');
      const published = await Promise.all(
        Array.from({ length: 16 }, async (_, index) => {
          const version = await author.publish('Churn', `text ${index}`);
          if (index % 2 === 0)
            expect((await admin.deleteVersion('Churn', version)).status).toBe(204);
          return version;
        }),
      );
      expect(new Set(published).size).toBe(16);
      const labels = await author.labels('Churn');
      expect(Object.keys(labels)).toHaveLength(9);
      expect(Object.values(labels).flat()).toEqual(['latest']);
      expect(labels[Math.max(...Object.keys(labels).map(Number))]).toEqual(['latest']);
    });
  });
});
