import { type Person, person } from '../../support/people';
import { type TestApp, testApp } from '../../support/test-app';
import type { Reply } from '../../support/http-client';

const tag = (name: string, label = 'production') =>
  `@@@langfusePrompt:name=${name}|label=${label}@@@`;
const address = (name: string) => `/prompts/${encodeURIComponent(name)}`;

describe('managed prompts', () => {
  let app: TestApp;
  let instructor: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    instructor = await person(app, 'INSTRUCTOR');
    student = await person(app);
  });

  afterAll(() => app.stop());

  const get = (path: string) => app.learning.get(path, { token: instructor.token });
  const post = (path: string, body: unknown) =>
    app.learning.post(path, body, { token: instructor.token });
  const patch = (path: string, body: unknown) =>
    app.learning.patch(path, body, { token: instructor.token });
  const setLabels = (name: string, version: number, labels: unknown) =>
    patch(`${address(name)}/versions/${version}/labels`, { labels });

  /** Publishes a version and insists that it works. */
  async function publish(name: string, prompt: string, ...labels: string[]): Promise<any> {
    const reply = await post('/prompts/', { name, prompt, labels });
    expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
    return reply.body;
  }

  async function labelsByVersion(name: string): Promise<Record<number, string[]>> {
    const { body } = await get(`${address(name)}/versions?page_size=100`);
    return Object.fromEntries(body.versions.map((entry: any) => [entry.version, entry.labels]));
  }

  function expectInvalid(reply: Reply, location: (string | number)[], text: RegExp): void {
    expect(reply.status).toBe(422);
    expect(reply.body.detail).toContainEqual(
      expect.objectContaining({ loc: location, msg: expect.stringMatching(text) }),
    );
  }

  describe('for whom', () => {
    it.each([
      ['GET', '/prompts/'],
      ['POST', '/prompts/'],
      ['GET', '/prompts/labels'],
      ['GET', '/prompts/names'],
      ['GET', '/prompts/link-options'],
      ['POST', '/prompts/preview'],
      ['GET', '/prompts/Anything'],
      ['GET', '/prompts/Anything/versions'],
      ['PATCH', '/prompts/Anything/tags'],
      ['PATCH', '/prompts/Anything/versions/1/labels'],
    ])('%s %s is for instructors', async (method, path) => {
      const body = method === 'GET' ? undefined : '{}';
      const headers = { accept: 'application/json', 'content-type': 'application/json' };
      expect((await app.learning.raw(method, path, body, { headers })).status).toBe(401);
      const asStudent = { headers, token: student.token };
      expect((await app.learning.raw(method, path, body, asStudent)).status).toBe(403);
    });

    it('and for platform admins', async () => {
      const admin = await person(app, 'PLATFORM_ADMIN');
      expect((await app.learning.get('/prompts/', { token: admin.token })).status).toBe(200);
    });
  });

  describe('from first draft to a published change', () => {
    it('publishes version 1 with the documented body', async () => {
      await post('/prompts/', {
        name: 'General Protocol',
        prompt: 'Follow these rules: ...',
        labels: ['production'],
        tags: ['core', 'protocol'],
      });
      const reply = await post('/prompts/', {
        name: 'Video Tutor',
        prompt: 'You are a helpful tutor for {{title}}...',
        config: {},
        labels: ['production'],
        tags: ['tutor', 'video'],
        commit_message: 'Initial version',
      });
      expect(reply.status).toBe(201);
      expect(reply.body).toEqual({
        id: expect.any(Number),
        name: 'Video Tutor',
        version: 1,
        type: 'text',
        prompt: 'You are a helpful tutor for {{title}}...',
        config: {},
        labels: ['production', 'latest'],
        tags: ['tutor', 'video'],
        commit_message: 'Initial version',
        created_by: String(instructor.id),
        created_at: expect.stringMatching(/^\d{4}-.*Z$/),
        updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
        dependencies: [],
        resolved_prompt: 'You are a helpful tutor for {{title}}...',
        resolution_graph: {
          root: { name: 'Video Tutor', version: 1, id: reply.body.id },
          dependencies: {},
        },
      });
    });

    it('gives the next version its number and `latest`, and leaves `production` alone', async () => {
      const text = `You are a helpful tutor for {{title}}...\n${tag('General Protocol')}`;
      const reply = await post('/prompts/', {
        name: 'Video Tutor',
        prompt: text,
        commit_message: 'Added protocol reference',
      });
      expect(reply.body).toMatchObject({
        version: 2,
        labels: ['latest'],
        tags: ['tutor', 'video'],
      });
      expect((await get('/prompts/Video%20Tutor')).body.version).toBe(1);
    });

    it('shows a version by its number, with everything it includes in place', async () => {
      const protocol = (await get('/prompts/General%20Protocol')).body;
      const { status, body } = await get('/prompts/Video%20Tutor?version=2');
      expect(status).toBe(200);
      expect(body.dependencies).toEqual([
        { child_name: 'General Protocol', child_version: null, child_label: 'production' },
      ]);
      expect(body.resolved_prompt).toBe(
        'You are a helpful tutor for {{title}}...\nFollow these rules: ...',
      );
      expect(body.resolution_graph).toEqual({
        root: { name: 'Video Tutor', version: 2, id: body.id },
        dependencies: { [body.id]: [{ name: 'General Protocol', version: 1, id: protocol.id }] },
      });
    });

    it('moves `production` with the documented body', async () => {
      const reply = await setLabels('Video Tutor', 2, ['production', 'staging']);
      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({
        version: 2,
        labels: ['production', 'latest', 'staging'],
      });
      const { body } = await get('/prompts/Video%20Tutor?label=production');
      expect(body.version).toBe(2);
    });

    it('lets a change of an included prompt be seen at once', async () => {
      await publish('General Protocol', 'Follow the new rules.', 'production');
      const { body } = await get('/prompts/Video%20Tutor');
      expect(body.resolved_prompt).toMatch(/Follow the new rules\.$/);
    });

    it('tells the history, newest first', async () => {
      const { body } = await get('/prompts/Video%20Tutor/versions?page=1&page_size=20');
      expect(body.total).toBe(2);
      expect(body.versions[0]).toEqual({
        id: expect.any(Number),
        name: 'Video Tutor',
        version: 2,
        labels: ['production', 'latest', 'staging'],
        commit_message: 'Added protocol reference',
        created_by: String(instructor.id),
        creator: expect.stringMatching(/^Person \d+$/),
        created_at: expect.any(String),
      });
      const second = await get('/prompts/Video%20Tutor/versions?page=2&page_size=1');
      expect(second.body.versions.map((entry: any) => entry.version)).toEqual([1]);
      expect((await get('/prompts/Video%20Tutor/versions?page=9')).body).toEqual({
        versions: [],
        total: 2,
      });
    });
  });

  describe('asking for one version', () => {
    beforeAll(async () => {
      await publish('Chooser', 'one', 'production', '7');
      await publish('Chooser', 'two');
      await publish('Chooser', 'three');
    });

    it.each([
      ['', 'one'],
      ['?version=2', 'two'],
      ['?label=production', 'one'],
      ['?label=latest', 'three'],
      ['?label=7', 'one'],
    ])('with %p finds %p', async (query, text) => {
      const { status, body } = await get(`/prompts/Chooser${query}`);
      expect([status, body.prompt]).toEqual([200, text]);
    });

    it('by version and label at once cannot be read', async () => {
      const reply = await get('/prompts/Chooser?version=1&label=production');
      expect(reply.status).toBe(400);
      expect(reply.body.detail).toMatch(/not by both/);
    });

    it.each(['?label=3', '?label=staging', '?version=4'])('%s does not exist', async (query) => {
      expect((await get(`/prompts/Chooser${query}`)).status).toBe(404);
    });

    it.each([
      '?version=0',
      '?version=-1',
      '?version=1e0',
      '?version=',
      '?version=2147483648',
      '?version=1&version=2',
      '?label=',
      '?label=No%20label',
      '?label=a&label=b',
      '?revision=1',
    ])('%s is refused', async (query) => {
      expect((await get(`/prompts/Chooser${query}`)).status).toBe(422);
    });

    it('of an unknown name is 404, in its history too', async () => {
      expect((await get('/prompts/Nobody')).status).toBe(404);
      expect((await get('/prompts/Nobody/versions')).status).toBe(404);
      expect((await setLabels('Nobody', 1, [])).status).toBe(404);
      expect((await setLabels('Chooser', 99, [])).status).toBe(404);
    });
  });

  describe('names', () => {
    it.each(['math/algebra intro', 'a?b#c%d', 'Größe 3', '教'.repeat(200), 'labels/1', '..a'])(
      'such as %p work in every address',
      async (name) => {
        await publish(name, 'text', 'production');
        expect((await get(address(name))).body.name).toBe(name);
        expect((await get(`${address(name)}/versions`)).body.total).toBe(1);
        expect((await setLabels(name, 1, ['staging'])).body.labels).toEqual(['latest', 'staging']);
      },
    );

    it.each(['labels', 'names', 'link-options', 'preview', '..', 'a|b', 'a@@@b', 'a\nb', '\u0007'])(
      '%j is refused',
      async (name) => {
        expectInvalid(await post('/prompts/', { name, prompt: 'x' }), ['body', 'name'], /./);
      },
    );

    it('that are reserved are refused in an address as well', async () => {
      expect((await get('/prompts/preview')).status).toBe(422);
      expect((await setLabels('names', 1, [])).status).toBe(422);
    });
  });

  describe('labels', () => {
    it('are exactly the given ones afterwards, besides `latest`', async () => {
      await publish('Moving', 'one', 'production', 'staging', 'experiment-a');
      await publish('Moving', 'two');
      await setLabels('Moving', 2, ['production']);
      expect(await labelsByVersion('Moving')).toEqual({
        1: ['experiment-a', 'staging'],
        2: ['production', 'latest'],
      });
      await setLabels('Moving', 1, []);
      await setLabels('Moving', 2, ['production']);
      expect(await labelsByVersion('Moving')).toEqual({ 1: [], 2: ['production', 'latest'] });
      expect((await setLabels('Moving', 2, [])).body.labels).toEqual(['latest']);
    });

    it('given at a publish leave the older version', async () => {
      await publish('Taking', 'one', 'production', 'staging');
      await publish('Taking', 'two', 'production');
      expect(await labelsByVersion('Taking')).toEqual({
        1: ['staging'],
        2: ['production', 'latest'],
      });
    });

    it('`latest` is never set by hand', async () => {
      await publish('Managed', 'one');
      expectInvalid(
        await setLabels('Managed', 1, ['a', 'latest']),
        ['body', 'labels', 1],
        /latest/,
      );
      expectInvalid(
        await post('/prompts/', { name: 'Managed', prompt: 'x', labels: ['latest'] }),
        ['body', 'labels', 0],
        /latest/,
      );
      expect(await labelsByVersion('Managed')).toEqual({ 1: ['latest'] });
    });

    it.each([
      [['Capital']],
      [['two words']],
      [['-dash']],
      [['']],
      [['x'.repeat(65)]],
      [['a', 'a']],
      [[7]],
      [['a', null]],
      ['production'],
      [null],
      [Array.from({ length: 21 }, (_, index) => `l${index}`)],
    ])('%j are refused', async (labels) => {
      await publish('Strict', 'one');
      expect((await setLabels('Strict', 1, labels)).status).toBe(422);
      const created = await post('/prompts/', { name: 'Strict', prompt: 'x', labels });
      expect(created.status).toBe(422);
    });

    it('stay on exactly one version through 64 moves at once', async () => {
      for (let version = 1; version <= 4; version += 1) await publish('Contested', `v${version}`);
      const replies = await Promise.all(
        Array.from({ length: 64 }, (_, move) =>
          setLabels('Contested', 1 + (move % 4), ['production', 'staging']),
        ),
      );
      expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
      const carried = Object.values(await labelsByVersion('Contested')).flat();
      expect(carried.toSorted()).toEqual(['latest', 'production', 'staging']);
    });
  });

  describe('version numbers', () => {
    it('are 1 to 20 for 20 publishes at once, `latest` on the last', async () => {
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          post('/prompts/', { name: 'Busy', prompt: `text ${index}`, labels: ['production'] }),
        ),
      );
      const versions = replies.map((reply) => reply.body.version).toSorted((a, b) => a - b);
      expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      for (const { body } of replies) expect(body.labels).toEqual(['production', 'latest']);
      const labels = await labelsByVersion('Busy');
      expect(labels[20]).toEqual(['production', 'latest']);
      expect(Object.values(labels).flat()).toHaveLength(2);
    });
  });

  describe('tags', () => {
    it('belong to the name: every version has the newest, and none given leaves them', async () => {
      const create = (tags?: string[]) => post('/prompts/', { name: 'Tagged', prompt: 'x', tags });
      expect((await create(['one', 'two'])).body.tags).toEqual(['one', 'two']);
      expect((await create()).body.tags).toEqual(['one', 'two']);
      expect((await create(['three'])).body.tags).toEqual(['three']);
      expect((await get('/prompts/Tagged?version=1')).body.tags).toEqual(['three']);
      expect((await create([])).body.tags).toEqual([]);
      expect((await get('/prompts/Tagged?version=2')).body.tags).toEqual([]);
    });
  });

  describe('lists', () => {
    beforeAll(async () => {
      const create = (name: string, tags: string[], labels: string[]) =>
        post('/prompts/', { name, prompt: 'x', tags, labels });
      await create('List 100% Alpha', ['list', 'math'], ['production']);
      await create('List 100% Alpha', ['list', 'math'], []);
      await create('List Beta', ['list'], ['list-only']);
      await create('List Gamma', ['list'], []);
    });

    it('group by name', async () => {
      const { body } = await get('/prompts/?name=list%20100&label=production&tag=math');
      expect(body).toEqual({
        data: [
          {
            name: 'List 100% Alpha',
            type: 'text',
            versions: [1, 2],
            labels: ['production', 'latest'],
            tags: ['list', 'math'],
            last_updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
          },
        ],
        total: 1,
        page: 1,
        page_size: 20,
      });
    });

    it.each([
      ['name=LIST%20', ['List 100% Alpha', 'List Beta', 'List Gamma']],
      ['name=100%25', ['List 100% Alpha']],
      ['name=List_Beta', []],
      ['label=list-only', ['List Beta']],
      ['tag=list&label=latest', ['List 100% Alpha', 'List Beta', 'List Gamma']],
      ['tag=lis', []],
    ])('filter by %s', async (query, names) => {
      const { body } = await get(`/prompts?${query}`);
      expect(body.data.map((summary: any) => summary.name)).toEqual(names);
      expect(body.total).toBe(names.length);
    });

    it('come in pages', async () => {
      const { body } = await get('/prompts/?tag=list&page=2&page_size=2');
      expect(body).toMatchObject({ total: 3, page: 2, page_size: 2 });
      expect(body.data.map((summary: any) => summary.name)).toEqual(['List Gamma']);
      const beyond = await get('/prompts/?tag=list&page=2147483647&page_size=100');
      expect(beyond.body).toMatchObject({ data: [], total: 3 });
    });

    it.each([
      'page=0',
      'page=1e3',
      'page_size=101',
      'page_size=',
      'page=9007199254740993',
      'name=',
      'name=a&name=b',
      'name=%07',
      'skip=1',
    ])('refuse %s', async (query) => {
      expect((await get(`/prompts/?${query}`)).status).toBe(422);
    });

    it('of labels name each label once', async () => {
      const { body } = await get('/prompts/labels');
      expect(body.slice(0, 2)).toEqual(['production', 'latest']);
      expect(body).toContain('list-only');
      expect(new Set(body).size).toBe(body.length);
    });

    it('of names carry the id of the newest version', async () => {
      const newest = (await get('/prompts/List%20100%25%20Alpha?version=2')).body;
      const { body } = await get('/prompts/names');
      expect(body).toContainEqual({ name: 'List 100% Alpha', id: newest.id });
      expect(body.filter((entry: any) => entry.name === 'List 100% Alpha')).toHaveLength(1);
    });

    it('of link options show what a tag can say', async () => {
      const { body } = await get('/prompts/link-options');
      expect(body).toContainEqual({
        name: 'List 100% Alpha',
        versions: [1, 2],
        labels: ['production', 'latest'],
      });
    });
  });

  describe('a preview', () => {
    beforeAll(() => publish('Preview Part', 'Follow these rules: {{rule}}', 'production'));

    it('renders the documented body', async () => {
      const reply = await post('/prompts/preview', {
        prompt_text: `Hello {{title}}, ${tag('Preview Part')}`,
        variables: { title: 'Math 101' },
      });
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        rendered_prompt: 'Hello Math 101, Follow these rules: {{rule}}',
        variables_used: ['title', 'rule'],
        missing_variables: ['rule'],
        unused_variables: [],
        dependencies_found: [
          { child_name: 'Preview Part', child_version: null, child_label: 'production' },
        ],
      });
    });

    it('tells which variables have no value and which values no variable', async () => {
      const { body } = await post('/prompts/preview', {
        prompt_text: `{{title}} {{a}} {{a}} {{toString}} ${tag('Preview Part')}`,
        variables: { title: '', extra: 'x', more: '{{a}}' },
      });
      expect(body).toMatchObject({
        variables_used: ['title', 'a', 'toString', 'rule'],
        missing_variables: ['a', 'toString', 'rule'],
        unused_variables: ['extra', 'more'],
      });
    });

    it('puts values in as they are', async () => {
      const variables = { title: `$& {{rule}} ${tag('Preview Part')}`, toString: 'own' };
      const prompt_text = '{{title}} {{toString}} {{constructor}}';
      const { body } = await post('/prompts/preview', { prompt_text, variables });
      expect(body.rendered_prompt).toBe(`${variables.title} own {{constructor}}`);
    });

    it.each([
      ['a broken tag', { prompt_text: '@@@langfusePrompt:name=X@@@' }, 'prompt_text', /malformed/],
      [
        'an unknown prompt',
        { prompt_text: tag('Nowhere') },
        'prompt_text',
        /this text → "Nowhere"/,
      ],
      ['no text', { prompt_text: '' }, 'prompt_text', /./],
      ['a value of another type', { prompt_text: 'x', variables: { a: 1 } }, 'variables', /texts/],
      ['a list of values', { prompt_text: 'x', variables: ['a'] }, 'variables', /texts/],
      [
        'values beyond measure',
        { prompt_text: '{{a}}'.repeat(10_000), variables: { a: 'x'.repeat(10_000) } },
        'variables',
        /characters/,
      ],
    ])('refuses %s', async (_, body, field, text) => {
      expectInvalid(await post('/prompts/preview', body), ['body', field], text);
    });

    it('saves nothing', async () => {
      const before = (await get('/prompts/names')).body.length;
      await post('/prompts/preview', { prompt_text: 'x' });
      expect((await get('/prompts/names')).body).toHaveLength(before);
    });
  });

  describe('inclusion', () => {
    /** Nothing of a refused publish stays. */
    async function expectRefused(
      name: string,
      prompt: string,
      text: RegExp,
      labels: string[] = [],
    ) {
      const before = await get(`${address(name)}/versions?page_size=100`);
      expectInvalid(await post('/prompts/', { name, prompt, labels }), ['body', 'prompt'], text);
      expect((await get(`${address(name)}/versions?page_size=100`)).body).toEqual(before.body);
    }

    it('goes five levels deep and no further', async () => {
      await publish('Depth 5', 'bottom', 'production');
      for (let level = 4; level >= 0; level -= 1) {
        await publish(`Depth ${level}`, `${level} ${tag(`Depth ${level + 1}`)}`, 'production');
      }
      expect((await get('/prompts/Depth%200')).body.resolved_prompt).toBe('0 1 2 3 4 bottom');
      await expectRefused('Depth Top', tag('Depth 0'), /at most 5 levels/);
    });

    it('refuses to grow below a prompt that is in use', async () => {
      await publish('Depth 6', 'below the bottom', 'production');
      const reply = await post('/prompts/', {
        name: 'Depth 5',
        prompt: tag('Depth 6'),
        labels: ['production'],
      });
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Depth 0" version 1 → .*"Depth 5" version 2 → "Depth 6"/);
      expect(Object.keys(await labelsByVersion('Depth 5'))).toEqual(['1']);
    });

    it('of a malformed tag is refused, naming the tag', async () => {
      await expectRefused(
        'Broken',
        'x @@@langfusePrompt:name=General Protocol@@@ y',
        /The tag @@@langfusePrompt:name=General Protocol@@@ is malformed/,
      );
    });

    it('of what does not exist is refused, naming the chain', async () => {
      await expectRefused('Lonely', tag('Nowhere'), /"Lonely" version 1 → "Nowhere" \(label/);
      await expectRefused('Lonely', '@@@langfusePrompt:name=Chooser|version=99@@@', /version 99/);
    });

    it('of itself is refused, in any version', async () => {
      await publish('Selfish', 'plain', 'production');
      await expectRefused('Selfish', tag('Selfish'), /may not include itself/);
      await expectRefused('Selfish', tag('Selfish', 'latest'), /may not include itself/);
      await expectRefused('Selfish', tag('Selfish'), /may not include itself/, ['production']);
    });

    it('in a circle is refused', async () => {
      await publish('Circle A', 'plain', 'production');
      await publish('Circle B', tag('Circle A'), 'production');
      await publish('Circle C', tag('Circle B'), 'production');
      await expectRefused(
        'Circle A',
        tag('Circle C'),
        /"Circle A" version 2 → "Circle C" version 1 → "Circle B" version 1 → "Circle A"/,
        ['production'],
      );
    });

    it('refuses a label move that would close a circle, and leaves all as it was', async () => {
      await publish('Ring A', 'plain', 'production');
      await publish('Ring B', 'plain', 'production');
      await publish('Ring B', tag('Ring A'));
      await publish('Ring A', tag('Ring B'));
      const before = [await labelsByVersion('Ring A'), await labelsByVersion('Ring B')];
      const reply = await setLabels('Ring B', 2, ['production']);
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Ring A" version 2 → "Ring B" version 2 → "Ring A"/);
      expect([await labelsByVersion('Ring A'), await labelsByVersion('Ring B')]).toEqual(before);
    });

    it('refuses to take a label away that a prompt in use depends on', async () => {
      await publish('Needed', 'one', 'production', 'staging');
      await publish('Needing', tag('Needed', 'staging'), 'production');
      const reply = await setLabels('Needed', 1, ['production']);
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Needing" version 1 → "Needed" \(label staging\)/);
      expect(await labelsByVersion('Needed')).toEqual({ 1: ['production', 'latest', 'staging'] });
    });

    it('does not hold back a label for a version that nobody uses', async () => {
      await publish('Freed', 'one', 'production', 'staging');
      await publish('Outdated', tag('Freed', 'staging'));
      await publish('Outdated', 'without', 'production');
      expect((await setLabels('Freed', 1, ['production'])).status).toBe(200);
      const reply = await get('/prompts/Outdated?version=1');
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toMatch(/"Outdated" version 1 → "Freed" \(label staging\)/);
    });

    it('lets one of two publishes through that close a circle together', async () => {
      await publish('Twin A', 'plain', 'production');
      await publish('Twin B', 'plain', 'production');
      const replies = await Promise.all([
        post('/prompts/', { name: 'Twin A', prompt: tag('Twin B'), labels: ['production'] }),
        post('/prompts/', { name: 'Twin B', prompt: tag('Twin A'), labels: ['production'] }),
      ]);
      expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 422]);
    });

    it('refuses an explosion at once', async () => {
      await publish('Bomb 3', 'x'.repeat(100), 'production');
      await publish('Bomb 2', tag('Bomb 3').repeat(100), 'production');
      await expectRefused('Bomb 1', tag('Bomb 2').repeat(1_000), /at most 500000 characters/);
    });
  });

  describe('a publish', () => {
    it('keeps text and config as they came', async () => {
      const prompt = '  \n{{ title }}\t$& é 😀 \n';
      const config = { model: { temperature: 0.2 }, toString: [null, 1.5, ''], deep: { a: {} } };
      const { body } = await post('/prompts/', { name: 'Exact', prompt, config });
      expect(body.prompt).toBe(prompt);
      expect(body.config).toEqual(config);
      expect((await get('/prompts/Exact?label=latest')).body.config).toEqual(config);
    });

    it('takes a text of 100,000 characters', async () => {
      expect((await publish('Long', '語'.repeat(100_000))).prompt).toHaveLength(100_000);
    });

    it.each([
      ['no name', { name: undefined }, 'name'],
      ['a blank name', { name: '   ' }, 'name'],
      ['a long name', { name: 'x'.repeat(201) }, 'name'],
      ['no text', { prompt: undefined }, 'prompt'],
      ['an empty text', { prompt: '' }, 'prompt'],
      ['a text too long', { prompt: 'x'.repeat(100_001) }, 'prompt'],
      ['a text of another type', { prompt: ['x'] }, 'prompt'],
      ['a config that is no object', { config: [] }, 'config'],
      ['a config of null', { config: null }, 'config'],
      ['a number that loses digits', { config: { a: [9007199254740992] } }, 'config'],
      ['tags that are no list', { tags: 'a' }, 'tags'],
      ['an empty tag', { tags: [''] }, 'tags'],
      ['a tag twice', { tags: ['a', 'a'] }, 'tags'],
      ['too many tags', { tags: Array.from({ length: 21 }, (_, at) => `t${at}`) }, 'tags'],
      ['a long message', { commit_message: 'x'.repeat(501) }, 'commit_message'],
      ['an unknown field', { version: 7 }, 'version'],
      ['an author', { created_by: '1' }, 'created_by'],
    ])('with %s is refused', async (_, change, field) => {
      const body = { name: 'Refused', prompt: 'x', ...change };
      expectInvalid(await post('/prompts/', body), ['body', field], /./);
      expect((await get('/prompts/Refused/versions')).status).toBe(404);
    });

    it('with a number beyond any is refused', async () => {
      const body = '{"name": "Refused", "prompt": "x", "config": {"a": 1e999}}';
      const reply = await app.learning.raw('POST', '/prompts/', body, {
        token: instructor.token,
        headers: { 'content-type': 'application/json' },
      });
      expect(reply.status).toBe(422);
    });
  });
});
