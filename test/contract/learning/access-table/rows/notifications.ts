import type { Row } from '../row';
import { notification } from '../things/owned';

const OWN = '401 200 404 404 404 404 404 404';
const EVERYBODY = '401 200 200 200 200 200 200 200';

/** What people were told: nobody reads anybody else's, not an admin either. */
export const notifications: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  {
    route: 'GET /notifications',
    expect: EVERYBODY,
    at: () => '/notifications?kind=stake.matured',
  },
  { route: 'GET /notifications/unread-count', expect: EVERYBODY },
  { route: 'GET /notifications/preferences', expect: EVERYBODY },
  {
    route: 'PUT /notifications/preferences',
    expect: EVERYBODY,
    body: { preferences: [{ kind: 'stake.matured', email: true }] },
  },
  { route: 'POST /notifications/read', expect: EVERYBODY, body: {} },
  {
    route: 'POST /notifications/read',
    when: "up to one of the owner's",
    expect: OWN,
    body: async (world) => ({ up_to: await notification(world) }),
  },
  { route: 'GET /notifications/:notification_id', expect: OWN, fresh: notification },
  { route: 'POST /notifications/:notification_id/read', expect: OWN, fresh: notification },
  { route: 'POST /notifications/:notification_id/unread', expect: OWN, fresh: notification },
  {
    route: 'DELETE /notifications/:notification_id',
    expect: '401 204 404 404 404 404 404 404',
    fresh: notification,
  },
];
