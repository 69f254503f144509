import type { Row } from '../row';
import { greetedSession, session } from '../things/owned';

/** Talking with the tutor. */
export const chat: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /chat/sessions', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'POST /chat/sessions',
    expect: '401 201 201 201 201 201 201 201',
    body: ({ items }) => ({ content_item_id: items['lesson'] }),
  },
  {
    route: 'POST /chat/sessions',
    when: 'draft',
    expect: '401 404 404 404 404 201 404 201',
    body: ({ special }) => ({ content_item_id: special['draft']?.['content_id'] }),
  },
  {
    route: 'POST /chat/sessions',
    when: 'gated',
    expect: '401 201 201 404 404 201 404 201',
    body: ({ special }) => ({ content_item_id: special['gated']?.['content_id'] }),
  },
  { route: 'GET /chat/sessions/:session_id', expect: '401 200 404 404 404 404 404 404' },
  {
    route: 'PATCH /chat/sessions/:session_id',
    expect: '401 200 404 404 404 404 404 404',
    body: { title: 'Mine' },
  },
  {
    route: 'DELETE /chat/sessions/:session_id',
    expect: '401 204 404 404 404 404 404 404',
    fresh: session,
  },
  {
    route: 'POST /chat/sessions/:session_id/greeting',
    expect: '401 200 404 404 404 404 404 404',
    fresh: session,
  },
  {
    route: 'POST /chat/sessions/:session_id/messages',
    expect: '401 200 404 404 404 404 404 404',
    fresh: greetedSession,
    body: { content: 'Why?' },
  },
  { route: 'GET /chat/sessions/:session_id/stream', expect: '401 200 404 404 404 404 404 404' },
  // 409: there is no reply to stop.
  { route: 'POST /chat/sessions/:session_id/cancel', expect: '401 409 404 404 404 404 404 404' },
  { route: 'POST /chat/sessions/:session_id/share', expect: '401 200 404 404 404 404 404 404' },
  { route: 'DELETE /chat/sessions/:session_id/share', expect: '401 204 404 404 404 404 404 404' },
  {
    route: 'GET /chat/share/:share_token',
    expect: '200 200 200 200 200 200 200 200',
    reveals: 'anonymous classmate stranger coach instructor foreign admin',
  },
  {
    route: 'GET /chat/share/:share_token',
    when: 'revoked',
    expect: '404 404 404 404 404 404 404 404',
  },
  { route: 'GET /chat/usage', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /admin/usage', expect: '401 403 403 403 403 403 403 200', audited: 'admin' },
];
