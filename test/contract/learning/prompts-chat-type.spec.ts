import { person } from '../../support/people';
import { labelTag, PromptDesk } from '../../support/prompt-desk';
import { type TestApp, testApp } from '../../support/test-app';

const MESSAGES = [
  { role: 'system', content: 'You are a helpful tutor for {{title}}...' },
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Welcome to {{title}}.' },
];

describe('prompts of type chat', () => {
  let app: TestApp;
  let author: PromptDesk;

  beforeAll(async () => {
    app = await testApp();
    author = new PromptDesk(app, await person(app, 'INSTRUCTOR'));
    await author.publish('Rules', 'Be kind.', 'production');
  });

  afterAll(() => app.stop());

  it('keep their messages as they came, and show them as lists', async () => {
    const reply = await author.create({
      name: 'Opening',
      type: 'chat',
      prompt: MESSAGES,
      labels: ['production'],
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      type: 'chat',
      version: 1,
      prompt: MESSAGES,
      resolved_prompt: MESSAGES,
      dependencies: [],
    });
    const { body } = await author.get('/prompts/Opening');
    expect(body).toEqual(reply.body);
    const list = await author.get('/prompts/?name=Opening');
    expect(list.body.data[0]).toMatchObject({ name: 'Opening', type: 'chat', versions: [1] });
  });

  it('include texts inside every message', async () => {
    const prompt = [
      { role: 'system', content: `First: ${labelTag('Rules')}` },
      { role: 'user', content: `${labelTag('Rules')} ${labelTag('Rules', 'latest')}` },
    ];
    await author.publish('Composed', prompt, 'production');
    const { body } = await author.get('/prompts/Composed');
    expect(body.prompt).toEqual(prompt);
    expect(body.resolved_prompt).toEqual([
      { role: 'system', content: 'First: Be kind.' },
      { role: 'user', content: 'Be kind. Be kind.' },
    ]);
    expect(body.dependencies.map((entry: { child_label: string }) => entry.child_label)).toEqual([
      'production',
      'latest',
    ]);
  });

  it('protect what they include like texts do', async () => {
    await author.publish('Needed', 'x', 'staging');
    const prompt = [{ role: 'user', content: labelTag('Needed', 'staging') }];
    await author.publish('Needing', prompt, 'production');
    expect((await author.setLabels('Needed', 1, [])).status).toBe(422);
  });

  it('cannot be included, neither in a text nor in each other', async () => {
    await author.publish('Script', MESSAGES, 'production');
    for (const [type, prompt] of [
      ['text', labelTag('Script')],
      ['chat', [{ role: 'system', content: labelTag('Script') }]],
    ]) {
      const reply = await author.create({ name: 'Includes a script', type, prompt });
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toContainEqual(
        expect.objectContaining({
          loc: ['body', 'prompt'],
          msg: expect.stringMatching(/type chat.*"Includes a script".* → "Script"/),
        }),
      );
    }
  });

  it('are no link option, since no tag can point at them', async () => {
    await author.publish('Unlinkable', MESSAGES, 'production');
    const { body } = await author.get('/prompts/link-options');
    const names = body.map((option: { name: string }) => option.name);
    expect(names).toContain('Rules');
    expect(names).not.toContain('Unlinkable');
  });

  it('are of one type through all versions', async () => {
    await author.publish('Text only', 'x');
    const toChat = await author.create({ name: 'Text only', type: 'chat', prompt: MESSAGES });
    expect(toChat.status).toBe(409);
    expect(toChat.body.detail).toMatch(/type text/);
    await author.publish('Chat only', MESSAGES);
    expect((await author.create({ name: 'Chat only', prompt: 'x' })).status).toBe(409);
    expect(await author.labels('Chat only')).toEqual({ 1: ['latest'] });
    expect(await author.publish('Chat only', MESSAGES)).toBe(2);
  });

  it.each([
    ['an unknown type', { type: 'script' }],
    ['a text', { prompt: 'x' }],
    ['no prompt', { prompt: undefined }],
    ['no messages', { prompt: [] }],
    ['too many messages', { prompt: Array.from({ length: 51 }, () => MESSAGES[0]) }],
    ['messages without their type', { type: undefined }],
    ['messages as a text', { type: 'text' }],
    ['an unknown role', { prompt: [{ role: 'tool', content: 'x' }] }],
    ['a missing role', { prompt: [{ content: 'x' }] }],
    ['an empty message', { prompt: [{ role: 'user', content: '' }] }],
    ['a number for a message', { prompt: [{ role: 'user', content: 7 }] }],
    ['an unknown field', { prompt: [{ role: 'user', content: 'x', name: 'y' }] }],
    ['null for a message', { prompt: [null] }],
    ['a list for a message', { prompt: [['user', 'x']] }],
    [
      'too much text',
      { prompt: Array.from({ length: 3 }, () => ({ role: 'user', content: 'x'.repeat(40_000) })) },
    ],
    ['a broken tag', { prompt: [{ role: 'user', content: '@@@langfusePrompt:name=X@@@' }] }],
  ])('with %s are refused', async (_, change) => {
    const body = { name: 'Refused', type: 'chat', prompt: MESSAGES, ...change };
    expect((await author.create(body)).status).toBe(422);
    expect((await author.get('/prompts/Refused/versions')).status).toBe(404);
  });
});
