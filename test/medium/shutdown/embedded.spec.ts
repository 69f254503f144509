import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { HttpClient } from '../../support/http-client';
import { Gate, ModelServer, pausing, says } from '../../support/model-server';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const STARTING_MS = 180_000;
const DEADLINE_MS = 60_000;
const LONGEST_STOP_MS = 20_000;

/** API, worker and PostgreSQL in one, as `npm start` runs them without a setting. */
describe('the embedded profile that is told to end', () => {
  let build: TrellisBuild;
  let model: ModelServer;
  let folder: string;
  let running: TrellisProcess;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    model = await ModelServer.start();
    folder = mkdtempSync(join(tmpdir(), 'trellis-embedded-'));
    chmodSync(folder, 0o755);
    running = await start();
  }, STARTING_MS);
  afterAll(async () => {
    await running.stop();
    await model.stop();
    rmSync(folder, { recursive: true, force: true });
    build.remove();
  });

  const start = () =>
    TrellisProcess.start(build, 'postgres://unused', {
      ...model.environment,
      DATABASE_URL: '',
      REDIS_URL: '',
      DATA_FOLDER: folder,
    });

  it(
    'leaves with a job in its hands, and finishes it at the next start',
    async () => {
      const gate = new Gate();
      model.script = pausing(gate, ['{'], ['}']);
      const account = { email: 'ada@example.com', password: 'a long enough phrase' };
      await running.learning.post('/auth/register', { ...account, full_name: 'Ada' });
      const coaching = () => new HttpClient(`${running.root.baseUrl}/api`, '', null);
      const { body: ada } = await coaching().post('/auth/login', account);
      const token = ada.access_token as string;
      const asked = await coaching().post(
        '/agents/generate/gameplan',
        { student_id: ada.user.id },
        { token, headers: { prefer: 'respond-async' } },
      );
      expect(asked.status).toBe(202);
      const run = asked.headers.get('location')?.replace('/api', '') as string;
      await eventually(
        async () => model.calls.length,
        (calls) => calls > 0,
        DEADLINE_MS,
      );

      const since = Date.now();
      expect(await running.stop()).toBe(0);
      expect(Date.now() - since).toBeLessThan(LONGEST_STOP_MS);
      gate.open();
      model.script = says('{}');
      running = await start();
      await eventually(
        async () => (await coaching().get(run, { token })).body.status as string,
        (status) => status === 'succeeded',
        DEADLINE_MS,
      );
    },
    STARTING_MS,
  );
});
