import { demoAccounts } from '../../../src/domain/demo/demo-accounts';
import { readDemoCourse } from '../../../src/domain/demo/demo-course';
import { DemoSeeder } from '../../../src/domain/demo/demo.seeder';
import { testApp, type TestApp } from '../../support/test-app';

const accounts = demoAccounts({});

describe('The demo course', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  const seed = async (): Promise<number> =>
    app.trellis.app.get(DemoSeeder).seed(accounts, await readDemoCourse('demo'));
  const tokenOf = async (role: string): Promise<string> => {
    const { email, password } = accounts.find((account) => account.role === role) ?? {};
    return (await app.learning.post('/auth/login', { email, password })).body.access_token;
  };

  it('is written once, however often the demo is started', async () => {
    const lesson = await seed();
    expect(await seed()).toBe(lesson);
    const token = await tokenOf('STUDENT');
    expect((await app.learning.get('/courses/', { token })).body).toHaveLength(1);
    expect((await app.learning.get('/enrollments/my-enrollments', { token })).body).toHaveLength(1);
  });

  it('is back with its student after somebody tried out deleting it', async () => {
    const token = await tokenOf('PLATFORM_ADMIN');
    const [course] = (await app.learning.get('/courses/', { token })).body;
    expect((await app.learning.delete(`/courses/${course.id}`, { token })).status).toBe(204);

    const lesson = await seed();
    const student = await tokenOf('STUDENT');
    expect((await app.learning.get(`/content/${lesson}`, { token: student })).status).toBe(200);
    const mine = (await app.learning.get('/enrollments/my-enrollments', { token: student })).body;
    expect(mine).toMatchObject([{ course_offering: { course: { code: course.code } } }]);
  });

  it('gets its lessons back when only they are gone', async () => {
    const token = await tokenOf('PLATFORM_ADMIN');
    const [course] = (await app.learning.get('/courses/', { token })).body;
    const { body: modules } = await app.learning.get(`/modules/courses/${course.id}/modules/root`, {
      token,
    });
    for (const { id } of modules) await app.learning.delete(`/modules/${id}`, { token });

    const lesson = await seed();
    expect((await app.learning.get(`/content/${lesson}`, { token })).body).toMatchObject({
      course_id: course.id,
    });
  });
});
