import type { Row } from '../row';
import { subject } from '../things/campus';

/** People. */
export const users: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /users/me', expect: '401 200 200 200 200 200 200 200' },
  { route: 'PUT /users/me', expect: '401 200 200 200 200 200 200 200', body: { locale: 'en' } },
  { route: 'GET /users/me/overview', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /users/me/profile', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'PUT /users/me/profile',
    expect: '401 200 200 200 200 200 200 200',
    body: { grade: 'GRADE_12' },
  },
  { route: 'GET /users/me/subject-preferences', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'PUT /users/me/subject-preferences',
    expect: '401 200 200 200 200 200 200 200',
    body: async (world) => ({ subject_preferences: [await subject(world)] }),
  },
  {
    route: 'POST /users/me/password',
    expect: '401 204 204 204 204 204 204 204',
    as: async (world, role) => (await world.twin(role)).token,
    body: { current_password: 'a long enough phrase', new_password: 'quite another phrase' },
  },
  {
    route: 'GET /users',
    expect: '401 200 200 200 200 200 200 200',
    audited: true,
    reveals: 'instructor admin',
  },
  {
    route: 'GET /users/:user_id',
    expect: '401 200 404 404 404 200 404 200',
    audited: true,
    reveals: 'instructor admin',
  },
  {
    route: 'GET /users/:user_id',
    when: 'stranger',
    expect: '401 404 404 200 404 404 404 200',
    audited: 'admin',
  },
  {
    route: 'GET /users/:user_id/roles',
    expect: '401 403 403 403 403 403 403 200',
    audited: 'admin',
  },
  {
    route: 'POST /users/:user_id/roles',
    expect: '401 403 403 403 403 403 403 201',
    at: ({ people }) => `/users/${people.stranger.id}/roles`,
    body: { role: 'STUDENT' },
  },
  {
    route: 'DELETE /users/:user_id/roles/:grant_id',
    expect: '401 403 403 403 403 403 403 204',
    at: async (world) => {
      const path = `/users/${(await world.twin('owner')).id}/roles`;
      return `${path}/${await world.create('admin', path, { role: 'COACH' })}`;
    },
  },
];
