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
