import { type School, school } from '../../support/school';
import type { Person } from '../../support/people';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

interface World {
  readonly home: School;
  readonly student: Person;
}

/** Each list, who reads it, and the SQL that puts thirty rows more into it. */
const LISTS: readonly {
  readonly path: (world: World) => string;
  readonly reader: (world: World) => Person;
  readonly grow: string;
}[] = [
  {
    path: () => '/courses/',
    reader: ({ student }) => student,
    grow: `INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
           SELECT 'More', 'M' || n, 'ADVANCED', 1, true, $1 FROM generate_series(1, 30) n`,
  },
  {
    path: ({ home }) => `/courses/${home.courseId}/offerings`,
    reader: ({ student }) => student,
    grow: `INSERT INTO course_offerings (course_id, term_name, visibility)
           SELECT $2, 'Term ' || n, 'PUBLIC' FROM generate_series(1, 30) n`,
  },
  {
    path: ({ home }) => `/modules/courses/${home.courseId}/modules`,
    reader: ({ student }) => student,
    grow: `INSERT INTO modules (course_id, title, module_type, is_published)
           SELECT $2, 'Module ' || n, 'UNIT', true FROM generate_series(1, 30) n`,
  },
  {
    path: ({ home }) => `/modules/${home.modules.a}/children`,
    reader: ({ student }) => student,
    grow: `INSERT INTO modules (course_id, parent_module_id, title, module_type, is_published)
           SELECT $2, $4, 'Chapter ' || n, 'CHAPTER', true FROM generate_series(1, 30) n`,
  },
  {
    path: ({ home }) => `/content/modules/${home.modules.a}/content`,
    reader: ({ student }) => student,
    grow: `INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
             is_published, lesson_hash)
           SELECT item.course_id, item.module_id, content_type_id, 'More', data_json, true,
             lesson_hash
           FROM content_items item, generate_series(1, 30) WHERE item.id = $5`,
  },
  {
    path: () => '/enrollments/my-enrollments',
    reader: ({ student }) => student,
    grow: `INSERT INTO enrollments (user_id, course_offering_id, status)
           SELECT $3, id, 'ACTIVE' FROM course_offerings WHERE course_id = $2
           ON CONFLICT DO NOTHING`,
  },
  {
    path: () => '/users/me/overview',
    reader: ({ student }) => student,
    grow: `INSERT INTO content_progress (user_id, course_offering_id, content_item_id)
           SELECT $3, offering.id, item.id FROM course_offerings offering, content_items item
           WHERE offering.course_id = $2 AND item.course_id = $2 ON CONFLICT DO NOTHING`,
  },
  {
    path: () => '/progress/content/my-progress',
    reader: ({ student }) => student,
    grow: `UPDATE content_progress SET progress_percent = 1 WHERE user_id = $3`,
  },
  {
    path: () => '/progress/modules/my-progress',
    reader: ({ student }) => student,
    grow: `INSERT INTO module_progress (user_id, course_offering_id, module_id)
           SELECT $3, offering.id, module.id FROM course_offerings offering, modules module
           WHERE offering.course_id = $2 AND module.course_id = $2 LIMIT 90`,
  },
  {
    path: ({ home }) => `/enrollments/?course_offering_id=${home.offeringId}`,
    reader: ({ home }) => home.instructor,
    grow: `WITH more AS (
             INSERT INTO users (email, username, full_name, password_hash)
             SELECT 'more-' || n || '@example.com', 'more-' || n, 'More', '' FROM generate_series(1, 30) n
             RETURNING id)
           INSERT INTO enrollments (user_id, course_offering_id, status)
           SELECT more.id, $6, 'ACTIVE' FROM more`,
  },
  {
    path: () => '/users/',
    reader: ({ home }) => home.admin,
    grow: `INSERT INTO users (email, username, full_name, password_hash)
           SELECT 'less-' || n || '@example.com', 'less-' || n, 'Less', '' FROM generate_series(1, 30) n`,
  },
  {
    path: ({ home }) => `/courses/${home.courseId}/stats`,
    reader: ({ home }) => home.instructor,
    grow: `UPDATE enrollments SET progress_percent = 50 WHERE course_offering_id = $6`,
  },
  {
    path: () => '/chat/sessions',
    reader: ({ student }) => student,
    grow: `INSERT INTO chat_sessions (user_id, content_item_id, cache_state, root_key, prompt_hash,
             lesson_hash, model, locale)
           SELECT user_id, content_item_id, cache_state, root_key, prompt_hash, lesson_hash, model,
             locale
           FROM chat_sessions, generate_series(1, 30) WHERE user_id = $3`,
  },
];

describe('Learning: lists', () => {
  let app: TestApp;
  let counter: StatementCounter;
  let world: World;

  beforeAll(async () => {
    counter = new StatementCounter();
    app = await testApp();
    const home = await school(app);
    world = { home, student: await home.student() };
    await app.learning.post('/chat/sessions', { content_item_id: home.lessons[0] }, world.student);
  });
  afterAll(async () => {
    await app.stop();
    counter.remove();
  });

  it.each(LISTS.map((list) => [list.path.toString(), list] as const))(
    'take as many statements for thirty rows more: %s',
    async (_, { path, reader, grow }) => {
      const read = async (): Promise<void> => {
        const reply = await app.learning.get(path(world), reader(world));
        expect(reply.status).toBe(200);
      };
      const before = await counter.least(read);
      const { home, student } = world;
      const parameters = [
        home.universityId,
        home.courseId,
        student.id,
        home.modules.a,
        home.lessons[0],
        home.offeringId,
      ];
      await app.database.query(filled(grow, parameters));
      expect(before).toBeGreaterThan(0);
      expect(await counter.least(read)).toBe(before);
    },
  );
});

/** The statement with its numbers in it: ids that this test made itself. */
function filled(sql: string, parameters: readonly number[]): string {
  return sql.replaceAll(/\$(\d)/g, (_, position) => String(parameters[Number(position) - 1]));
}
