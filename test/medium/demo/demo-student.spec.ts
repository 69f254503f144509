import { demoAccounts } from '../../../src/domain/demo/demo-accounts';
import { readDemoCourse } from '../../../src/domain/demo/demo-course';
import { DemoSeeder } from '../../../src/domain/demo/demo.seeder';
import { testApp, type TestApp } from '../../support/test-app';

const STUDENT = '123e4567-e89b-12d3-a456-426614174000';
const accounts = demoAccounts({});

describe('The demo student', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
    await seed();
  });
  afterAll(() => app.stop());

  async function seed(): Promise<void> {
    await app.trellis.app.get(DemoSeeder).seed(accounts, await readDemoCourse('demo'));
  }

  async function tokenOf(role: string): Promise<string> {
    const { email, password } = accounts.find((account) => account.role === role) ?? {};
    const reply = await app.coaching.post('/auth/login', { email, password });
    return reply.body.access_token;
  }

  async function record(): Promise<Record<string, unknown[]> & { version: number }> {
    const token = await tokenOf('STUDENT');
    return (await app.coaching.get(`/students/${STUDENT}`, { token })).body;
  }

  it('has a filled record with deadlines ahead', async () => {
    const { body } = await app.coaching.get(`/students/${STUDENT}`, {
      token: await tokenOf('COACH'),
    });
    expect(body).toMatchObject({ grade: 11, gpa: { value: 3.82, scale: 4 }, state: 'CA' });
    expect(body.activities.length).toBeGreaterThanOrEqual(8);
    expect(body.courses.length).toBeGreaterThanOrEqual(8);
    expect(body.target_colleges.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['MIT', 'Stanford', 'UC Berkeley']),
    );
    const essays = body.documents.filter(({ kind }: { kind: string }) => kind === 'ESSAY');
    expect(essays).toHaveLength(2);
    for (const { text } of essays) expect(text.split('. ').length).toBeGreaterThan(5);
    const today = new Date().toISOString().slice(0, 10);
    const open = body.goals.filter((goal: { is_reached: boolean }) => !goal.is_reached);
    expect(open.length).toBeGreaterThan(2);
    for (const { deadline } of open) expect(deadline > today).toBe(true);
  });

  it('is in the caseload of the demo coach, with two sessions behind them and no alert', async () => {
    const token = await tokenOf('COACH');
    const { body } = await app.coaching.get('/coach/students', { token });
    expect(body).toEqual({
      students: [
        {
          id: STUDENT,
          name: 'Sam Student',
          email: 'student@trellis.example',
          grade: 11,
          last_session: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          readiness_score: null,
          alerts: [],
        },
      ],
      total: 1,
    });
    const sessions = await app.coaching.get('/coach/sessions', { token });
    expect(sessions.body.total).toBe(2);
    const example = await app.coaching.post(
      '/coach/session',
      {
        student_id: STUDENT,
        session_type: 'regular',
        duration_minutes: 60,
        notes: 'Discussed college essay topics',
        action_items: ['Complete first draft', 'Research 3 more colleges'],
      },
      { token },
    );
    expect(example.body).toMatchObject({ status: 'created' });
  });

  it('stays as they are when the demo is seeded again', async () => {
    const before = await record();
    await seed();
    expect(await record()).toEqual(before);
  });
});
