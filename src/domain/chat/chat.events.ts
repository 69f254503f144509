/** Something was said in a chat session, by the student or by the tutor. */
const CHAT_MESSAGE_CREATED = 'chat.message.created';

/**
 * The statement that tells of messages, for the statement that stores them to hold: a cached reply
 * has no round trip to spare. Of sessions that nobody follows or followed lately it tells nothing,
 * so that a conversation costs no more than its replies.
 *
 * @param messages a FROM clause whose rows have id, session_id, user_id and role, the session being
 *   locked by then; a constant.
 */
export function tellingMessages(messages: string): string {
  return `INSERT INTO outbox (kind, name, payload)
    SELECT 'event', '${CHAT_MESSAGE_CREATED}', jsonb_build_object('messageId', message.id,
      'sessionId', message.session_id, 'userId', message.user_id, 'role', message.role)
    FROM (${messages}) AS message
    WHERE is_topic_followed('session:' || message.session_id) ORDER BY message.id`;
}
