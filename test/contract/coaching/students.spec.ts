import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const EMPTY = {
  grade: null,
  graduation_year: null,
  gpa: null,
  state: null,
  citizenship: null,
  household_income_band: null,
  interests: [],
  intended_majors: [],
};

/** Every kind of entry: the least that one needs, what it is then, a change and what that makes. */
const KINDS: readonly {
  path: string;
  list: string;
  least: Record<string, unknown>;
  whole: Record<string, unknown>;
  change: Record<string, unknown>;
}[] = [
  {
    path: 'test-scores',
    list: 'test_scores',
    least: { test: 'SAT', total: 1420 },
    whole: { test: 'SAT', subject: null, total: 1420, sections: {}, taken_on: null },
    change: { total: 1480, sections: { math: 760, reading_writing: 720 }, taken_on: '2026-03-14' },
  },
  {
    path: 'courses',
    list: 'courses',
    least: { name: 'AP Calculus BC' },
    whole: { name: 'AP Calculus BC', subject: null, rigour: 'REGULAR', grade: null, year: null },
    change: { rigour: 'AP', grade: 'A-', year: 11 },
  },
  {
    path: 'activities',
    list: 'activities',
    least: { name: 'Robotics club' },
    whole: {
      name: 'Robotics club',
      field: 'OTHER',
      role: null,
      leads: false,
      hours_per_week: null,
      weeks_per_year: null,
      years: null,
      description: null,
    },
    change: { field: 'STEM', role: 'Captain', leads: true, hours_per_week: 6.5, years: 2 },
  },
  {
    path: 'awards',
    list: 'awards',
    least: { name: 'Science fair' },
    whole: { name: 'Science fair', level: 'SCHOOL', received_on: null, description: null },
    change: { level: 'REGIONAL', received_on: '2026-02-28' },
  },
  {
    path: 'documents',
    list: 'documents',
    least: { kind: 'ESSAY', title: 'Personal statement' },
    whole: {
      kind: 'ESSAY',
      title: 'Personal statement',
      state: 'DRAFT',
      text: '',
      written_on: null,
    },
    change: { state: 'REVISED', text: ' The first circuit\nI built. ', written_on: '2024-02-29' },
  },
  {
    path: 'target-colleges',
    list: 'target_colleges',
    least: { name: 'MIT' },
    whole: { name: 'MIT', note: null },
    change: { note: 'For its media lab.' },
  },
  {
    path: 'goals',
    list: 'goals',
    least: { title: 'Improve SAT score' },
    whole: { title: 'Improve SAT score', target: null, deadline: null, is_reached: false },
    change: { target: '1500+', deadline: '2027-05-01', is_reached: true },
  },
  {
    path: 'communications',
    list: 'communications',
    least: { text: 'Can we meet on Thursday?' },
    whole: {
      channel: 'OTHER',
      from_student: true,
      text: 'Can we meet on Thursday?',
      sent_on: null,
    },
    change: { channel: 'EMAIL', from_student: false, sent_on: '2026-10-02' },
  },
];

