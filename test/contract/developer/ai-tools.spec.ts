import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { publicId } from '../../../src/kernel/public-id';
import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { person } from '../../support/people';
import { FULL_RECORD, studentWith } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';

const DEADLINE_MS = 20_000;
const UNKNOWN = '123e4567-e89b-12d3-a456-426614174000';

/** Arguments with which each tool runs, and something of what it answers. */
const CALLS = [
  ['assess_profile', {}, 'confidence'],
  ['assess_readiness', { target_colleges: ['Cornell University'] }, 'confidence'],
  ['detect_crisis', { content: 'I am looking forward to the game.' }, 'crisis_detected'],
  ['find_opportunities', { type: 'scholarship', min_amount: 100, limit: 3 }, 'confidence'],
  ['generate_gameplan', { timeline_months: 3 }, 'plan_type'],
  ['recommend_intervention', { crisis_type: 'academic_stress', urgency: 'high' }, 'confidence'],
] as const;

describe('Developer: the agents as tools', () => {
  let app: TestApp;
  let student: Developer;
  let coach: Developer;

  beforeAll(async () => {
    app = await testApp();
    student = await developer(app, { person: await studentWith(app, FULL_RECORD) });
    coach = await developer(app, { role: 'COACH' });
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coach.person.id, student.person.id],
    );
  });
  afterAll(() => app.stop());

  const tools = async (): Promise<any[]> =>
    (await app.developer.get('/ai/tools', { token: student.key })).body.data;
  const run = (
    name: string,
    body: object = {},
    dev = student,
    headers: Record<string, string> = {},
  ) => app.developer.post(`/ai/tools/${name}`, body, { token: dev.key, headers });
  const read = (path: string, dev = student) =>
    app.developer.get(path.replace('/v1', ''), { token: dev.key });
  const idOf = (dev: Developer): string => publicId('user', dev.person.uuid);
  const audited = (dev: Developer, action: string) =>
    app.database.query(`SELECT 1 FROM audit_entries WHERE actor_id = $1 AND action = $2`, [
      dev.person.id,
      action,
    ]);

  it('are listed in the shape of functions, each with a schema of its arguments', async () => {
    const listed = await tools();
    expect(listed.map((tool) => tool.function.name)).toEqual(CALLS.map(([name]) => name));
    const ajv = addFormats(new Ajv2020({ strict: false }));
    for (const { type, function: tool } of listed) {
      expect(type).toBe('function');
      expect(tool.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(tool.description.length).toBeGreaterThan(20);
      expect(tool.parameters).toMatchObject({ type: 'object', additionalProperties: false });
      const [, given] = CALLS.find(([name]) => name === tool.name) ?? [];
      expect([tool.name, ajv.validate(tool.parameters, given)]).toEqual([tool.name, true]);
      expect(ajv.validate(tool.parameters, { nonsense: 1 })).toBe(false);
    }
  });

  it.each(CALLS)('%s runs for the owner of the key', async (name, given, member) => {
    const reply = await run(name, { arguments: given });
    expect(reply.status).toBe(200);
    expect(reply.body.data).toMatchObject({
      id: expect.stringMatching(/^run_[0-9A-Za-z]{22}$/),
      tool: name,
      student_id: idOf(student),
      status: 'succeeded',
      progress: 100,
      error: null,
    });
    expect(Object.keys(reply.body.data.result)).toContain(member);
    expect(JSON.stringify(reply.body.data.result)).not.toMatch(/"[a-z]+[A-Z][A-Za-z]*":/);
    const again = await read(`/v1/ai/runs/${reply.body.data.id}`);
    expect(again.body).toEqual(reply.body);
  });

  it.each(CALLS)('%s runs for a coach about a student of theirs', async (name, given) => {
    const reply = await run(name, { arguments: given, student_id: idOf(student) }, coach);
    expect(reply.status).toBe(200);
    expect(reply.body.data).toMatchObject({ student_id: idOf(student), status: 'succeeded' });
  });

  it('leave an audit row where somebody else is asked about', async () => {
    const before = await audited(coach, 'agent.assess/profile');
    await run('assess_profile', { student_id: idOf(student) }, coach);
    expect(await audited(coach, 'agent.assess/profile')).toHaveLength(before.length + 1);
    expect(await audited(student, 'agent.assess/profile')).toEqual([]);
  });

  it('know nobody with whom the owner of the key has nothing to do', async () => {
    const stranger = await developer(app);
    const other = await developer(app, { role: 'COACH' });
    for (const [name, given] of CALLS) {
      for (const dev of [stranger, other]) {
        const reply = await run(name, { arguments: given, student_id: idOf(student) }, dev);
        expect([name, reply.status]).toEqual([name, 404]);
      }
    }
    const nobody = await run('assess_profile', { student_id: publicId('user', UNKNOWN) }, coach);
    expect(nobody.status).toBe(404);
  });

  it('go on where the caller does not wait', async () => {
    const reply = await run('assess_profile', {}, student, { prefer: 'respond-async' });
    expect(reply.status).toBe(202);
    const location = reply.headers.get('location') ?? '';
    expect(location).toBe(`/v1/ai/runs/${reply.body.data.id}`);
    const ended = await eventually(
      () => read(location),
      ({ body }) => body.data.status === 'succeeded',
      DEADLINE_MS,
    );
    expect(ended.body.data).toMatchObject({ id: reply.body.data.id, error: null });
  });

  it('show a run to whoever asked for it, and to nobody else', async () => {
    const { id } = (await run('assess_profile', { student_id: idOf(student) }, coach)).body.data;
    expect((await read(`/v1/ai/runs/${id}`, coach)).status).toBe(200);
    expect((await read(`/v1/ai/runs/${id}`, student)).status).toBe(404);
    const own = (await run('assess_profile')).body.data.id;
    expect((await read(`/v1/ai/runs/${own}`, coach)).status).toBe(404);
    const admin = await developer(app, { role: 'PLATFORM_ADMIN' });
    expect((await read(`/v1/ai/runs/${own}`, admin)).status).toBe(404);
    for (const wrong of [publicId('run', UNKNOWN), publicId('user', UNKNOWN), 'run_x']) {
      expect((await read(`/v1/ai/runs/${wrong}`)).status).toBe(404);
    }
  });

  it('show a coach nothing any more of somebody who is no student of theirs now', async () => {
    const former = await developer(app, { role: 'COACH' });
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [former.person.id, student.person.id],
    );
    const { id } = (await run('assess_profile', { student_id: idOf(student) }, former)).body.data;
    await app.database.query('DELETE FROM coach_students WHERE coach_id = $1', [former.person.id]);
    expect((await read(`/v1/ai/runs/${id}`, former)).status).toBe(404);
  });

  it.each([
    ['an unknown argument', 'assess_profile', { arguments: { nonsense: 1 } }, 'arguments.nonsense'],
    [
      'arguments that are a text',
      'assess_profile',
      { arguments: '{"assessment_type":"comprehensive"}' },
      'arguments',
    ],
    [
      'a number that is out of bounds',
      'generate_gameplan',
      { arguments: { timeline_months: 0 } },
      'arguments.timeline_months',
    ],
    ['a text that is missing', 'detect_crisis', {}, 'arguments.content: field required'],
    [
      'the spelling of the inside',
      'detect_crisis',
      { arguments: { content: 'x', checkHistory: true } },
      'arguments.checkHistory',
    ],
    ['an id that is none', 'assess_profile', { student_id: UNKNOWN }, 'student_id'],
    ['a field that is not known', 'assess_profile', { timeline: 1 }, 'timeline'],
  ])('refuse %s', async (_, name, body, place) => {
    const reply = await run(name, body);
    expect(reply.status).toBe(400);
    expect(reply.body.error.details[0]).toContain(place.includes(': ') ? place : `${place}: `);
  });

  it('are no more than these', async () => {
    for (const name of ['nothing', 'assess', '__proto__', 'assess%2Fprofile']) {
      const reply = await run(name);
      expect([name, reply.status]).toEqual([name, 404]);
    }
  });

  it('are for keys with use:ai alone', async () => {
    const reader = await developer(app, { permissions: ['read:user', 'write:tasks'] });
    expect((await run('assess_profile', {}, reader)).status).toBe(403);
    expect((await app.developer.get('/ai/runs/run_x', { token: reader.key })).status).toBe(403);
    expect((await app.developer.post('/ai/tools/assess_profile', {})).status).toBe(401);
    const ada = await person(app);
    expect((await app.developer.post('/ai/tools/assess_profile', {}, ada)).status).toBe(401);
  });

  it('alert those who look after a student where signs of a crisis are found', async () => {
    const reply = await run('detect_crisis', {
      arguments: { content: 'I want to kill myself tonight. I have the pills here.' },
    });
    expect(reply.body.data.result.crisis_detected).toBe(true);
    const cases = await app.database.query(
      `SELECT source FROM crisis_cases WHERE student_id = $1`,
      [student.person.id],
    );
    expect(cases).toEqual([{ source: 'agent_run' }]);
  });
});
