import type { Step } from './step';

const SESSION = {
  id: 1,
  user_id: 1,
  content_item_id: 1,
  content_context: {},
  share_enabled: false,
  share_token: null,
  cache_node_id: null,
  cache_state: 'TRACKING',
  created_at: '2026-02-25T00:00:00Z',
  updated_at: '2026-02-25T00:00:00Z',
};
/** The frames of a stream, as the first and the last of them are documented. */
const STREAM = {
  first: { content: 'Here is ', done: false },
  last: { content: '', done: true, message_id: 42 },
};

/** A student talks with the tutor and shares it. */
export const conversation: readonly Step[] = [
  {
    who: 'student',
    request: 'POST /chat/sessions',
    body: { content_item_id: 1 },
    status: 201,
    reply: SESSION,
    keeps: { session_id: 'id' },
  },
  {
    who: 'student',
    request: 'POST /chat/sessions/{session_id}/greeting',
    status: 200,
    reply: STREAM,
  },
  {
    who: 'student',
    request: 'POST /chat/sessions/{session_id}/messages',
    body: { content: '{"questionId": 1, "answer": "A"}' },
    status: 200,
    reply: STREAM,
  },
  {
    who: 'student',
    request: 'POST /chat/sessions/{session_id}/messages',
    body: { content: 'Explain recursion' },
    status: 200,
    reply: STREAM,
  },
  { who: 'student', request: 'GET /chat/sessions', status: 200, reply: [SESSION] },
  {
    who: 'student',
    request: 'GET /chat/sessions/{session_id}',
    status: 200,
    reply: { ...SESSION, messages: [{ meta: {} }] },
  },
  {
    who: 'student',
    request: 'POST /chat/sessions/{session_id}/share',
    status: 200,
    reply: { share_token: 'abc123def456', share_url: '/api/v1/chat/share/abc123def456' },
    keeps: { share_token: 'share_token' },
  },
  { who: 'nobody', request: 'GET /chat/share/{share_token}', status: 200 },
];