describe("Coaching: a student's record", () => {
  let app: TestApp;
  let student: Person;
  let coach: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    student = await person(app);
    coach = await person(app, 'COACH');
    admin = await person(app, 'PLATFORM_ADMIN');
    await link(coach, student);
  });
  afterAll(() => app.stop());

  async function link(by: Person, of: Person): Promise<void> {
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [by.id, of.id],
    );
  }

  async function auditOf(reader: Person): Promise<{ action: string; subject_ids: string[] }[]> {
    return app.database.query(
      'SELECT action, subject_ids FROM audit_entries WHERE actor_id = $1 ORDER BY id',
      [reader.id],
    );
  }

  async function versionOf(of: Person): Promise<number> {
    const reply = await app.coaching.get(`/students/${of.uuid}`, { token: of.token });
    return reply.body.version;
  }

  it('is whole and empty for a student of whom nothing is known', async () => {
    const reply = await app.coaching.get(`/students/${student.uuid}`, { token: student.token });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      id: student.uuid,
      name: expect.any(String),
      email: student.email,
      ...EMPTY,
      version: 0,
      test_scores: [],
      courses: [],
      activities: [],
      awards: [],
      documents: [],
      target_colleges: [],
      goals: [],
      communications: [],
      sessions: [],
    });
  });

  it('takes facts, keeps those left out and empties those that are null', async () => {
    const { token } = student;
    const facts = {
      grade: 11,
      graduation_year: 2028,
      gpa: { value: 3.7, scale: 4 },
      state: 'CA',
      citizenship: 'US',
      household_income_band: '48001-75000',
      interests: ['robotics', 'climate'],
      intended_majors: ['Computer Science'],
    };
    const first = await app.coaching.patch(`/students/${student.uuid}`, facts, { token });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ ...facts, version: 1 });
    const second = await app.coaching.patch(`/students/${student.uuid}`, { grade: 12 }, { token });
    expect(second.body).toEqual({ ...facts, grade: 12, version: 2 });
    const emptied = await app.coaching.patch(
      `/students/${student.uuid}`,
      Object.fromEntries(Object.keys(facts).map((name) => [name, null])),
      { token },
    );
    expect(emptied.body).toEqual({ ...EMPTY, version: 3 });
  });

  it.each([
    ['grade', 17],
    ['grade', '11'],
    ['graduation_year', 20260],
    ['gpa', { value: 4.2, scale: 4 }],
    ['gpa', { value: 3 }],
    ['gpa', 3.7],
    ['gpa', []],
    ['gpa', { value: -1, scale: 4 }],
    ['gpa', { value: 3.7, scale: 0 }],
    ['state', 'California'],
    ['citizenship', 'us'],
    ['household_income_band', 'rich'],
    ['interests', 'robotics'],
    ['interests', ['']],
    ['interests', [1]],
    ['ethnicity', 'any'],
    ['version', 7],
  ])('refuses the fact %s as %j', async (field, value) => {
    const { token } = student;
    const before = await versionOf(student);
    const reply = await app.coaching.patch(
      `/students/${student.uuid}`,
      { [field]: value },
      { token },
    );
    expect(reply.status).toBe(400);
    expect(reply.body.error.code).toBe('VALIDATION_ERROR');
    expect(reply.body.error.details.field.split('.')[0]).toBe(field);
    expect(await versionOf(student)).toBe(before);
  });

  it.each(KINDS.map((kind) => [kind.path, kind] as const))(
    'lists, adds, changes and removes %s, with a new version at each write',
    async (path, { list, least, whole, change }) => {
      const { token } = student;
      const base = `/students/${student.uuid}/${path}`;
      const before = await versionOf(student);
      const added = await app.coaching.post(base, least, { token });
      expect(added.status).toBe(200);
      const identity = {
        id: expect.any(Number),
        created_at: expect.any(String),
        updated_at: expect.any(String),
      };
      expect(added.body).toEqual({ ...whole, ...identity });
      const { id } = added.body;
      const changed = await app.coaching.patch(`${base}/${id}`, change, { token });
      expect(changed.status).toBe(200);
      expect(changed.body).toEqual({ ...whole, ...change, ...identity, id });
      expect((await app.coaching.get(`${base}/${id}`, { token })).body).toEqual(changed.body);
      expect((await app.coaching.get(base, { token })).body).toEqual([changed.body]);
      const record = await app.coaching.get(`/students/${student.uuid}`, { token });
      expect(record.body[list]).toEqual([changed.body]);
      expect((await app.coaching.delete(`${base}/${id}`, { token })).status).toBe(204);
      expect((await app.coaching.get(base, { token })).body).toEqual([]);
      for (const gone of [
        await app.coaching.get(`${base}/${id}`, { token }),
        await app.coaching.patch(`${base}/${id}`, change, { token }),
        await app.coaching.delete(`${base}/${id}`, { token }),
      ]) {
        expect(gone.status).toBe(404);
        expect(gone.body.error.code).toBe('NOT_FOUND');
      }
      expect(await versionOf(student)).toBe(before + 3);
    },
  );

  it.each([
    ['test-scores', 'total', { test: 'SAT', total: 1700 }],
    ['test-scores', 'total', { test: 'ACT', total: 37 }],
    ['test-scores', 'total', { test: 'SAT' }],
    ['test-scores', 'total', { test: 'SAT', total: '1400' }],
    ['test-scores', 'sections', { test: 'SAT', total: 1400, sections: { math: 'high' } }],
    ['test-scores', 'sections', { test: 'SAT', total: 1400, sections: [700] }],
    ['test-scores', 'taken_on', { test: 'SAT', total: 1400, taken_on: '2025-02-29' }],
    ['test-scores', 'taken_on', { test: 'SAT', total: 1400, taken_on: '2025-13-01' }],
    ['test-scores', 'taken_on', { test: 'SAT', total: 1400, taken_on: '0000-01-01' }],
    ['awards', 'received_on', { name: 'Prize', received_on: '2025-02-30' }],
    ['goals', 'deadline', { title: 'Goal', deadline: 'soon' }],
    ['documents', 'written_on', { kind: 'ESSAY', title: 'A', written_on: '2025-04-31' }],
    ['documents', 'kind', { kind: 'POEM', title: 'A' }],
    ['documents', 'text', { kind: 'ESSAY', title: 'A', text: null }],
    ['communications', 'sent_on', { text: 'Hello', sent_on: '20250101' }],
    ['communications', 'text', { text: '   ' }],
    ['activities', 'hours_per_week', { name: 'Club', hours_per_week: 200 }],
    ['activities', 'name', { name: ' ' }],
    ['activities', 'sex', { name: 'Club', sex: 'any' }],
    ['courses', 'year', { name: 'Maths', year: 1.5 }],
  ])('refuses an entry of %s with a wrong %s: %j', async (path, field, body) => {
    const { token } = student;
    const reply = await app.coaching.post(`/students/${student.uuid}/${path}`, body, { token });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
    const listed = await app.coaching.get(`/students/${student.uuid}/${path}`, { token });
    expect(listed.body).toEqual([]);
  });

  it('refuses a change that would put a score off its scale, and null where there is none', async () => {
    const { token } = student;
    const base = `/students/${student.uuid}/test-scores`;
    const { body } = await app.coaching.post(base, { test: 'ACT', total: 33 }, { token });
    for (const change of [{ total: 1400 }, { test: 'SAT' }, { test: null }, { sections: null }]) {
      const reply = await app.coaching.patch(`${base}/${body.id}`, change, { token });
      expect(reply.status).toBe(400);
    }
    const kept = await app.coaching.get(`${base}/${body.id}`, { token });
    expect(kept.body).toEqual(body);
    await app.coaching.delete(`${base}/${body.id}`, { token });
  });

  it('takes a text of 100,000 characters, and no longer one', async () => {
    const { token } = student;
    const base = `/students/${student.uuid}/documents`;
    const essay = (length: number) => ({ kind: 'ESSAY', title: 'Long', text: 'é'.repeat(length) });
    const taken = await app.coaching.post(base, essay(100_000), { token });
    expect(taken.status).toBe(200);
    expect(taken.body.text).toHaveLength(100_000);
    expect((await app.coaching.post(base, essay(100_001), { token })).status).toBe(400);
    expect((await app.coaching.post(base, essay(1_100_000), { token })).status).toBe(413);
    await app.coaching.delete(`${base}/${taken.body.id}`, { token });
  });

  it('is full with 500 entries of a kind, even when many come at once', async () => {
    const crowded = await person(app);
    const base = `/students/${crowded.uuid}/goals`;
    const { token } = crowded;
    await app.coaching.post(base, { title: 'First' }, { token });
    await app.database.query(
      `INSERT INTO student_record_entries (user_id, kind, data)
       SELECT $1, 'goal', '{"title": "Goal", "target": null, "deadline": null, "isReached": false}'
       FROM generate_series(1, 496)`,
      [crowded.id],
    );
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => app.coaching.post(base, { title: 'More' }, { token })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 409, 409, 409]);
    expect((await app.coaching.get(base, { token })).body).toHaveLength(500);
    const other = await app.coaching.post(
      `/students/${crowded.uuid}/awards`,
      { name: 'Prize' },
      { token },
    );
    expect(other.status).toBe(200);
  });

  it('counts every one of many writes at once', async () => {
    const busy = await person(app);
    const { token } = busy;
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? app.coaching.patch(`/students/${busy.uuid}`, { grade: 9 + (index % 4) }, { token })
          : app.coaching.post(`/students/${busy.uuid}/goals`, { title: `G${index}` }, { token }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(await versionOf(busy)).toBe(12);
  });

  it('is read and written by the coach, each time with one audit row', async () => {
    const { token } = coach;
    const base = `/students/${student.uuid}`;
    await app.coaching.get(base, { token });
    await app.coaching.patch(base, { grade: 10 }, { token });
    const { body } = await app.coaching.post(`${base}/goals`, { title: 'Apply' }, { token });
    await app.coaching.patch(`${base}/goals/${body.id}`, { is_reached: true }, { token });
    await app.coaching.get(`${base}/goals`, { token });
    await app.coaching.get(`${base}/goals/${body.id}`, { token });
    await app.coaching.delete(`${base}/goals/${body.id}`, { token });
    expect((await auditOf(coach)).map(({ action }) => action)).toEqual([
      'student.read',
      'student.update',
      'student.goal.create',
      'student.goal.update',
      'student.goal.list',
      'student.goal.read',
      'student.goal.delete',
    ]);
    expect((await auditOf(coach)).every(({ subject_ids }) => subject_ids.length === 1)).toBe(true);
    expect(await auditOf(student)).toEqual([]);
    await app.coaching.get(base, { token: admin.token });
    expect(await auditOf(admin)).toEqual([
      { action: 'student.read', subject_ids: [String(student.id)] },
    ]);
  });

  it('answers strangers, former coaches and other students as if nobody were there', async () => {
    const stranger = await person(app, 'COACH');
    const former = await person(app, 'COACH');
    await app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at, ended_at)
       VALUES ($1, $2, 'ended', now(), now())`,
      [former.id, student.id],
    );
    const others = [stranger, former, await person(app), await person(app, 'INSTRUCTOR')];
    const unknown = '0198c0de-7e57-4abc-8def-0123456789ab';
    for (const { token } of others) {
      const base = `/students/${student.uuid}`;
      const refused = [
        await app.coaching.get(base, { token }),
        await app.coaching.patch(base, { grade: 9 }, { token }),
        await app.coaching.get(`${base}/documents`, { token }),
        await app.coaching.post(`${base}/goals`, { title: 'Mine' }, { token }),
        await app.coaching.delete(`${base}/goals/1`, { token }),
      ];
      const absent = await app.coaching.get(`/students/${unknown}`, { token });
      for (const reply of [...refused, absent]) {
        expect(reply.status).toBe(404);
        expect(reply.body).toEqual(absent.body);
      }
      const token400 = await app.coaching.get('/students/no-uuid', { token });
      expect(token400.status).toBe(400);
    }
    expect(await auditOf(stranger)).toEqual([]);
    expect((await app.coaching.get(`/students/${student.uuid}`)).status).toBe(401);
  });

  it("does not give one student's entry under another's name, nor under another kind", async () => {
    const other = await person(app);
    const goal = await app.coaching.post(
      `/students/${student.uuid}/goals`,
      { title: 'Mine' },
      { token: student.token },
    );
    const { token } = other;
    for (const path of [
      `/students/${other.uuid}/goals/${goal.body.id}`,
      `/students/${other.uuid}/awards/${goal.body.id}`,
    ]) {
      expect((await app.coaching.get(path, { token })).status).toBe(404);
      expect((await app.coaching.delete(path, { token })).status).toBe(404);
    }
    const own = `/students/${student.uuid}/awards/${goal.body.id}`;
    expect((await app.coaching.delete(own, { token: student.token })).status).toBe(404);
  });

  it('shows sessions to the student without the notes of their coach', async () => {
    const second = await person(app, 'COACH');
    await link(second, student);
    const session = {
      student_id: student.uuid,
      session_type: 'regular',
      notes: 'Only for the coach',
      action_items: ['Read'],
      held_on: '2026-01-10',
    };
    await app.coaching.post('/coach/session', session, { token: coach.token });
    const seen = {
      id: expect.stringMatching(/^sess_[0-9A-Za-z]{22}$/),
      date: '2026-01-10',
      session_type: 'regular',
      duration_minutes: 60,
      action_items: ['Read'],
    };
    for (const [reader, notes] of [
      [student, null],
      [second, null],
      [coach, 'Only for the coach'],
      [admin, 'Only for the coach'],
    ] as const) {
      const reply = await app.coaching.get(`/students/${student.uuid}`, { token: reader.token });
      expect(reply.body.sessions).toEqual([{ ...seen, notes }]);
    }
  });
});
