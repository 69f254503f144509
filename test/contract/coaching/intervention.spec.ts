import { CRISIS_TYPES, LIBRARY } from '../../../src/domain/agents/intervention/library';
import { URGENCIES } from '../../../src/domain/agents/intervention/urgency-plans';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Coaching: recommending an intervention', () => {
  let app: TestApp;
  let coach: Person;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    coach = await person(app, 'COACH');
    student = await person(app);
    await app.database.query(`UPDATE users SET full_name = 'Jordan Rivera' WHERE id = $1`, [
      student.id,
    ]);
    await app.database.query(`UPDATE users SET full_name = 'Sam Okafor' WHERE id = $1`, [coach.id]);
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coach.id, student.id],
    );
  });
  afterAll(() => app.stop());

  const recommend = (body: object = {}, by: Person = coach) =>
    app.coaching.post('/agents/intervention/recommend', { student_id: student.uuid, ...body }, by);

  it('answers the documented request in the documented shape', async () => {
    const reply = await recommend({ crisis_type: 'academic_stress', urgency: 'medium' });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'success', student_id: student.uuid });
    const { intervention } = reply.body;
    expect(intervention.strategies).toContainEqual({
      type: 'immediate',
      action: expect.any(String),
      resources: ['Breathing exercises', 'Time management tools'],
    });
    expect(intervention.strategies).toContainEqual({
      type: 'ongoing',
      action: expect.any(String),
      duration: '4 weeks',
    });
    expect(intervention.communication_templates[0]).toEqual({
      medium: 'email',
      subject: 'Checking in - here to support you',
      body: expect.stringMatching(/^Hi Jordan,\n\n[\s\S]+\n\nWarmly,\nSam Okafor$/),
    });
    expect(intervention.expected_outcomes).toEqual({
      timeline: '2-4 weeks',
      success_indicators: expect.arrayContaining(['Reduced stress levels']),
    });
    expect(intervention.resources).toEqual([]);
    expect(intervention.confidence).toBe(0.33);
    expect(intervention.missing_evidence).toHaveLength(2);
  });

  it('needs the student only', async () => {
    const { body } = await recommend();
    expect(body.intervention).toMatchObject({ crisis_type: 'general', urgency: 'medium' });
  });

  it('names helplines wherever a life may be at stake, and stays with the student', async () => {
    const risks = CRISIS_TYPES.filter((type) => LIBRARY[type].isRisk);
    expect(risks).toEqual([
      'self_harm_risk',
      'suicidal_ideation',
      'substance_use',
      'eating_concern',
    ]);
    for (const crisis_type of risks) {
      const { intervention } = (await recommend({ crisis_type, urgency: 'low' })).body;
      expect(JSON.stringify(intervention.strategies)).toContain('988');
      for (const { body } of intervention.communication_templates) expect(body).toContain('988');
    }
    const { intervention } = (
      await recommend({ crisis_type: 'suicidal_ideation', urgency: 'critical' })
    ).body;
    expect(intervention.strategies[0].action).toMatch(/Stay with the student.*call for help now/);
    expect(intervention.resources[0].name).toBe('988 Suicide & Crisis Lifeline');
  });

  it('knows every kind of trouble at every urgency', async () => {
    for (const crisis_type of CRISIS_TYPES) {
      for (const urgency of URGENCIES) {
        const { status, body } = await recommend({ crisis_type, urgency });
        expect(status).toBe(200);
        const text = JSON.stringify(body);
        expect(text).toContain('Hi Jordan');
        expect(text).not.toMatch(/\[Name\]|undefined|\{\{/);
        expect(body.intervention.strategies.length).toBeGreaterThanOrEqual(5);
      }
    }
  }, 120_000);

  it('refuses what it does not know, and lists what it does', async () => {
    const reply = await recommend({ crisis_type: 'zombies' });
    expect(reply.status).toBe(400);
    expect(reply.body.error.details).toMatchObject({
      field: 'crisis_type',
      error: expect.stringContaining('academic_stress, test_anxiety'),
    });
    expect((await recommend({ urgency: 'now' })).status).toBe(400);
    expect((await recommend({ crisis_type: null })).status).toBe(400);
    expect((await recommend({ more: 1 })).status).toBe(400);
  });

  it('is for those who look after the student', async () => {
    const stranger = await person(app, 'COACH');
    expect((await recommend({}, stranger)).status).toBe(404);
    expect(
      (await app.coaching.post('/agents/intervention/recommend', { student_id: student.uuid }))
        .status,
    ).toBe(401);
  });
});
