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
  readonly name: string;
  readonly path: (world: World) => string;
  readonly reader: (world: World) => Person;
  readonly grow: string;
}[] = [
  {
    name: 'GET /courses/',
    path: () => '/courses/',
    reader: ({ student }) => student,
    grow: `INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
           SELECT 'More', 'M' || n, 'ADVANCED', 1, true, $1 FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /courses/{id}/offerings',
    path: ({ home }) => `/courses/${home.courseId}/offerings`,
    reader: ({ student }) => student,
    grow: `INSERT INTO course_offerings (course_id, term_name, visibility)
           SELECT $2, 'Term ' || n, 'PUBLIC' FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /modules/courses/{id}/modules',
    path: ({ home }) => `/modules/courses/${home.courseId}/modules`,
    reader: ({ student }) => student,
    grow: `INSERT INTO modules (course_id, title, module_type, is_published)
           SELECT $2, 'Module ' || n, 'UNIT', true FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /modules/{id}/children',
    path: ({ home }) => `/modules/${home.modules.a}/children`,
    reader: ({ student }) => student,
    grow: `INSERT INTO modules (course_id, parent_module_id, title, module_type, is_published)
           SELECT $2, $4, 'Chapter ' || n, 'CHAPTER', true FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /content/modules/{id}/content',
    path: ({ home }) => `/content/modules/${home.modules.a}/content`,
    reader: ({ student }) => student,
    grow: `INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
             is_published, lesson_hash)
           SELECT item.course_id, item.module_id, content_type_id, 'More', data_json, true,
             lesson_hash
           FROM content_items item, generate_series(1, 30) WHERE item.id = $5`,
  },
  {
    name: 'GET /enrollments/my-enrollments',
    path: () => '/enrollments/my-enrollments',
    reader: ({ student }) => student,
    grow: `INSERT INTO enrollments (user_id, course_offering_id, status)
           SELECT $3, id, 'ACTIVE' FROM course_offerings WHERE course_id = $2
           ON CONFLICT DO NOTHING`,
  },
  {
    name: 'GET /users/me/overview',
    path: () => '/users/me/overview',
    reader: ({ student }) => student,
    grow: `INSERT INTO content_progress (user_id, course_offering_id, content_item_id)
           SELECT $3, offering.id, item.id FROM course_offerings offering, content_items item
           WHERE offering.course_id = $2 AND item.course_id = $2 ON CONFLICT DO NOTHING`,
  },
  {
    name: 'GET /progress/content/my-progress',
    path: () => '/progress/content/my-progress',
    reader: ({ student }) => student,
    grow: `UPDATE content_progress SET progress_percent = 1 WHERE user_id = $3`,
  },
  {
    name: 'GET /progress/modules/my-progress',
    path: () => '/progress/modules/my-progress',
    reader: ({ student }) => student,
    grow: `INSERT INTO module_progress (user_id, course_offering_id, module_id)
           SELECT $3, offering.id, module.id FROM course_offerings offering, modules module
           WHERE offering.course_id = $2 AND module.course_id = $2 LIMIT 90`,
  },
  {
    name: 'GET /enrollments/',
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
    name: 'GET /users/',
    path: () => '/users/',
    reader: ({ home }) => home.admin,
    grow: `INSERT INTO users (email, username, full_name, password_hash)
           SELECT 'less-' || n || '@example.com', 'less-' || n, 'Less', '' FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /courses/{id}/stats',
    path: ({ home }) => `/courses/${home.courseId}/stats`,
    reader: ({ home }) => home.instructor,
    grow: `UPDATE enrollments SET progress_percent = 50 WHERE course_offering_id = $6`,
  },
  {
    name: 'GET /chat/sessions',
    path: () => '/chat/sessions',
    reader: ({ student }) => student,
    grow: `INSERT INTO chat_sessions (user_id, content_item_id, cache_state, root_key, prompt_hash,
             lesson_hash, model, locale)
           SELECT user_id, content_item_id, cache_state, root_key, prompt_hash, lesson_hash, model,
             locale
           FROM chat_sessions, generate_series(1, 30) WHERE user_id = $3`,
  },
  {
    name: 'GET /universities/',
    path: () => '/universities/',
    reader: ({ student }) => student,
    grow: `INSERT INTO universities (name, country_code)
           SELECT 'University ' || n, 'US' FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /content-types/',
    path: () => '/content-types/',
    reader: ({ home }) => home.admin,
    grow: `INSERT INTO content_types (name, label, schema)
           SELECT 'type-' || n, 'Type', '{"type": "object"}' FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /notes/',
    path: () => '/notes/',
    reader: ({ student }) => student,
    grow: `INSERT INTO notes (user_id, body) SELECT $3, 'More' FROM generate_series(1, 30)`,
  },
  {
    name: 'GET /notifications',
    path: () => '/notifications',
    reader: ({ student }) => student,
    grow: `INSERT INTO notifications (user_id, occasion, kind, standing, in_app, occurred_at)
           SELECT $3, 'more ' || n, 'task.returned', 'self', true, now()
           FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /flashcards/',
    path: () => '/flashcards/',
    reader: ({ student }) => student,
    grow: `INSERT INTO flashcards (user_id, front, back, due)
           SELECT $3, 'More', 'More', now() FROM generate_series(1, 30)`,
  },
  {
    name: 'GET /courses/{id}/discussions',
    path: ({ home }) => `/courses/${home.courseId}/discussions`,
    reader: ({ student }) => student,
    grow: `INSERT INTO discussion_threads (course_id, author_id, title, body)
           SELECT $2, $3, 'More', 'More' FROM generate_series(1, 30)`,
  },
  {
    name: 'GET /courses/{id}/ratings',
    path: ({ home }) => `/courses/${home.courseId}/ratings`,
    reader: ({ student }) => student,
    grow: `INSERT INTO course_ratings (course_id, user_id, rating, review)
           SELECT $2, id, 5, 'More' FROM users WHERE username LIKE 'more-%'`,
  },
  {
    name: 'GET /assessments/quiz-attempts',
    path: () => '/assessments/quiz-attempts',
    reader: ({ student }) => student,
    grow: `INSERT INTO quiz_attempts (user_id, content_item_id, attempt_number, status, questions,
             pass_percent, submitted_at, points, max_points, percent, passed, results)
           SELECT $3, $5, n, 'SUBMITTED', '[]', 60, now(), 0, 0, 0, false, '[]'
           FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /assessments/lab-submissions',
    path: () => '/assessments/lab-submissions',
    reader: ({ student }) => student,
    grow: `INSERT INTO lab_submissions (user_id, content_item_id, attempt_number, content)
           SELECT $3, $5, n, 'More' FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /feature-requests/all',
    path: () => '/feature-requests/all',
    reader: ({ home }) => home.admin,
    grow: `INSERT INTO feature_requests (user_id, title, description)
           SELECT id, 'More', 'More' FROM users WHERE username LIKE 'more-%'`,
  },
  {
    name: 'GET /prompts/',
    path: () => '/prompts/',
    reader: ({ home }) => home.admin,
    grow: `INSERT INTO prompts (name, version, prompt)
           SELECT 'More ' || n, 1, 'More' FROM generate_series(1, 30) n`,
  },
  {
    name: 'GET /admin/analytics/at-risk',
    path: () => '/admin/analytics/at-risk',
    reader: ({ home }) => home.admin,
    grow: `WITH silent AS (
             INSERT INTO users (email, username, full_name, password_hash)
             SELECT 'silent-' || n || '@example.com', 'silent-' || n, 'Silent', ''
             FROM generate_series(1, 30) n RETURNING id)
           INSERT INTO enrollments (user_id, course_offering_id, status, enrolled_at)
           SELECT silent.id, $6, 'ACTIVE', now() - interval '30 days' FROM silent`,
  },
  {
    name: 'GET /admin/analytics/report-mails',
    path: () => '/admin/analytics/report-mails',
    reader: ({ home }) => home.admin,
    grow: `INSERT INTO report_mails (user_id, report, frequency, mailed_through)
           SELECT held.user_id, report, frequency, '2026-01-01'
           FROM role_grants held, unnest('{daily,weekly,monthly}'::text[]) frequency,
             unnest('{overview,engagement,progress,assessments,cache,community}'::text[]) report
           WHERE held.role = 'PLATFORM_ADMIN'`,
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

  it.each(LISTS.map((list) => [list.name, list] as const))(
    'take as many statements for thirty rows more: %s',
    async (_, { path, reader, grow }) => {
      let answered = '';
      const read = async (): Promise<void> => {
        const reply = await app.learning.get(path(world), reader(world));
        expect(reply.status).toBe(200);
        answered = reply.text;
      };
      const before = await counter.least(read);
      const answeredBefore = answered;
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
      expect(answered).not.toBe(answeredBefore);
    },
  );
});

/** The statement with its numbers in it: ids that this test made itself. */
function filled(sql: string, parameters: readonly number[]): string {
  return sql.replaceAll(/\$(\d)/g, (_, position) => String(parameters[Number(position) - 1]));
}
