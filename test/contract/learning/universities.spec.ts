import { campus, type Campus, create, createCourse, openUniversity } from '../../support/campus';
import type { Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: universities, departments, countries and subjects', () => {
  let app: TestApp;
  let place: Campus;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    place = await campus(app);
    admin = place.admin;
  });
  afterAll(() => app.stop());

  describe('universities', () => {
    it('are changed by platform admins, what is absent stays', async () => {
      const id = await openUniversity(app, admin);
      const before = (await app.learning.get(`/universities/${id}`, place.student)).body;
      const moved = await app.learning.put(`/universities/${id}`, { country_code: 'IN' }, admin);
      expect(moved.status).toBe(200);
      expect(moved.body).toEqual({
        ...before,
        country_code: 'IN',
        updated_at: expect.stringMatching(/Z$/),
      });
      const renamed = await app.learning.put(`/universities/${id}`, { name: ' Ivy ' }, admin);
      expect(renamed.body).toMatchObject({ name: 'Ivy', country_code: 'IN' });
      expect((await app.learning.get(`/universities/${id}`, place.student)).body).toEqual(
        renamed.body,
      );
    });

    it('keep their names apart', async () => {
      const id = await openUniversity(app, admin);
      const { name } = (await app.learning.get(`/universities/${place.universityId}`, admin)).body;
      expect((await app.learning.put(`/universities/${id}`, { name }, admin)).status).toBe(409);
      const own = { name: (await app.learning.get(`/universities/${id}`, admin)).body.name };
      expect((await app.learning.put(`/universities/${id}`, own, admin)).status).toBe(200);
    });

    it('stand in a country of the list', async () => {
      for (const reply of [
        await app.learning.post('/universities/', { name: 'Nowhere', country_code: 'XX' }, admin),
        await app.learning.put(
          `/universities/${place.universityId}`,
          { country_code: 'XX' },
          admin,
        ),
      ]) {
        expect(reply.status).toBe(422);
        expect(reply.body.detail[0].loc).toEqual(['body', 'country_code']);
      }
    });

    it('are listed by country', async () => {
      const id = await create(app, admin, '/universities/', { name: 'Lund', country_code: 'SE' });
      const list = await app.learning.get('/universities/?country_code=SE', place.student);
      expect(list.body.map((one: { id: number }) => one.id)).toEqual([id]);
      expect((await app.learning.get('/universities/?country_code=AQ', admin)).body).toEqual([]);
      expect((await app.learning.get('/universities/?country_code=se', admin)).status).toBe(422);
    });

    it('close once they have no courses, with their departments', async () => {
      const id = await openUniversity(app, admin);
      await create(app, admin, `/universities/${id}/departments`, { name: 'Arts', code: 'A' });
      const courseId = await createCourse(app, admin, id);
      const refused = await app.learning.delete(`/universities/${id}`, admin);
      expect(refused.status).toBe(409);
      expect(refused.body.detail).toContain('1 course');
      expect((await app.learning.delete(`/courses/${courseId}`, admin)).status).toBe(204);
      expect((await app.learning.delete(`/universities/${id}`, admin)).status).toBe(204);
      expect((await app.learning.get(`/universities/${id}`, admin)).status).toBe(404);
      expect((await app.learning.delete(`/universities/${id}`, admin)).status).toBe(404);
    });

    it('either close or get a course when both are asked at once', async () => {
      for (let round = 0; round < 8; round += 1) {
        const id = await openUniversity(app, admin);
        const course = {
          title: 'Late',
          code: 'L1',
          level: 'ADVANCED',
          credit_hours: 1,
          university_id: id,
        };
        const [closed, opened] = await Promise.all([
          app.learning.delete(`/universities/${id}`, admin),
          app.learning.post('/courses/', course, admin),
        ]);
        expect([
          [204, 409],
          [204, 422],
          [409, 201],
        ]).toContainEqual([closed.status, opened.status]);
      }
    });
  });

  describe('departments', () => {
    let path: string;

    beforeAll(() => {
      path = `/universities/${place.universityId}/departments`;
    });

    it('are changed and closed by those who write the courses', async () => {
      const id = await create(app, place.instructor, path, { name: 'Physics', code: 'PH' });
      const changed = await app.learning.put(`${path}/${id}`, { code: 'PHY' }, place.instructor);
      expect(changed.status).toBe(200);
      expect(changed.body).toEqual({
        id,
        university_id: place.universityId,
        name: 'Physics',
        code: 'PHY',
      });
      expect((await app.learning.delete(`${path}/${id}`, place.instructor)).status).toBe(204);
      expect((await app.learning.delete(`${path}/${id}`, place.instructor)).status).toBe(404);
    });

    it('keep their codes apart within the university', async () => {
      const taken = await create(app, admin, path, { name: 'One', code: 'ONE' });
      const id = await create(app, admin, path, { name: 'Two', code: 'TWO' });
      expect((await app.learning.put(`${path}/${id}`, { code: 'ONE' }, admin)).status).toBe(409);
      expect((await app.learning.put(`${path}/${taken}`, { code: 'ONE' }, admin)).status).toBe(200);
    });

    it('stay while courses stand in them', async () => {
      const id = await create(app, admin, path, { name: 'Chemistry', code: 'CH' });
      const courseId = await createCourse(app, admin, place.universityId, { department_id: id });
      const refused = await app.learning.delete(`${path}/${id}`, place.instructor);
      expect(refused.status).toBe(409);
      expect(refused.body.detail).toContain('1 course');
      await app.learning.put(`/courses/${courseId}`, { department_id: null }, admin);
      expect((await app.learning.delete(`${path}/${id}`, place.instructor)).status).toBe(204);
    });

    it('are found at their own university only', async () => {
      const id = await create(app, admin, path, { name: 'Law', code: 'LAW' });
      const elsewhere = `/universities/${await openUniversity(app, admin)}/departments/${id}`;
      expect((await app.learning.put(elsewhere, { name: 'No' }, admin)).status).toBe(404);
      expect((await app.learning.delete(elsewhere, admin)).status).toBe(404);
      expect((await app.learning.delete(`/universities/999999/departments/1`, admin)).status).toBe(
        404,
      );
    });
  });

  describe('countries', () => {
    it('are those of ISO 3166-1, by name', async () => {
      const pages = await Promise.all(
        [0, 100, 200].map((skip) => app.learning.get(`/countries/?skip=${skip}`, place.student)),
      );
      const all: { code: string; name: string }[] = pages.flatMap(({ body }) => body);
      expect(all).toHaveLength(249);
      expect(new Set(all.map(({ code }) => code)).size).toBe(249);
      expect(all[0]).toEqual({ code: 'AF', name: 'Afghanistan' });
      expect(all).toContainEqual({ code: 'US', name: 'United States' });
      expect(all).toContainEqual({ code: 'CI', name: "Côte d'Ivoire" });
    });

    it('are added, renamed and taken off by platform admins', async () => {
      const kosovo = { code: 'XK', name: 'Kosovo' };
      const added = await app.learning.post('/countries/', kosovo, admin);
      expect(added.status).toBe(201);
      expect(added.body).toEqual(kosovo);
      expect((await app.learning.post('/countries/', kosovo, admin)).status).toBe(409);
      const renamed = await app.learning.put('/countries/XK', { name: 'Kosova' }, admin);
      expect(renamed.body).toEqual({ code: 'XK', name: 'Kosova' });
      const id = await create(app, admin, '/universities/', { name: 'P', country_code: 'XK' });
      const refused = await app.learning.delete('/countries/XK', admin);
      expect(refused.status).toBe(409);
      expect(refused.body.detail).toContain('1 university');
      await app.learning.delete(`/universities/${id}`, admin);
      expect((await app.learning.delete('/countries/XK', admin)).status).toBe(204);
      expect((await app.learning.delete('/countries/XK', admin)).status).toBe(404);
      expect((await app.learning.put('/countries/XK', { name: 'X' }, admin)).status).toBe(404);
    });

    it.each(['xk', 'X', 'X%00', 'USA', '%27'])('have no code like %s', async (code) => {
      expect((await app.learning.put(`/countries/${code}`, { name: 'X' }, admin)).status).toBe(422);
      expect((await app.learning.delete(`/countries/${code}`, admin)).status).toBe(422);
    });

    it('are refused with another field than code and name', async () => {
      for (const [field, body] of [
        ['code', { code: 'x1', name: 'X' }],
        ['name', { code: 'XZ', name: ' ' }],
        ['name', { code: 'XZ' }],
        ['id', { code: 'XZ', name: 'X', id: 1 }],
      ] as const) {
        const reply = await app.learning.post('/countries/', body, admin);
        expect(reply.status).toBe(422);
        expect(reply.body.detail[0].loc).toEqual(['body', field]);
      }
    });
  });

  describe('subjects', () => {
    it('are listed by name, added, renamed and removed', async () => {
      const list = (await app.learning.get('/subjects/', place.student)).body;
      const names = list.map(({ name }: { name: string }) => name);
      expect(names).toContain('Computer Science');
      expect(names).toEqual(names.toSorted());
      const added = await app.learning.post('/subjects/', { name: 'Astronomy' }, admin);
      expect(added.status).toBe(201);
      const { id } = added.body;
      expect((await app.learning.post('/subjects/', { name: 'Astronomy' }, admin)).status).toBe(
        409,
      );
      const taken = await app.learning.put(`/subjects/${id}`, { name: 'Physics' }, admin);
      expect(taken.status).toBe(409);
      const renamed = await app.learning.put(`/subjects/${id}`, { name: 'Astrophysics' }, admin);
      expect(renamed.body).toEqual({ id, name: 'Astrophysics' });
      await app.database.query(
        `INSERT INTO subject_preferences (user_id, subject_id) VALUES ($1, $2)`,
        [place.student.id, id],
      );
      expect((await app.learning.delete(`/subjects/${id}`, admin)).status).toBe(204);
      expect((await app.learning.delete(`/subjects/${id}`, admin)).status).toBe(404);
      expect((await app.learning.put(`/subjects/${id}`, { name: 'X' }, admin)).status).toBe(404);
    });

    it('stay while courses have them', async () => {
      const id = await create(app, admin, '/subjects/', { name: 'Geology' });
      const courseId = await createCourse(app, admin, place.universityId, {
        primary_subject_id: id,
      });
      const refused = await app.learning.delete(`/subjects/${id}`, admin);
      expect(refused.status).toBe(409);
      expect(refused.body.detail).toContain('1 course');
      await app.learning.delete(`/courses/${courseId}`, admin);
      expect((await app.learning.delete(`/subjects/${id}`, admin)).status).toBe(204);
    });
  });

  it('keeps every write from whoever may not', async () => {
    const id = place.universityId;
    const department = await create(app, admin, `/universities/${id}/departments`, {
      name: 'Music',
      code: 'MU',
    });
    const ofAdmins = [
      ['PUT', `/universities/${id}`, { name: 'No' }],
      ['DELETE', `/universities/${id}`],
      ['POST', '/countries/', { code: 'XA', name: 'No' }],
      ['PUT', '/countries/US', { name: 'No' }],
      ['DELETE', '/countries/US'],
      ['POST', '/subjects/', { name: 'No' }],
      ['PUT', '/subjects/1', { name: 'No' }],
      ['DELETE', '/subjects/1'],
    ] as const;
    const ofAuthors = [
      ['PUT', `/universities/${id}/departments/${department}`, { name: 'No' }],
      ['DELETE', `/universities/${id}/departments/${department}`],
    ] as const;
    const statusOf = async (
      [method, path, body]: (typeof ofAdmins)[number] | (typeof ofAuthors)[number],
      token?: string,
    ): Promise<number> => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const options = {
        ...(text === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
        ...(token === undefined ? {} : { token }),
      };
      return (await app.learning.raw(method, path, text, options)).status;
    };
    for (const route of ofAdmins) {
      expect([route, await statusOf(route, place.instructor.token)]).toEqual([route, 403]);
    }
    for (const route of [...ofAdmins, ...ofAuthors]) {
      expect([route, await statusOf(route, place.student.token)]).toEqual([route, 403]);
      expect([route, await statusOf(route, place.stranger.token)]).toEqual([route, 403]);
      expect([route, await statusOf(route)]).toEqual([route, 401]);
    }
    expect((await app.learning.get('/countries/')).status).toBe(401);
    expect((await app.learning.get('/subjects/')).status).toBe(401);
  });
});
