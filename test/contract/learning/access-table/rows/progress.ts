import type { Row } from '../row';

/** Progress. */
export const progress: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /progress/modules/my-progress', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /progress/content/my-progress', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'POST /progress/modules',
    expect: '401 200 200 422 422 422 422 422',
    body: ({ home }) => ({
      course_offering_id: home.offeringId,
      module_id: home.modules.a,
      progress_percent: 10,
    }),
  },
  {
    route: 'POST /progress/content',
    expect: '401 200 200 422 422 422 422 422',
    body: ({ home }) => ({
      course_offering_id: home.offeringId,
      content_item_id: home.lessons[0],
      progress_percent: 10,
    }),
  },
];
