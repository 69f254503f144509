import type { Row } from '../row';
import { post, ratedCourse, thread } from '../things/owned';

/** What students say to each other. */
export const community: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /courses/:course_id/discussions', expect: '401 200 200 404 404 200 404 200' },
  {
    route: 'GET /courses/:course_id/discussions',
    when: 'draft',
    expect: '401 404 404 404 404 200 404 200',
  },
  {
    route: 'POST /courses/:course_id/discussions',
    expect: '401 201 201 404 404 201 404 201',
    body: { title: 'Why halve?', body: 'I wonder.' },
  },
  { route: 'GET /discussions/:thread_id', expect: '401 200 200 404 404 200 404 200' },
  // Classmates and teachers know of it, so they hear that it is not theirs.
  {
    route: 'PUT /discussions/:thread_id',
    expect: '401 200 403 404 404 403 404 403',
    body: { title: 'Why halve it?' },
  },
  {
    route: 'PUT /discussions/:thread_id',
    when: 'pinning it',
    expect: '401 403 403 404 404 200 404 200',
    body: { is_pinned: true },
  },
  {
    route: 'DELETE /discussions/:thread_id',
    expect: '401 204 403 404 404 204 404 204',
    fresh: thread,
  },
  { route: 'GET /discussions/:thread_id/posts', expect: '401 200 200 404 404 200 404 200' },
  {
    route: 'POST /discussions/:thread_id/posts',
    expect: '401 201 201 404 404 201 404 201',
    body: { body: 'Me too.' },
  },
  {
    route: 'PUT /discussions/posts/:post_id',
    expect: '401 200 403 404 404 403 404 403',
    body: { body: 'Because it is fast!' },
  },
  {
    route: 'DELETE /discussions/posts/:post_id',
    expect: '401 204 403 404 404 204 404 204',
    fresh: post,
  },

  // Nobody reports their own words.
  {
    route: 'POST /discussions/:thread_id/report',
    expect: '401 409 201 404 404 201 404 201',
    body: { reason: 'This is rude.' },
  },
  {
    route: 'POST /discussions/posts/:post_id/report',
    expect: '401 409 201 404 404 201 404 201',
    fresh: post,
    body: { reason: 'This is rude.' },
  },
  {
    route: 'GET /discussions/reports',
    expect: '401 403 403 403 403 200 200 200',
    audited: 'instructor foreign admin',
  },
  {
    route: 'PATCH /discussions/reports/:report_id',
    expect: '401 403 403 403 403 200 404 200',
    body: { status: 'DISMISSED' },
  },

  {
    route: 'PUT /courses/:course_id/rating',
    expect: '401 200 200 403 403 403 403 403',
    body: { rating: 5 },
  },
  {
    route: 'PUT /courses/:course_id/rating',
    when: 'draft',
    expect: '401 404 404 404 404 403 404 403',
    body: { rating: 5 },
  },
  {
    route: 'GET /courses/:course_id/rating',
    expect: '401 200 404 404 404 404 404 404',
    fresh: ratedCourse,
  },
  {
    route: 'DELETE /courses/:course_id/rating',
    expect: '401 204 404 404 404 404 404 404',
    fresh: ratedCourse,
  },
  { route: 'GET /courses/:course_id/ratings', expect: '401 200 200 403 403 200 403 200' },
  { route: 'GET /courses/:course_id/rating-summary', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /courses/:course_id/rating-summary',
    when: 'draft',
    expect: '401 404 404 404 404 200 404 200',
  },
];
