import type { Step } from './step';

const TOKENS = {
  access_token: 'eyJhbGciOi...',
  refresh_token: 'eyJhbGciOi...',
  token_type: 'bearer',
};
const KEEP_TOKENS = { student: 'access_token', refresh: 'refresh_token' };

/** Somebody opens an account and signs in. */
export const accounts: readonly Step[] = [
  {
    who: 'nobody',
    request: 'POST /auth/check-email',
    body: { email: 'user@example.com' },
    status: 200,
    reply: { available: true },
  },
  {
    who: 'nobody',
    request: 'POST /auth/register',
    body: {
      email: 'another.user@example.com',
      password: 'SecurePass123',
      full_name: 'John Doe',
      locale: 'en',
      time_zone: 'UTC',
    },
    status: 201,
    reply: TOKENS,
  },
  {
    who: 'nobody',
    request: 'POST /auth/register-with-onboarding',
    body: {
      email: 'user@example.com',
      password: 'SecurePass123',
      full_name: 'John Doe',
      profile: {
        date_of_birth: '2000-01-01',
        learning_goal: 'CAREER_ADVANCEMENT',
        study_level: 'UNDERGRADUATE',
        grade: 'SOPHOMORE',
      },
      subject_preferences: [1, 2, 3],
    },
    status: 201,
    reply: TOKENS,
  },
  {
    who: 'nobody',
    request: 'POST /auth/login',
    body: { email: 'user@example.com', password: 'SecurePass123' },
    status: 200,
    reply: TOKENS,
    keeps: KEEP_TOKENS,
  },
  {
    who: 'refresh',
    request: 'POST /auth/refresh',
    status: 200,
    reply: TOKENS,
    keeps: KEEP_TOKENS,
  },
  {
    who: 'student',
    request: 'PUT /users/me',
    body: { full_name: 'Jane Doe', locale: 'es', time_zone: 'America/New_York' },
    status: 200,
    reply: { full_name: 'Jane Doe', locale: 'es', time_zone: 'America/New_York' },
    keeps: { user_id: 'id' },
  },
  { who: 'student', request: 'GET /users/{user_id}', status: 200, reply: { id: 1 } },
  { who: 'admin', request: 'GET /users/?skip=0&limit=100', status: 200, reply: [{ id: 1 }] },
];

/** The dashboard of somebody who learns. */
export const dashboard: readonly Step[] = [
  {
    who: 'student',
    request: 'GET /users/me',
    status: 200,
    reply: {
      id: 1,
      email: 'user@example.com',
      full_name: 'John Doe',
      is_active: true,
      locale: 'en',
      time_zone: 'UTC',
      current_streak_days: 5,
      last_activity_date: '2026-01-20',
      created_at: '2026-01-01T00:00:00Z',
    },
  },
  {
    who: 'student',
    request: 'GET /users/me/overview',
    status: 200,
    reply: {
      active_enrollments: [],
      recommended_courses: [{ id: 1, title: 'Algorithms', reason: 'New on the platform.' }],
      recent_activity: [{ type: 'chat' }],
      stats: { completed_courses: 5, current_streak: 3 },
    },
  },
];
