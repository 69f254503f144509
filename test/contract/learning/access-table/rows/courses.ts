import type { Row } from '../row';
import * as campus from '../things/campus';
import { enrollment } from '../things/owned';
import type { World } from '../world';

const offerings = (world: World) => `/courses/${world.home.courseId}/offerings`;

/** Courses and who takes them. */
export const courses: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /courses', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /courses/:course_id', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /courses/:course_id', when: 'draft', expect: '401 404 404 404 404 200 404 200' },
  { route: 'GET /courses/:course_id/stats', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /courses/:course_id/stats',
    when: 'draft',
    expect: '401 404 404 404 404 200 404 200',
  },
  { route: 'POST /courses', expect: '401 403 403 403 403 201 403 201', body: campus.courseBody },
  {
    route: 'PUT /courses/:course_id',
    expect: '401 403 403 403 403 200 403 200',
    body: { credit_hours: 4 },
  },
  {
    route: 'PUT /courses/:course_id',
    when: 'draft',
    expect: '401 403 403 403 403 200 404 200',
    body: { credit_hours: 4 },
  },
  {
    route: 'DELETE /courses/:course_id',
    expect: '401 403 403 403 403 204 403 204',
    fresh: campus.course,
  },
  {
    route: 'POST /admin/courses/import',
    expect: '401 403 403 403 403 403 403 200',
    body: campus.archiveForm,
  },

  { route: 'GET /courses/:course_id/offerings', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /courses/:course_id/offerings/:offering_id',
    expect: '401 200 200 200 200 200 200 200',
  },
  {
    route: 'GET /courses/:course_id/offerings/:offering_id',
    when: 'private',
    expect: '401 404 404 404 404 200 404 200',
  },
  {
    route: 'POST /courses/:course_id/offerings',
    expect: '401 403 403 403 403 201 403 201',
    body: { term_name: 'Autumn 2026' },
  },
  {
    route: 'PUT /courses/:course_id/offerings/:offering_id',
    expect: '401 403 403 403 403 200 403 200',
    body: { term_name: 'Summer 2026' },
  },
  {
    route: 'PUT /courses/:course_id/offerings/:offering_id',
    when: 'private',
    expect: '401 403 403 403 403 200 404 200',
    body: { term_name: 'Summer 2026' },
  },
  {
    route: 'DELETE /courses/:course_id/offerings/:offering_id',
    expect: '401 403 403 403 403 204 403 204',
    fresh: campus.offering,
  },
  {
    route: 'PUT /courses/:course_id/offerings/:offering_id/instructors/:user_id',
    expect: '401 403 403 403 403 204 403 204',
    at: async (world) =>
      `${offerings(world)}/${world.home.offeringId}/instructors/${world.people.instructor.id}`,
  },
  {
    route: 'DELETE /courses/:course_id/offerings/:offering_id/instructors/:user_id',
    expect: '401 403 403 403 403 204 403 204',
    at: async (world) =>
      `${offerings(world)}/${await campus.offering(world)}/instructors/${world.people.instructor.id}`,
  },

  { route: 'GET /enrollments/my-enrollments', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /enrollments',
    expect: '401 403 403 403 403 200 403 200',
    at: ({ home }) => `/enrollments?course_offering_id=${home.offeringId}`,
    audited: true,
    reveals: 'instructor admin',
  },
  {
    route: 'GET /enrollments/:enrollment_id',
    expect: '401 200 404 404 404 200 404 200',
    audited: true,
  },
  {
    route: 'POST /enrollments',
    expect: '401 201 201 201 201 201 201 201',
    body: async (world) => ({ course_offering_id: await campus.separateOffering(world) }),
  },
  {
    route: 'POST /enrollments',
    when: 'for somebody whom they do not teach',
    expect: '401 403 403 403 403 422 403 201',
    body: async (world) => ({
      course_offering_id: world.home.offeringId,
      user_id: (await world.twin('stranger')).id,
    }),
  },
  {
    route: 'PUT /enrollments/:enrollment_id',
    expect: '401 200 404 404 404 200 404 200',
    fresh: enrollment,
    body: { status: 'DROPPED' },
  },
];
