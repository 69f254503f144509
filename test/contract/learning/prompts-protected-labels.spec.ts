import { person } from '../../support/people';
import { PromptDesk } from '../../support/prompt-desk';
import { type TestApp, testApp } from '../../support/test-app';

describe('protected labels', () => {
  let app: TestApp;
  let author: PromptDesk;
  let admin: PromptDesk;

  beforeAll(async () => {
    app = await testApp({ environment: { PROTECTED_PROMPT_LABELS: 'production, approved' } });
    author = new PromptDesk(app, await person(app, 'INSTRUCTOR'));
    admin = new PromptDesk(app, await person(app, 'PLATFORM_ADMIN'));
  });

  afterAll(() => app.stop());

  it('are not given at a publish by an instructor, and nothing of it stays', async () => {
    const body = { name: 'New', prompt: 'x', labels: ['staging', 'approved'] };
    const reply = await author.create(body);
    expect(reply.status).toBe(403);
    expect(reply.body.detail).toMatch(/"approved"/);
    expect((await author.get('/prompts/New/versions')).status).toBe(404);
    expect((await admin.create(body)).status).toBe(201);
  });

  it('are put on a version by a platform admin only', async () => {
    await author.publish('Put', 'one', 'staging');
    expect((await author.setLabels('Put', 1, ['production'])).status).toBe(403);
    expect(await author.labels('Put')).toEqual({ 1: ['latest', 'staging'] });
    expect((await admin.setLabels('Put', 1, ['production'])).status).toBe(200);
  });

  it('are neither taken to another version nor dropped by an instructor', async () => {
    await admin.publish('Kept', 'one', 'production');
    await author.publish('Kept', 'two');
    expect((await author.setLabels('Kept', 2, ['production'])).status).toBe(403);
    expect((await author.setLabels('Kept', 1, [])).status).toBe(403);
    expect((await author.setLabels('Kept', 1, ['staging'])).status).toBe(403);
    expect(await author.labels('Kept')).toEqual({ 1: ['production'], 2: ['latest'] });
  });

  it('may stay where they are while an instructor sets other labels', async () => {
    await admin.publish('Beside', 'one', 'production');
    expect((await author.setLabels('Beside', 1, ['production', 'staging'])).status).toBe(200);
    expect((await author.setLabels('Beside', 1, ['production'])).status).toBe(200);
    expect(await author.labels('Beside')).toEqual({ 1: ['production', 'latest'] });
  });

  it('are split, and their split ended, by a platform admin only', async () => {
    await admin.publish('Divided', 'one', 'production');
    await author.publish('Divided', 'two', 'staging');
    const split = { version: 2, percent: 20 };
    expect((await author.split('Divided', 'production', split)).status).toBe(403);
    expect((await admin.split('Divided', 'production', split)).status).toBe(200);
    expect((await author.endSplit('Divided', 'production')).status).toBe(403);
    expect((await author.getSplit('Divided', 'production')).status).toBe(200);
    expect((await admin.endSplit('Divided', 'production')).status).toBe(204);
    expect((await author.split('Divided', 'staging', { version: 1, percent: 5 })).status).toBe(200);
  });

  it('leave the other labels to instructors', async () => {
    expect(await author.publish('Free', 'one', 'staging')).toBe(1);
    expect((await author.setLabels('Free', 1, [])).status).toBe(200);
  });
});
