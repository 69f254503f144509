import type { Row } from '../row';
import * as campus from '../things/campus';

/** Universities. */
export const universities: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /universities', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /universities/:university_id', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'POST /universities',
    expect: '401 403 403 403 403 403 403 201',
    body: campus.universityBody,
  },
  {
    route: 'PUT /universities/:university_id',
    expect: '401 403 403 403 403 403 403 200',
    body: { country_code: 'US' },
  },
  {
    route: 'DELETE /universities/:university_id',
    expect: '401 403 403 403 403 403 403 204',
    fresh: campus.university,
  },

  {
    route: 'GET /universities/:university_id/departments',
    expect: '401 200 200 200 200 200 200 200',
  },
  {
    route: 'POST /universities/:university_id/departments',
    expect: '401 403 403 403 403 201 403 201',
    body: campus.departmentBody,
  },
  {
    route: 'PUT /universities/:university_id/departments/:department_id',
    expect: '401 403 403 403 403 200 403 200',
    fresh: campus.department,
    body: campus.subjectBody,
  },
  {
    route: 'DELETE /universities/:university_id/departments/:department_id',
    expect: '401 403 403 403 403 204 403 204',
    fresh: campus.department,
  },

  { route: 'GET /countries', expect: '401 200 200 200 200 200 200 200' },
  { route: 'POST /countries', expect: '401 403 403 403 403 403 403 201', body: campus.countryBody },
  {
    route: 'PUT /countries/:country_code',
    expect: '401 403 403 403 403 403 403 200',
    fresh: campus.country,
    body: campus.subjectBody,
  },
  {
    route: 'DELETE /countries/:country_code',
    expect: '401 403 403 403 403 403 403 204',
    fresh: campus.country,
  },

  { route: 'GET /subjects', expect: '401 200 200 200 200 200 200 200' },
  { route: 'POST /subjects', expect: '401 403 403 403 403 403 403 201', body: campus.subjectBody },
  {
    route: 'PUT /subjects/:subject_id',
    expect: '401 403 403 403 403 403 403 200',
    fresh: campus.subject,
    body: campus.subjectBody,
  },
  {
    route: 'DELETE /subjects/:subject_id',
    expect: '401 403 403 403 403 403 403 204',
    fresh: campus.subject,
  },
];
