import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { type Developer, developer } from '../../support/developers';
import { testApp, type TestApp } from '../../support/test-app';

const run = promisify(execFile);
/** The examples that integrators copy, as they were published but for the host and the key. */
const curl = (host: string, key: string): string => `curl -X GET "${host}/v1/user/profile" \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json"`;

const javascript = (host: string, key: string): string => `
const response = await fetch('${host}/v1/user/profile', {
  method: 'GET',
  headers: {
    'Authorization': 'Bearer ${key}',
    'Content-Type': 'application/json'
  }
});
const data = await response.json();
console.log(data);`;

const python = (host: string, key: string): string => `
import requests
url = "${host}/v1/user/profile"
headers = {
    "Authorization": "Bearer ${key}",
    "Content-Type": "application/json"
}
response = requests.get(url, headers=headers)
data = response.json()
print(data)`;

const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0;

/** Where python3 has the package that the example imports. */
const itWithRequests = hasRequests ? it : null;

describe('The published examples, with only host and key changed', () => {
  let app: TestApp;
  let ada: Developer;

  beforeAll(async () => {
    app = await testApp();
    ada = await developer(app);
  });
  afterAll(() => app.stop());

  const profile = async () =>
    (await app.developer.get('/user/profile', { token: ada.key })).body as unknown;

  it('work in a shell', async () => {
    const { stdout } = await run('sh', ['-c', curl(app.baseUrl, ada.key)]);
    expect(JSON.parse(stdout)).toEqual(await profile());
  });

  it('work in JavaScript', async () => {
    const shown = javascript(app.baseUrl, ada.key).replace(
      'console.log(data)',
      'console.log(JSON.stringify(data))',
    );
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', shown]);
    expect(JSON.parse(stdout)).toEqual(await profile());
    const { stdout: printed } = await run(process.execPath, [
      '--input-type=module',
      '-e',
      javascript(app.baseUrl, ada.key),
    ]);
    expect(printed).toContain(`email: '${ada.person.email}'`);
  });

  itWithRequests?.('work in Python', async () => {
    const { stdout } = await run('python3', ['-c', python(app.baseUrl, ada.key)]);
    expect(stdout).toContain("{'success': True, 'data': {'id': 'usr_");
    expect(stdout).toContain(`'email': '${ada.person.email}'`);
    expect(stdout).toContain("'stats': {'tasks_completed': 0, 'tokens_earned': 0");
  });

  it('tell in the documented shape what is wrong with a key', async () => {
    const { stdout } = await run('sh', ['-c', curl(app.baseUrl, 'YOUR_API_KEY')]);
    expect(JSON.parse(stdout)).toEqual({
      success: false,
      error: {
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.any(String),
        details: [],
      },
    });
  });
});
