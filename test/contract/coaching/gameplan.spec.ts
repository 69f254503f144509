import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Coaching: game plans', () => {
  let app: TestApp;
  let coach: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    coach = await person(app, 'COACH');
    student = await studentOf(coach);
    await app.database.query(
      `INSERT INTO student_records (user_id, grade, gpa, gpa_scale, interests, intended_majors)
       VALUES ($1, 11, 3.7, 4, '{Robotics}', '{Mechanical engineering}')`,
      [student.id],
    );
    const activity = {
      name: 'Robotics club',
      field: 'STEM',
      role: 'Captain',
      leads: true,
      hoursPerWeek: 12,
      weeksPerYear: null,
      years: null,
      description: null,
    };
    await app.database.query(
      `INSERT INTO student_record_entries (user_id, kind, data) VALUES ($1, 'activity', $2)`,
      [student.id, JSON.stringify(activity)],
    );
  });
  afterAll(() => app.stop());

  async function studentOf(someone: Person): Promise<Person> {
    const linked = await person(app);
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [someone.id, linked.id],
    );
    return linked;
  }

  const plan = (by: Person, body: object = {}, headers: Record<string, string> = {}) =>
    app.coaching.post(
      '/agents/generate/gameplan',
      { student_id: student.uuid, ...body },
      { ...by, headers },
    );

  it('answers the documented request in the documented shape', async () => {
    const reply = await plan(coach, {
      timeline_months: 12,
      focus_areas: ['test_prep', 'extracurriculars', 'essays'],
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'success', student_id: student.uuid });
    const { game_plan: made } = reply.body;
    expect(made).toMatchObject({ plan_type: 'focused', timeline_months: 12, hours_per_month: 33 });
    expect(made.goals[0]).toEqual({
      id: 'goal_1',
      title: expect.any(String),
      target: null,
      deadline: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(made.milestones).toHaveLength(12);
    expect(made.milestones[0]).toMatchObject({ month: 1 });
    expect(made.chetty_optimizations).toMatchObject({
      mobility_score_impact: null,
      recommended_colleges: expect.any(Array),
      financial_optimization: expect.any(String),
    });
    expect(made.narrative_arc).toBe(
      'From Robotics club to Mechanical engineering: show how one led to the other.',
    );
    for (const { tasks } of made.milestones) {
      const hours = tasks.reduce((sum: number, task: any) => sum + task.estimated_hours, 0);
      expect(hours).toBeLessThanOrEqual(33);
    }
  });

  it('needs nothing but the student, and says what is missing of an empty record', async () => {
    const unknown = await studentOf(coach);
    const reply = await app.coaching.post(
      '/agents/generate/gameplan',
      { student_id: unknown.uuid },
      coach,
    );
    expect(reply.status).toBe(200);
    expect(reply.body.game_plan).toMatchObject({
      plan_type: 'comprehensive',
      timeline_months: 12,
      confidence: 0,
    });
    expect(reply.body.game_plan.missing).toContain('test scores');
    expect(reply.body.game_plan.milestones[0].tasks.length).toBeGreaterThan(0);
  });

  it('is for the student, their coaches and admins; for others the student is not there', async () => {
    expect((await plan(student)).status).toBe(200);
    expect((await plan(await person(app, 'PLATFORM_ADMIN'))).status).toBe(200);
    for (const stranger of [await person(app), await person(app, 'COACH')]) {
      expect((await plan(stranger)).status).toBe(404);
    }
    const nobody = { student_id: '0198c0de-7e57-4abc-8def-0123456789ab' };
    expect((await plan(coach, nobody)).status).toBe(404);
  });

  it.each([
    [{ timeline_months: 0 }, 'timeline_months'],
    [{ timeline_months: 49 }, 'timeline_months'],
    [{ focus_areas: ['sleep'] }, 'focus_areas'],
    [{ focus_areas: ['essays', 'essays'] }, 'focus_areas'],
    [{ student_id: 'me' }, 'student_id'],
    [{ wish: 1 }, 'wish'],
  ])('refuses %j', async (wrong, field) => {
    const reply = await plan(coach, wrong);
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
  });

  it('keeps every version; a month that is taken on becomes tasks, once', async () => {
    const other = await studentOf(coach);
    const body = { student_id: other.uuid };
    await Promise.all(Array.from({ length: 4 }, () => plan(coach, body)));
    const place = `/students/${other.uuid}/game-plans`;
    const listed = await app.coaching.get(place, coach);
    expect(listed.body.game_plans.map(({ version }: any) => version)).toEqual([4, 3, 2, 1]);
    const accept = () => app.coaching.post(`${place}/4/milestones/1/accept`, undefined, other);
    const [first, second] = await Promise.all([accept(), accept()]);
    const added = (first?.body.new_tasks ?? 0) + (second?.body.new_tasks ?? 0);
    const planned = listed.body.game_plans[0].game_plan.milestones[0].tasks;
    expect(added).toBe(planned.length);
    const tasks = await app.database.query<{ title: string }>(
      `SELECT title FROM tasks WHERE user_id = $1 ORDER BY title`,
      [other.id],
    );
    expect(tasks.map(({ title }) => title)).toEqual(
      planned.map(({ title }: any) => title).toSorted(),
    );
    const missing = `${place}/4/milestones/13/accept`;
    expect((await app.coaching.post(missing, undefined, other)).status).toBe(404);
    expect((await app.coaching.get(`${place}/5`, coach)).status).toBe(404);
  });

  it('can be left to run: 202, where to look, and the same plan there', async () => {
    const reply = await plan(coach, {}, { prefer: 'respond-async' });
    expect(reply.status).toBe(202);
    const location = reply.headers.get('location') ?? '';
    expect(location).toBe(`/api/agents/runs/${reply.body.id}`);
    const place = location.replace('/api', '');
    let run = (await app.coaching.get(place, coach)).body;
    const deadline = Date.now() + 20_000;
    while (run.status !== 'succeeded' && Date.now() < deadline) {
      run = (await app.coaching.get(place, coach)).body;
    }
    expect(run).toMatchObject({ status: 'succeeded', progress: 100, writer: 'template' });
    expect(run.result.game_plan.milestones).toHaveLength(12);
    expect(run.evidence).toContainEqual(
      expect.objectContaining({ fact: 'Robotics club, Captain, 12 hours a week' }),
    );
    expect((await app.coaching.get(place, student)).status).toBe(404);
  });

  it('announces its successor on the deprecated path', async () => {
    const reply = await app.root.raw(
      'POST',
      '/v1/agents/generate/gameplan',
      JSON.stringify({ student_id: student.uuid }),
      { token: coach.token, headers: { 'content-type': 'application/json' } },
    );
    expect(reply.status).toBe(200);
    expect(reply.headers.get('deprecation')).not.toBeNull();
    expect(reply.headers.get('link')).toContain('/v2/agents/generate/gameplan');
  });
});
