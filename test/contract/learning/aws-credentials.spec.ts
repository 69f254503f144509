import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { CredentialVault } from '../../../src/domain/provider-credentials/credential-vault';
import { BedrockServer } from '../../support/bedrock-server';
import { ChatStudent, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { TEST_SECRET, testApp, type TestApp } from '../../support/test-app';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const DOCUMENTED = {
  aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  aws_secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  aws_session_token: 'optional',
};
const FIRST = {
  aws_access_key_id: 'AKIAFIRSTFIRSTFIRST1',
  aws_secret_access_key: 'first+secret/0123456789abcdefghijklmnopq',
};
const SECOND = {
  aws_access_key_id: 'ASIASECONDSECONDSEC2',
  aws_secret_access_key: 'second+secret/0123456789abcdefghijklmnop',
  aws_session_token: 'a-session-token//////////wEaDmV1LWNlbnRyYWwtMSJHMEUCIQ==',
  region: 'eu-central-1',
};
/** What nobody may read anywhere; the documented session token is an everyday word. */
const SECRETS = [
  ...[DOCUMENTED, FIRST, SECOND].flatMap((body) => [
    body.aws_access_key_id,
    body.aws_secret_access_key,
  ]),
  SECOND.aws_session_token,
];
const newKey = (): string => randomBytes(32).toString('base64');

describe('AWS credentials', () => {
  const ROUTE = '/admin/aws-credentials';
  let bedrock: BedrockServer;
  let app: TestApp;
  let admin: Person;
  let build: TrellisBuild;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    bedrock = await BedrockServer.start();
    bedrock.accounts.set(FIRST.aws_access_key_id, {
      secretAccessKey: FIRST.aws_secret_access_key,
    });
    bedrock.accounts.set(SECOND.aws_access_key_id, {
      secretAccessKey: SECOND.aws_secret_access_key,
      sessionToken: SECOND.aws_session_token,
    });
    app = await testApp({ environment: bedrock.environment });
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  beforeEach(async () => {
    bedrock.calls.length = 0;
    bedrock.refusal = null;
  });
  afterAll(async () => {
    await app.stop();
    await bedrock.stop();
    build.remove();
  });

  const signedIn = () => ({ token: admin.token });
  const set = (body: unknown, at: TestApp = app) => at.learning.post(ROUTE, body, signedIn());
  const status = (at: TestApp = app) => at.learning.get(`${ROUTE}/status`, signedIn());
  const test = (at: TestApp = app) => at.learning.post(`${ROUTE}/test`, undefined, signedIn());
  const inUse = () =>
    app.database.query<{ id: string; key_id: string; ciphertext: Buffer; nonce: Buffer }>(
      'SELECT id, key_id, ciphertext, nonce FROM provider_credentials WHERE ciphertext IS NOT NULL',
    );

  /** Another process on the same database; tokens are good at each of them. */
  async function withApp<Result>(
    environment: Record<string, string>,
    work: (other: TestApp) => Promise<Result>,
  ): Promise<Result> {
    const other = await testApp({
      database: app.database,
      environment: { ...bedrock.environment, ...environment },
    });
    try {
      return await work(other);
    } finally {
      await other.stop();
    }
  }

  it('are absent at first, and a test says so without asking anybody', async () => {
    expect((await status()).body).toEqual({
      configured: false,
      source: 'none',
      access_key_id: null,
      has_session_token: false,
      region: 'us-west-2',
      updated_at: null,
      updated_by: null,
    });
    const tested = await test();
    expect(tested.status).toBe(200);
    expect(tested.body).toEqual({
      success: false,
      message: expect.stringContaining('No AWS credentials'),
      latency_ms: expect.any(Number),
      model: 'amazon.nova-lite-v1:0',
    });
    expect(bedrock.calls).toHaveLength(0);
  });

  it('of the environment act while none are stored, masked as well', async () => {
    const environment = {
      AWS_ACCESS_KEY_ID: FIRST.aws_access_key_id,
      AWS_SECRET_ACCESS_KEY: FIRST.aws_secret_access_key,
    };
    await withApp(environment, async (other) => {
      expect((await status(other)).body).toMatchObject({
        configured: true,
        source: 'environment',
        access_key_id: 'AKIA…RST1',
        updated_at: null,
      });
      expect((await test(other)).body).toMatchObject({ success: true });
      expect(bedrock.calls[0]?.accessKeyId).toBe(FIRST.aws_access_key_id);
    });
    await withApp({ AWS_BEARER_TOKEN_BEDROCK: 'bearer-token' }, async (other) => {
      expect((await status(other)).body).toMatchObject({
        configured: true,
        source: 'environment',
        access_key_id: null,
      });
      await test(other);
      expect(bedrock.calls.at(-1)?.authorization).toBe('Bearer bearer-token');
    });
  });

  it('are stored as documented and shown masked', async () => {
    const reply = await set(DOCUMENTED);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      configured: true,
      source: 'database',
      access_key_id: 'AKIA…MPLE',
      has_session_token: true,
      region: 'us-west-2',
      updated_at: expect.stringMatching(/Z$/),
      updated_by: admin.id,
    });
    expect((await status()).body).toEqual(reply.body);
    const dump = JSON.stringify(
      await app.database.query(
        `SELECT provider_credentials::text AS stored,
                encode(ciphertext, 'escape') AS raw FROM provider_credentials`,
      ),
    );
    for (const secret of SECRETS) {
      expect(reply.text).not.toContain(secret);
      expect(dump).not.toContain(secret);
    }
  });

  it.each<[string, unknown]>([
    ['without a key id', { aws_secret_access_key: DOCUMENTED.aws_secret_access_key }],
    ['without a secret', { aws_access_key_id: DOCUMENTED.aws_access_key_id }],
    ['with a short key id', { ...DOCUMENTED, aws_access_key_id: 'AKIA' }],
    ['with a strange key id', { ...DOCUMENTED, aws_access_key_id: 'AKIA/../../EXAMPLE12' }],
    ['with a line break', { ...DOCUMENTED, aws_secret_access_key: 'x'.repeat(20) + '\r\nX: y' }],
    ['with a number', { ...DOCUMENTED, aws_session_token: 5 }],
    ['with a place for a region', { ...DOCUMENTED, region: 'evil.example/?x=us-east-1' }],
    ['with an unknown field', { ...DOCUMENTED, aws_profile: 'x' }],
  ])('are refused %s, without repeating them', async (_how, body) => {
    const before = await inUse();
    const reply = await set(body);
    expect(reply.status).toBe(422);
    for (const secret of SECRETS) expect(reply.text).not.toContain(secret);
    expect(await inUse()).toEqual(before);
  });

  it('are tried with a real call, signed with them', async () => {
    await set(FIRST);
    const tested = await test();
    expect(tested.body).toEqual({
      success: true,
      message: 'Bedrock answered.',
      latency_ms: expect.any(Number),
      model: 'amazon.nova-lite-v1:0',
    });
    expect(bedrock.calls).toMatchObject([
      {
        path: '/model/amazon.nova-lite-v1%3A0/converse-stream',
        accessKeyId: FIRST.aws_access_key_id,
        region: 'us-west-2',
        sessionToken: null,
        body: { inferenceConfig: { maxTokens: 16 } },
      },
    ]);
    await set(SECOND);
    expect((await test()).body.success).toBe(true);
    expect(bedrock.calls[1]).toMatchObject({
      accessKeyId: SECOND.aws_access_key_id,
      region: 'eu-central-1',
      sessionToken: SECOND.aws_session_token,
    });
  });

  it('that are wrong bring back what Bedrock itself says', async () => {
    await set(DOCUMENTED);
    expect((await test()).body).toMatchObject({
      success: false,
      message: 'The security token included in the request is invalid. (status 403)',
    });
    await set({ ...SECOND, aws_secret_access_key: `${SECOND.aws_secret_access_key}X` });
    const wrong = await test();
    expect(wrong.body.success).toBe(false);
    expect(wrong.body.message).toContain('signature we calculated does not match');
    expect(wrong.body.message).toContain('[redacted]');
    for (const secret of SECRETS) expect(wrong.text).not.toContain(secret);

    bedrock.refusal = {
      status: 400,
      body: { message: `Model not found for ${FIRST.aws_access_key_id}.` },
    };
    await set(FIRST);
    expect((await test()).body).toMatchObject({
      success: false,
      message: 'Model not found for [redacted]. (status 400)',
    });
  });

  it('are not tried for ever: a silent Bedrock is a failure too', async () => {
    bedrock.refusal = 'silence';
    await withApp({ LLM_FIRST_TOKEN_TIMEOUT_MS: '300' }, async (other) => {
      const tested = await test(other);
      expect(tested.status).toBe(200);
      expect(tested.body).toMatchObject({ success: false });
      expect(tested.body.message).toContain('did not begin to answer within 0.3 s');
    });
  });

  it('act on the tutor at the next reply, in other processes within seconds', async () => {
    await set(FIRST);
    const room = await classroom(app);
    const student = await ChatStudent.open(app, room.contentItemId);
    expect((await student.greet()).text).toContain(`account ${FIRST.aws_access_key_id}`);

    await withApp({}, async (other) => {
      const elsewhere = student.at(other);
      expect((await elsewhere.say('And now?')).text).toContain(FIRST.aws_access_key_id);
      await set(SECOND);
      expect((await student.say('Here?')).text).toContain(SECOND.aws_access_key_id);
      const heard = await eventually(
        async () => (await elsewhere.say(`There? ${randomBytes(4).toString('hex')}`)).text,
        (text) => text.includes(SECOND.aws_access_key_id),
        30_000,
      );
      expect(heard).toContain(SECOND.aws_access_key_id);
    });
  });

  it('leave who set them and when, and nothing that opens', async () => {
    const rows = await app.database.query<{ version: number; live: boolean }>(
      'SELECT version, ciphertext IS NOT NULL AS live FROM provider_credentials ORDER BY version',
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.map(({ version }) => version)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.filter(({ live }) => live)).toEqual([rows.at(-1)]);
  });

  it('stand in one row at a time, however many are set at once', async () => {
    const replies = await Promise.all(Array.from({ length: 16 }, () => set(FIRST)));
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 200));
    expect(await inUse()).toHaveLength(1);
    expect((await test()).body.success).toBe(true);
  });

  it('do not open when a row was copied over another', async () => {
    await set(SECOND);
    const [before] = await inUse();
    await set(FIRST);
    const [stored] = await inUse();
    const put = (row: typeof stored) =>
      app.database.query(
        'UPDATE provider_credentials SET ciphertext = $2, nonce = $3 WHERE id = $1',
        [stored?.id, row?.ciphertext, row?.nonce],
      );
    await put(before);
    const tested = await test();
    expect(tested.body).toMatchObject({
      success: false,
      message: expect.stringContaining('changed or moved'),
    });
    expect(bedrock.calls).toHaveLength(0);
    await put(stored);
    expect((await test()).body.success).toBe(true);
  });

  it('move to a new key, and the old one can then be dropped', async () => {
    await set(FIRST);
    const [derived] = await inUse();
    const [older, newer] = [newKey(), newKey()];
    const rotate = (other: TestApp) =>
      other.trellis.app.get(CredentialVault, { strict: false }).rotate();

    await withApp({ TRELLIS_ENCRYPTION_KEY: older }, async (other) => {
      expect((await test(other)).body.success).toBe(true);
      expect(await rotate(other)).toBe(1);
      expect(await rotate(other)).toBe(0);
    });
    const [rotated] = await inUse();
    expect(rotated?.id).toBe(derived?.id);
    expect(rotated?.key_id).not.toBe(derived?.key_id);

    const both = { TRELLIS_ENCRYPTION_KEY: newer, TRELLIS_ENCRYPTION_PREVIOUS_KEYS: older };
    await withApp(both, async (other) => {
      expect((await test(other)).body.success).toBe(true);
      expect(await rotate(other)).toBe(1);
    });
    await withApp({ TRELLIS_ENCRYPTION_KEY: newer }, async (other) => {
      expect((await test(other)).body.success).toBe(true);
    });
    await withApp({ TRELLIS_ENCRYPTION_KEY: older }, async (other) => {
      expect((await status(other)).body.configured).toBe(true);
      expect((await test(other)).body).toMatchObject({
        success: false,
        message: expect.stringContaining('TRELLIS_ENCRYPTION_PREVIOUS_KEYS'),
      });
      expect((await set(FIRST, other)).status).toBe(200);
      expect((await test(other)).body.success).toBe(true);
    });
    await set(FIRST);
  });

  it('leave a trace of every change and test, without a secret', async () => {
    const [before] = await app.database.query<{ id: string }>(
      'SELECT max(id) AS id FROM audit_entries',
    );
    await set(SECOND);
    await test();
    const entries = await app.database.query(
      `SELECT action, subject_ids, details FROM audit_entries
       WHERE actor_id = $1 AND id > $2 ORDER BY id`,
      [admin.id, before?.id],
    );
    const [stored] = await inUse();
    expect(entries).toEqual([
      {
        action: 'aws_credentials.set',
        subject_ids: [stored?.id],
        details: { version: expect.any(Number), region: 'eu-central-1' },
      },
      {
        action: 'aws_credentials.test',
        subject_ids: [stored?.id],
        details: { source: 'database', success: true, model: 'amazon.nova-lite-v1:0' },
      },
    ]);
    const all = JSON.stringify(await app.database.query('SELECT * FROM audit_entries'));
    for (const secret of SECRETS) expect(all).not.toContain(secret);
  });

  it('are for platform admins alone', async () => {
    const people = [null, await person(app), await person(app, 'COACH', 'INSTRUCTOR')];
    const before = await inUse();
    for (const who of people) {
      const options = who === null ? {} : { token: who.token };
      const replies = [
        await app.learning.post(ROUTE, FIRST, options),
        await app.learning.get(`${ROUTE}/status`, options),
        await app.learning.post(`${ROUTE}/test`, undefined, options),
      ];
      expect(replies.map((reply) => reply.status)).toEqual(
        replies.map(() => (who === null ? 401 : 403)),
      );
    }
    expect(await inUse()).toEqual(before);
    expect(bedrock.calls).toHaveLength(0);
  });

  it('are sealed under the newest key by a command', async () => {
    await set(FIRST);
    const key = newKey();
    const [before] = await inUse();
    const rotate = () =>
      promisify(execFile)(process.execPath, [build.cli, 'rotate-secrets'], {
        cwd: app.dataFolder,
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'test',
          DATA_FOLDER: app.dataFolder,
          DATABASE_URL: app.database.url,
          TRELLIS_SECRET: TEST_SECRET,
          TRELLIS_ENCRYPTION_KEY: key,
        },
      });
    expect((await rotate()).stdout).toContain('Sealed anew under the newest key: 1.');
    expect((await rotate()).stdout).toContain('Sealed anew under the newest key: 0.');
    const [after] = await inUse();
    expect(after?.id).toBe(before?.id);
    expect(after?.key_id).not.toBe(before?.key_id);
    await set(FIRST);
  });

  it('never reach the log, whatever goes wrong', async () => {
    const trellis = await TrellisProcess.start(build, app.database.url, {
      ...bedrock.environment,
      LOG_LEVEL: 'trace',
    });
    try {
      const send = (path: string, body?: unknown) =>
        trellis.learning.post(`${ROUTE}${path}`, body, signedIn());
      expect((await send('', SECOND)).status).toBe(200);
      expect((await send('/test')).body.success).toBe(true);
      expect((await send('', { ...SECOND, region: 5 })).status).toBe(422);
      expect((await send('', DOCUMENTED)).status).toBe(200);
      expect((await send('/test')).body.success).toBe(false);
      await app.database.query('ALTER TABLE provider_credentials RENAME TO away');
      try {
        expect((await send('', FIRST)).status).toBeGreaterThanOrEqual(500);
      } finally {
        await app.database.query('ALTER TABLE away RENAME TO provider_credentials');
      }
      const log = await eventually(
        async () => trellis.output,
        (text) => text.includes('42P01'),
        30_000,
      );
      for (const secret of SECRETS) expect(log).not.toContain(secret);
    } finally {
      await trellis.stop();
    }
  });
});
