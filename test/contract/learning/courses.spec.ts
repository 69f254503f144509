import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: universities, courses and modules', () => {
  let app: TestApp;
  let admin: Person;
  let student: Person;
  /** Writes the courses of the first university only. */
  let instructor: Person;
  let universityId: number;
  let otherUniversityId: number;
  let departmentId: number;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
  });
  afterAll(() => app.stop());

  const course = (code: string, more: object = {}) => ({
    title: 'Data Structures',
    code,
    description: 'Study of data structures',
    level: 'INTERMEDIATE',
    credit_hours: 4,
    university_id: universityId,
    department_id: departmentId,
    primary_subject_id: 1,
    cache_enabled: true,
    ...more,
  });

  async function createCourse(code: string, more: object = {}): Promise<number> {
    const reply = await app.learning.post('/courses/', course(code, more), admin);
    expect(reply.status).toBe(201);
    return reply.body.id;
  }

  async function createModule(courseId: number, more: object = {}): Promise<number> {
    const module = { course_id: courseId, title: 'Week 1', module_type: 'UNIT', ...more };
    const reply = await app.learning.post('/modules/', module, admin);
    expect(reply.status).toBe(201);
    return reply.body.id;
  }

  it('lets platform admins open universities, each name once', async () => {
    const university = { name: ' Larkspur University ', country_code: 'US' };
    const opened = await app.learning.post('/universities/', university, admin);
    expect(opened.status).toBe(201);
    expect(opened.body).toEqual({
      id: expect.any(Number),
      name: 'Larkspur University',
      country_code: 'US',
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    universityId = opened.body.id;
    expect((await app.learning.post('/universities', university, admin)).status).toBe(409);
    const other = { name: 'Foxglove College', country_code: 'IN' };
    otherUniversityId = (await app.learning.post('/universities/', other, admin)).body.id;

    const list = await app.learning.get('/universities/?skip=1&limit=1', student);
    expect(list.body.map(({ name }: { name: string }) => name)).toEqual(['Foxglove College']);
    expect((await app.learning.get(`/universities/${universityId}`, student)).body).toEqual(
      opened.body,
    );
    expect((await app.learning.get('/universities/999999', student)).status).toBe(404);
    expect((await app.learning.get(`/universities/${universityId}`)).status).toBe(401);
  });

  it('keeps universities from everybody else', async () => {
    instructor = await person(app);
    await app.database.query(
      `INSERT INTO role_grants (user_id, role, university_id) VALUES ($1, 'INSTRUCTOR', $2)`,
      [instructor.id, universityId],
    );
    const university = { name: 'Mine', country_code: 'US' };
    expect((await app.learning.post('/universities/', university, student)).status).toBe(403);
    expect((await app.learning.post('/universities/', university, instructor)).status).toBe(403);
  });

  it.each(['USA', 'us', 'XX', '', 5])('refuses %p as a country', async (country_code) => {
    const reply = await app.learning.post('/universities/', { name: 'N', country_code }, admin);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', 'country_code']);
  });

  it('gives departments to a university through those who write its courses', async () => {
    const path = `/universities/${universityId}/departments`;
    const department = { name: 'Computer Science', code: 'CS' };
    const added = await app.learning.post(path, department, instructor);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: expect.any(Number),
      university_id: universityId,
      ...department,
    });
    departmentId = added.body.id;
    expect((await app.learning.post(path, department, admin)).status).toBe(409);
    expect((await app.learning.post(path, department, student)).status).toBe(403);
    const elsewhere = `/universities/${otherUniversityId}/departments`;
    expect((await app.learning.post(elsewhere, department, instructor)).status).toBe(403);
    expect((await app.learning.post(elsewhere, department, admin)).status).toBe(201);
    expect((await app.learning.get(path, student)).body).toEqual([added.body]);
    expect((await app.learning.get('/universities/999999/departments', student)).status).toBe(404);
  });

  it('creates the course of the contract, published and cached', async () => {
    const created = await app.learning.post('/courses/', course('CS201'), instructor);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.any(Number),
      ...course('CS201'),
      is_published: true,
      model: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    const read = await app.learning.get(`/courses/${created.body.id}`, student);
    expect(read.body).toEqual(created.body);
  });

  it('needs neither description, department nor subject', async () => {
    const { description, department_id, primary_subject_id, cache_enabled, ...rest } =
      course('CS202');
    const created = await app.learning.post('/courses/', rest, instructor);
    expect(created.body).toMatchObject({
      description: null,
      department_id: null,
      primary_subject_id: null,
      cache_enabled: true,
    });
  });

  it('keeps course codes unique within a university only', async () => {
    const taken = await app.learning.post('/courses/', course('CS201'), instructor);
    expect(taken.status).toBe(409);
    const elsewhere = course('CS201', { university_id: otherUniversityId, department_id: null });
    expect((await app.learning.post('/courses/', elsewhere, admin)).status).toBe(201);
    const id = await createCourse('CS203');
    const renamed = await app.learning.put(`/courses/${id}`, { code: 'CS201' }, instructor);
    expect(renamed.status).toBe(409);
    expect((await app.learning.get(`/courses/${id}`, student)).body.code).toBe('CS203');
  });

  it('names every reference that leads nowhere', async () => {
    const lost = course('CS204', { department_id: 999_999, primary_subject_id: 999_999 });
    const reply = await app.learning.post('/courses/', lost, admin);
    expect(reply.status).toBe(422);
    expect(reply.body.detail.map(({ loc }: { loc: string[] }) => loc)).toEqual([
      ['body', 'department_id'],
      ['body', 'primary_subject_id'],
    ]);
    const nowhere = await app.learning.post(
      '/courses/',
      course('CS204', { university_id: 999_999 }),
      admin,
    );
    expect(nowhere.body.detail[0].loc).toEqual(['body', 'university_id']);
    const foreign = course('CS204', { university_id: otherUniversityId });
    const reply2 = await app.learning.post('/courses/', foreign, admin);
    expect(reply2.body.detail[0].loc).toEqual(['body', 'department_id']);
  });

  it.each([
    ['title', '   '],
    ['title', 'x'.repeat(201)],
    ['description', 'x'.repeat(5_001)],
    ['level', 'EASY'],
    ['credit_hours', 1.5],
    ['credit_hours', -1],
    ['credit_hours', '4'],
    ['university_id', 0],
    ['university_id', 2_147_483_648],
    ['department_id', '1'],
    ['is_published', 'true'],
    ['is_published', null],
    ['cache_enabled', 1],
    ['id', 5],
    ['created_at', '2026-01-01T00:00:00Z'],
  ])('refuses %s = %p', async (field, value) => {
    const reply = await app.learning.post('/courses/', course('CS299', { [field]: value }), admin);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('changes what is given and leaves the rest', async () => {
    const id = await createCourse('CS205');
    const before = (await app.learning.get(`/courses/${id}`, student)).body;
    const changes = {
      title: 'Trees',
      description: null,
      model: 'small-model',
      cache_enabled: false,
    };
    const changed = await app.learning.put(`/courses/${id}`, changes, instructor);
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({
      ...before,
      ...changes,
      updated_at: expect.any(String),
    });
    expect(changed.body.updated_at > before.updated_at).toBe(true);
    expect((await app.learning.get(`/courses/${id}`, student)).body).toEqual(changed.body);
    const empty = await app.learning.put(`/courses/${id}`, {}, instructor);
    expect(empty.body).toEqual({ ...changed.body, updated_at: expect.any(String) });
  });

  it('moves a course to another university only with an author of both', async () => {
    const id = await createCourse('CS206');
    const move = { university_id: otherUniversityId, department_id: null };
    expect((await app.learning.put(`/courses/${id}`, move, instructor)).status).toBe(403);
    const stranded = { university_id: otherUniversityId };
    expect((await app.learning.put(`/courses/${id}`, stranded, admin)).status).toBe(422);
    expect((await app.learning.put(`/courses/${id}`, move, admin)).status).toBe(200);
    expect((await app.learning.put(`/courses/${id}`, { title: 'No' }, instructor)).status).toBe(
      403,
    );
  });

  it('keeps courses from those who do not write them', async () => {
    const id = await createCourse('CS207');
    const foreign = await createCourse('FC207', {
      university_id: otherUniversityId,
      department_id: null,
    });
    expect((await app.learning.post('/courses/', course('CS208'), student)).status).toBe(403);
    expect((await app.learning.post('/courses/', course('CS208'))).status).toBe(401);
    expect((await app.learning.put(`/courses/${id}`, { title: 'No' }, student)).status).toBe(403);
    expect((await app.learning.delete(`/courses/${id}`, student)).status).toBe(403);
    expect((await app.learning.delete(`/courses/${foreign}`, instructor)).status).toBe(403);
    expect((await app.learning.get(`/courses/${foreign}`, student)).body.title).toBe(
      'Data Structures',
    );
  });

  it('hides a course that is not published', async () => {
    const hidden = await createCourse('CS209', { is_published: false });
    const moduleId = await createModule(hidden);
    const foreign = await createCourse('FC209', {
      university_id: otherUniversityId,
      department_id: null,
      is_published: false,
    });
    const seenBy = async (who: Person): Promise<number[]> =>
      (await app.learning.get('/courses/', who)).body.map(({ id }: { id: number }) => id);
    expect(await seenBy(student)).not.toContain(hidden);
    expect(await seenBy(instructor)).toContain(hidden);
    expect(await seenBy(instructor)).not.toContain(foreign);
    expect(await seenBy(admin)).toEqual(expect.arrayContaining([hidden, foreign]));

    for (const path of [
      `/courses/${hidden}`,
      `/modules/courses/${hidden}/modules`,
      `/modules/courses/${hidden}/modules/root`,
      `/modules/${moduleId}`,
      `/modules/${moduleId}/children`,
    ]) {
      expect({ path, status: (await app.learning.get(path, student)).status }).toEqual({
        path,
        status: 404,
      });
      expect((await app.learning.get(path, instructor)).status).toBe(200);
    }
    expect((await app.learning.put(`/courses/${foreign}`, {}, instructor)).status).toBe(404);
    expect((await app.learning.delete(`/courses/${foreign}`, instructor)).status).toBe(404);
    const module = { course_id: foreign, title: 'Mine', module_type: 'UNIT' };
    const probe = await app.learning.post('/modules/', module, instructor);
    const unknown = { ...module, course_id: 999_999 };
    const none = await app.learning.post('/modules/', unknown, instructor);
    expect(probe.status).toBe(422);
    expect(probe.body).toEqual(none.body);
  });

  it('lists courses in slices and by university', async () => {
    const all = (await app.learning.get('/courses/', admin)).body;
    const ids = all.map(({ id }: { id: number }) => id);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b));
    const slice = (await app.learning.get('/courses?skip=1&limit=2', admin)).body;
    expect(slice).toEqual(all.slice(1, 3));
    const own = (await app.learning.get(`/courses/?university_id=${otherUniversityId}`, admin))
      .body;
    expect(own.length).toBeGreaterThan(0);
    expect(own).toEqual(
      all.filter((one: { university_id: number }) => one.university_id === otherUniversityId),
    );
    expect((await app.learning.get('/courses/?university_id=999999', admin)).body).toEqual([]);
    for (const query of ['limit=101', 'limit=0', 'limit=', 'skip=-1', 'university_id=1e3', 'q=1']) {
      expect((await app.learning.get(`/courses/?${query}`, admin)).status).toBe(422);
    }
    expect((await app.learning.get('/courses/')).status).toBe(401);
    expect((await app.learning.get('/courses/abc', student)).status).toBe(422);
    expect((await app.learning.get('/courses/999999', student)).status).toBe(404);
  });

  it('removes a course with all that is in it', async () => {
    const id = await createCourse('CS210');
    const moduleId = await createModule(id);
    const childId = await createModule(id, { parent_module_id: moduleId });
    expect((await app.learning.delete(`/courses/${id}`, instructor)).status).toBe(204);
    expect((await app.learning.get(`/courses/${id}`, admin)).status).toBe(404);
    expect((await app.learning.get(`/modules/${childId}`, admin)).status).toBe(404);
    expect((await app.learning.delete(`/courses/${id}`, instructor)).status).toBe(404);
  });

  it('adds the module of the contract', async () => {
    const courseId = await createCourse('CS211');
    const module = {
      course_id: courseId,
      parent_module_id: null,
      title: 'Week 1: Introduction',
      description: 'Course introduction',
      module_type: 'UNIT',
      sequence_index: 0,
    };
    const added = await app.learning.post('/modules/', module, instructor);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: expect.any(Number),
      ...module,
      is_published: true,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect((await app.learning.get(`/modules/${added.body.id}`, student)).body).toEqual(added.body);
    expect((await app.learning.post('/modules/', module, student)).status).toBe(403);
    expect((await app.learning.get('/modules/999999', student)).status).toBe(404);
  });

  it('shows the tree as a table of contents, at its top, and level by level', async () => {
    const courseId = await createCourse('CS212');
    const second = await createModule(courseId, { sequence_index: 2 });
    const first = await createModule(courseId, { sequence_index: 1 });
    const late = await createModule(courseId, { parent_module_id: first, sequence_index: 9 });
    const early = await createModule(courseId, { parent_module_id: first, sequence_index: 3 });
    const deep = await createModule(courseId, { parent_module_id: early });
    const twin = await createModule(courseId, { parent_module_id: first, sequence_index: 3 });
    const idsAt = async (path: string): Promise<number[]> =>
      (await app.learning.get(path, student)).body.map(({ id }: { id: number }) => id);
    expect(await idsAt(`/modules/courses/${courseId}/modules`)).toEqual([
      first,
      early,
      deep,
      twin,
      late,
      second,
    ]);
    expect(await idsAt(`/modules/courses/${courseId}/modules/root`)).toEqual([first, second]);
    expect(await idsAt(`/modules/${first}/children`)).toEqual([early, twin, late]);
    expect(await idsAt(`/modules/${deep}/children`)).toEqual([]);
  });

  it('hides a module that is not published with everything below it', async () => {
    const courseId = await createCourse('CS213');
    const open = await createModule(courseId);
    const hidden = await createModule(courseId, { is_published: false });
    const below = await createModule(courseId, { parent_module_id: hidden });
    const deeper = await createModule(courseId, { parent_module_id: below });
    const list = `/modules/courses/${courseId}/modules`;
    const seenBy = async (who: Person): Promise<number[]> =>
      (await app.learning.get(list, who)).body.map(({ id }: { id: number }) => id);
    expect(await seenBy(student)).toEqual([open]);
    expect(await seenBy(instructor)).toEqual([open, hidden, below, deeper]);
    expect((await app.learning.get(`${list}/root`, student)).body).toHaveLength(1);
    for (const id of [hidden, below, deeper]) {
      expect((await app.learning.get(`/modules/${id}`, student)).status).toBe(404);
      expect((await app.learning.get(`/modules/${id}/children`, student)).status).toBe(404);
      expect((await app.learning.get(`/modules/${id}`, instructor)).status).toBe(200);
    }
  });

  it('refuses a parent in another course', async () => {
    const courseId = await createCourse('CS214');
    const elsewhere = await createModule(await createCourse('CS215'));
    const module = { course_id: courseId, title: 'Week 1', module_type: 'UNIT' };
    for (const parent_module_id of [elsewhere, 999_999]) {
      const reply = await app.learning.post('/modules/', { ...module, parent_module_id }, admin);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', 'parent_module_id']);
    }
  });

  it('nests modules 32 levels deep and no deeper', async () => {
    const courseId = await createCourse('CS216');
    let parent: number | null = null;
    for (let level = 1; level <= 32; level += 1) {
      parent = await createModule(courseId, { parent_module_id: parent });
    }
    const module = { course_id: courseId, title: 'Too deep', module_type: 'TOPIC' };
    const refused = await app.learning.post(
      '/modules/',
      { ...module, parent_module_id: parent },
      admin,
    );
    expect(refused.status).toBe(422);
    expect((await app.learning.get(`/modules/${parent}`, student)).status).toBe(200);
  });

  it.each([
    ['module_type', 'WEEK'],
    ['sequence_index', -1],
    ['sequence_index', 2_147_483_648],
    ['sequence_index', 9_007_199_254_740_992],
    ['parent_module_id', 0],
    ['title', ''],
    ['data_json', {}],
  ])('refuses a module with %s = %p', async (field, value) => {
    const module = { course_id: 1, title: 'Week 1', module_type: 'UNIT', [field]: value };
    const reply = await app.learning.post('/modules/', module, admin);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });
});
