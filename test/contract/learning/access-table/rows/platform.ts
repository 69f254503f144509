import type { Row } from '../row';

/** Running the platform. */
export const platform: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  {
    route: 'POST /feature-requests',
    expect: '401 201 201 201 201 201 201 201',
    body: { title: 'Dark mode', description: 'Please add a dark theme.' },
  },
  { route: 'GET /feature-requests', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /feature-requests/all',
    expect: '401 403 403 403 403 200 200 200',
    audited: 'instructor foreign admin',
    reveals: 'instructor foreign admin',
  },
  {
    route: 'PATCH /feature-requests/:feature_request_id',
    expect: '401 403 403 403 403 200 200 200',
    body: { status: 'planned' },
    reveals: 'instructor foreign admin',
  },

  { route: 'GET /admin/aws-credentials/status', expect: '401 403 403 403 403 403 403 200' },
  // Before any are stored: a test without credentials asks nobody outside.
  { route: 'POST /admin/aws-credentials/test', expect: '401 403 403 403 403 403 403 200' },
  {
    route: 'POST /admin/aws-credentials',
    expect: '401 403 403 403 403 403 403 200',
    body: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_secret_access_key: 'k'.repeat(40) },
  },
];
