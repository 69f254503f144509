import type { ModelPrices } from '../../../platform/config/model-prices';
import { costInMicrodollars } from '../../chat/usage/token-cost';
import type { ActivityEvent } from './activity-event';
import type { IssuedToken, OpenedSession, SaidMessage } from './collected-rows.repository';

type Told = Pick<ActivityEvent, 'key' | 'occurredAt' | 'userId' | 'kind' | 'isOwn'> &
  Partial<ActivityEvent>;

/**
 * A turn of the student or a reply of the tutor, and that the conversation has left the tree of
 * replies if it has. A reply from the tree cost what its making would cost at these prices.
 */
export function activityOfMessage(message: SaidMessage, prices: ModelPrices): ActivityEvent[] {
  const { sessionId, sessionOpenedAt: openedAt } = message;
  const said = message.isGreeting ? [] : [saidIn(message, prices)];
  return message.isDiverged ? [...said, divergence({ ...message, id: sessionId, openedAt })] : said;
}

function saidIn(message: SaidMessage, prices: ModelPrices): ActivityEvent {
  const { id, userId, courseId, contentItemId, saidAt: occurredAt, durationMs } = message;
  const about = { occurredAt, userId, courseId, topicId: contentItemId, objectId: id };
  if (message.role === 'user') {
    return collected({ ...about, key: `chat.turn:${id}`, kind: 'chat.turn', isOwn: true });
  }
  return collected({
    ...about,
    key: `chat.reply:${id}`,
    kind: 'chat.reply',
    isOwn: false,
    outcome: message.isHit ? 'hit' : 'miss',
    durationMs: durationMs === null ? null : Math.max(0, durationMs),
    costMicrodollars: message.isHit ? savedBy(message, prices) : message.chargedMicrodollars,
  });
}

/** The opening of a conversation, and that it has left the tree of replies if it has. */
export function activityOfSession(session: OpenedSession): ActivityEvent[] {
  const opening = collected({
    key: `chat.opened:${session.id}`,
    kind: 'chat.opened',
    isOwn: true,
    ...placeOf(session),
  });
  return session.isDiverged ? [opening, divergence(session)] : [opening];
}

/** A sign-in, or that one went on. */
export function activityOfToken({ id, userId, issuedAt, isFirst }: IssuedToken): ActivityEvent {
  const kind = isFirst ? 'sign_in.created' : 'sign_in.renewed';
  return collected({ key: `${kind}:${id}`, kind, isOwn: true, occurredAt: issuedAt, userId });
}

/** Dated at the opening: of the conversations opened then, so many left the tree. */
function divergence(session: Omit<OpenedSession, 'isDiverged'>): ActivityEvent {
  const key = `chat.diverged:${session.id}`;
  return collected({ key, kind: 'chat.diverged', isOwn: false, ...placeOf(session) });
}

function placeOf({
  id,
  userId,
  courseId,
  contentItemId,
  openedAt,
}: Omit<OpenedSession, 'isDiverged'>) {
  return { userId, courseId, topicId: contentItemId, objectId: id, occurredAt: openedAt };
}

function savedBy(message: SaidMessage, prices: ModelPrices): number | null {
  const { nodeModel, nodeInputTokens: inputTokens, nodeOutputTokens: outputTokens } = message;
  if (nodeModel === null || inputTokens === null || outputTokens === null) return null;
  return costInMicrodollars(prices, nodeModel, { inputTokens, outputTokens });
}

function collected(told: Told): ActivityEvent {
  return {
    courseId: null,
    topicId: null,
    objectId: null,
    durationMs: null,
    score: null,
    outcome: null,
    costMicrodollars: null,
    source: 'trellis',
    knownAt: told.occurredAt,
    ...told,
  };
}
