import type { Pool } from 'pg';
import { ApiClient } from './api-client';

const LESSON = {
  body:
    '# Binary search\n\nBinary search finds an item in a sorted list: it looks at the middle and ' +
    'drops the half that cannot hold the item, again and again.\n',
  questions: [
    {
      id: 1,
      text: 'How many looks does binary search need at most for 1,000 items?',
      options: [
        { key: 'A', text: '10', correct: true },
        { key: 'B', text: '500', correct: false },
      ],
    },
  ],
};

/** Two lessons, each with a session that its sessions are copied from. */
export interface Classroom {
  /** The API as a platform admin uses it. */
  readonly admin: ApiClient;
  readonly universityId: number;
  /** A lesson that others are copied from. */
  readonly lesson: number;
  /** A session that was greeted. */
  readonly greetedSession: number;
  /** A fresh session about a lesson whose greeting the tree has. */
  readonly warmSession: number;
  /** A fresh session about a lesson that nobody was greeted in. */
  readonly coldSession: number;
}

/** Sets up a course through the API, the way its people would. */
export async function openClassroom(address: string, pool: Pool): Promise<Classroom> {
  const anybody = new ApiClient(address);
  const email = 'admin@trellis.example';
  const registered = JSON.parse(
    await anybody.text('POST', '/auth/register', {
      email,
      password: 'a long enough phrase',
      full_name: 'Alex Admin',
    }),
  ) as { access_token: string };
  await pool.query(
    `INSERT INTO role_grants (user_id, role)
     SELECT id, 'PLATFORM_ADMIN' FROM users WHERE email = $1`,
    [email],
  );
  const admin = anybody.as(registered.access_token);
  const universityId = await admin.create('/universities/', { name: 'Bench', country_code: 'US' });
  const courseId = await admin.create('/courses/', {
    title: 'Algorithms',
    code: 'ALG',
    description: 'What computers do all day',
    level: 'INTERMEDIATE',
    credit_hours: 4,
    university_id: universityId,
    primary_subject_id: 1,
    is_published: true,
    cache_enabled: true,
  });
  const moduleId = await admin.create('/modules/', {
    course_id: courseId,
    parent_module_id: null,
    title: 'Searching',
    description: 'Finding things fast',
    module_type: 'UNIT',
    sequence_index: 0,
    is_published: true,
  });
  const types = JSON.parse(await admin.text('GET', '/content-types/')) as {
    id: number;
    name: string;
  }[];
  const openLesson = (title: string): Promise<number> =>
    admin.create('/content/', {
      module_id: moduleId,
      course_id: courseId,
      content_type_id: types.find(({ name }) => name === 'lesson')?.id,
      title,
      description: 'How it works',
      data_json: LESSON,
      estimated_duration_seconds: 600,
      sequence_index: 0,
      is_published: true,
    });
  const openSession = (contentId: number): Promise<number> =>
    admin.create('/chat/sessions', { content_item_id: contentId });
  const lesson = await openLesson('Binary search');
  const coldLesson = await openLesson('Hash tables');
  const greetedSession = await openSession(lesson);
  await admin.text('POST', `/chat/sessions/${greetedSession}/greeting`);
  return {
    admin,
    universityId,
    lesson,
    greetedSession,
    warmSession: await openSession(lesson),
    coldSession: await openSession(coldLesson),
  };
}
