import type { Step } from './step';

const FEATURE_REQUEST = {
  title: 'Dark mode support',
  description: 'Add a dark mode toggle to the settings page for better readability at night.',
};
const SUBMITTED = {
  ...FEATURE_REQUEST,
  id: 1,
  status: 'pending',
  created_at: '2026-01-01T00:00:00Z',
};

/** Wishes, and the credentials of the installation. */
export const operations: readonly Step[] = [
  {
    who: 'student',
    request: 'POST /feature-requests/',
    body: FEATURE_REQUEST,
    status: 201,
    reply: SUBMITTED,
    keeps: { feature_request_id: 'id' },
  },
  {
    who: 'student',
    request: 'GET /feature-requests/?skip=0&limit=20',
    status: 200,
    reply: { data: [SUBMITTED], total: 1 },
  },
  {
    who: 'instructor',
    request: 'GET /feature-requests/all?skip=0&limit=20&status=pending',
    status: 200,
    reply: {
      data: [{ ...SUBMITTED, user_email: 'user@example.com', user_name: 'Jane Doe' }],
      total: 1,
    },
  },
  {
    who: 'instructor',
    request: 'PATCH /feature-requests/{feature_request_id}',
    body: { status: 'under_review', admin_notes: 'Discussing with the design team.' },
    status: 200,
    reply: { ...SUBMITTED, admin_notes: 'Discussing with the design team.' },
  },
  {
    who: 'admin',
    request: 'POST /admin/aws-credentials',
    body: {
      aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      aws_secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      aws_session_token: 'optional',
    },
    status: 200,
  },
  { who: 'admin', request: 'GET /admin/aws-credentials/status', status: 200 },
  { who: 'instructor', request: 'DELETE /courses/{course_id}', status: 204 },
];
