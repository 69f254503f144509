import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tour } from '../../../src/commands/tour';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const run = promisify(execFile);

describe('The tour that the quickstart prints', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  async function printed() {
    const { email, password, uuid } = await person(app);
    const admin = await person(app, 'PLATFORM_ADMIN');
    const account = { email, password, uuid, fullName: 'Ada Lovelace' };
    const text = tour(
      { url: app.baseUrl, mailbox: '/nowhere' },
      [
        { ...account, role: 'STUDENT' },
        { ...account, role: 'COACH' },
        { ...account, ...admin, role: 'PLATFORM_ADMIN' },
      ],
      1,
    );
    return { email, lines: text.split('\n') };
  }

  it('may be pasted all at once: what is no command is a comment', async () => {
    const { lines } = await printed();
    const pasted = lines.slice(
      lines.findIndex((line) => line.startsWith('API=')),
      -2,
    );
    expect(pasted.length).toBeGreaterThan(20);
    const foreign = pasted.filter(
      (line) => line !== '' && !/^(# [^'"`]+$|[A-Z]+=|curl |sleep )/.test(line),
    );
    expect(foreign).toEqual([]);
    await run('sh', ['-n', '-c', pasted.join('\n')]);
  });

  it('makes a key and calls with it, pasted as it is', async () => {
    const { email, lines } = await printed();
    const signIn = lines.filter((line) => /^(API|TOKEN)=/.test(line));
    const begin = lines.findIndex((line) => line.startsWith('DEVELOPER='));
    const program = lines.slice(begin, lines.indexOf('', begin));
    expect([signIn.length, program.length]).toEqual([2, 5]);
    const { stdout } = await run('sh', ['-c', [...signIn, ...program].join('\n')]);
    const replies = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { success: boolean; data: unknown });
    expect(replies.map(({ success }) => success)).toEqual([true, true, true]);
    expect(replies[0]?.data).toMatchObject({ email });
  });

  it('shows reports to the platform admin, pasted as it is', async () => {
    const { lines } = await printed();
    const begin = lines.findIndex((line) => line.startsWith('ADMIN='));
    const reports = lines.slice(begin, lines.indexOf('', begin));
    const api = lines.filter((line) => line.startsWith('API='));
    const { stdout } = await run('sh', ['-c', [...api, ...reports].join('\n')]);
    const [engagement = '', cache = '', header, ...figures] = stdout.trim().split(/\r?\n/);
    const { sessions } = JSON.parse(engagement) as { sessions: number };
    expect(sessions).toBeGreaterThan(0);
    expect(JSON.parse(cache)).toMatchObject({ hits: 0, misses: 0 });
    expect(header).toMatch(/^figure,detail,/);
    expect(figures.join('\n')).toContain('\nactive_users_total,');
  });
});
