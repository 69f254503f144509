import type { TableRules } from './table-rule';

/** Sessions of the person; a part of several statements. */
const OWN_TURNS = `SELECT turn.generation_id FROM chat_turns turn
  JOIN chat_sessions session ON session.id = turn.session_id WHERE session.user_id = {id}`;

/** Conversations with the tutor. The reply tree itself is impersonal: see src/domain/replies. */
export const CHAT_TABLES: TableRules = {
  generations: {
    persons: { id: 'named' },
    texts: { node_key: 'code', status: 'code', error_code: 'code', error_message: 'code' },
    export: { left: 'How answers were made; the answers are in chat-messages.json.' },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM generations WHERE id IN (${OWN_TURNS}) AND NOT EXISTS (
           SELECT FROM chat_turns shared JOIN chat_sessions session ON session.id = shared.session_id
           WHERE shared.generation_id = generations.id AND session.user_id <> {id})`,
      ],
      kept: 'An answer that another student waits for as well; only answers without anything personal are shared.',
    },
  },
  generation_chunks: {
    persons: { generation_id: 'named' },
    texts: { content: 'words' },
    export: { left: 'Pieces of answers; the answers are in chat-messages.json.' },
    erasure: {
      by: 'authorship',
      kept: 'Pieces of an answer that another student waits for as well.',
    },
  },
  prompt_snapshots: {
    persons: { hash: 'named' },
    texts: { hash: 'code', name: 'code', text: 'words' },
    export: { left: "The institution's instructions to the tutor." },
    erasure: {
      by: 'statements',
      statements: [
        `WITH gone AS (DELETE FROM chat_sessions WHERE user_id = {id} RETURNING prompt_hash)
         DELETE FROM prompt_snapshots snapshot WHERE snapshot.hash IN (SELECT prompt_hash FROM gone)
           AND NOT EXISTS (SELECT FROM chat_sessions other
                           WHERE other.prompt_hash = snapshot.hash AND other.user_id <> {id})`,
      ],
      kept: 'Instructions that conversations of others rest on as well.',
    },
  },
  chat_sessions: {
    persons: { user_id: 'owner' },
    texts: {
      title: 'words',
      share_token: 'secret',
      cache_state: 'code',
      root_key: 'code',
      prompt_hash: 'code',
      lesson_hash: 'code',
      model: 'code',
      locale: 'code',
    },
    export: {
      file: 'chat-sessions.json',
      about: 'Your conversations with the tutor',
      select: `SELECT session.id, item.title AS lesson, session.title, session.locale,
          session.created_at, session.updated_at
        FROM chat_sessions session JOIN content_items item ON item.id = session.content_item_id
        WHERE session.user_id = {id} ORDER BY session.id`,
    },
    erasure: { by: 'account' },
  },
  chat_turns: {
    persons: { session_id: 'named' },
    texts: { status: 'code' },
    export: { left: 'The messages are in chat-messages.json.' },
    erasure: { by: 'account' },
  },
  chat_messages: {
    persons: { session_id: 'named' },
    texts: { role: 'code', content: 'words', meta: 'words' },
    export: {
      file: 'chat-messages.json',
      about: 'What you and the tutor said; session_id leads to chat-sessions.json',
      select: `SELECT message.session_id, message.role, message.content, message.created_at
        FROM chat_messages message JOIN chat_sessions session ON session.id = message.session_id
        WHERE session.user_id = {id} ORDER BY message.id`,
    },
    erasure: { by: 'account' },
  },
};
