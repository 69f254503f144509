import { type School, school } from '../../support/school';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: lists that are read as a whole', () => {
  let app: TestApp;
  let home: School;
  let lists: Record<string, string>;

  beforeAll(async () => {
    app = await testApp();
    home = await school(app);
    lists = {
      modules: `/modules/courses/${home.courseId}/modules`,
      roots: `/modules/courses/${home.courseId}/modules/root`,
      children: `/modules/${home.modules.a}/children`,
      content: `/content/modules/${home.modules.a}/content`,
      types: '/content-types/',
    };
  });
  afterAll(() => app.stop());

  const get = (list: string, query = '') => app.learning.get(`${lists[list]}${query}`, home.admin);

  it.each(['modules', 'roots', 'children', 'content', 'types'])(
    'the %s come in parts as well',
    async (list) => {
      const { body: whole } = await get(list);
      expect(whole.length).toBeGreaterThan(0);
      expect((await get(list, '?limit=1')).body).toEqual(whole.slice(0, 1));
      expect((await get(list, '?skip=1')).body).toEqual(whole.slice(1));
      expect((await get(list, '?skip=1&limit=100')).body).toEqual(whole.slice(1));
      for (const query of ['?limit=0', '?limit=101', '?limit=', '?skip=-1']) {
        expect([query, (await get(list, query)).status]).toEqual([query, 422]);
      }
    },
  );
});
