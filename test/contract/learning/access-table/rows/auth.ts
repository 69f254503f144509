import type { Row } from '../row';
import type { World } from '../world';

const newcomer = (world: World) => ({
  email: `${world.word()}@example.com`,
  password: 'a long enough phrase',
  full_name: 'New Comer',
});
const credentials = ({ people: { stranger } }: World) => ({
  email: stranger.email,
  password: stranger.password,
});

/** Signing in and out. */
export const auth: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  {
    route: 'POST /auth/check-email',
    expect: '200 200 200 200 200 200 200 200',
    body: { email: 'somebody@example.com' },
  },
  { route: 'POST /auth/register', expect: '201 201 201 201 201 201 201 201', body: newcomer },
  {
    route: 'POST /auth/register-with-onboarding',
    expect: '201 201 201 201 201 201 201 201',
    body: newcomer,
  },
  { route: 'POST /auth/login', expect: '200 200 200 200 200 200 200 200', body: credentials },
  {
    route: 'POST /auth/verify-email',
    expect: '422 422 422 422 422 422 422 422',
    body: { token: 'of nobody' },
  },
  {
    route: 'POST /auth/verify-email/resend',
    expect: '401 200 200 200 200 200 200 200',
  },
  {
    route: 'POST /auth/forgot-password',
    expect: '200 200 200 200 200 200 200 200',
    body: { email: 'nobody@example.com' },
  },
  {
    route: 'POST /auth/reset-password',
    expect: '422 422 422 422 422 422 422 422',
    body: { token: 'of nobody', new_password: 'a much better phrase' },
  },
  {
    route: 'POST /auth/accept-invitation',
    expect: '422 422 422 422 422 422 422 422',
    body: { token: 'of nobody', password: 'a much better phrase' },
  },
  {
    route: 'POST /auth/refresh',
    expect: '401 200 200 200 200 200 200 200',
    as: async (world, role) => (await world.twin(role)).refreshToken,
  },
  {
    route: 'POST /auth/logout',
    expect: '401 204 204 204 204 204 204 204',
    as: async (world, role) => (await world.twin(role)).token,
  },
];
