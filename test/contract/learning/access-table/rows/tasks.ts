import type { Row } from '../row';
import { courseTask } from '../things/owned';

/** Tasks that instructors give, for those who teach the offering only. */
export const tasks: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  {
    route: 'GET /task-reviews',
    expect: '401 403 403 403 403 200 200 200',
    at: async (world) => {
      await courseTask(world);
      return '/task-reviews';
    },
    audited: 'instructor',
    reveals: 'instructor',
  },
  {
    route: 'POST /task-reviews',
    expect: '401 403 403 403 403 201 404 404',
    body: ({ ids, people }) => ({
      course_offering_id: ids['offering_id'],
      user_id: people.owner.id,
      title: 'Present your lab',
    }),
  },
  {
    route: 'POST /task-reviews/:task_id',
    expect: '401 403 403 403 403 200 404 404',
    fresh: courseTask,
    body: { verdict: 'accept' },
    reveals: 'instructor',
  },
];
