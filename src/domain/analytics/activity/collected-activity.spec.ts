import { activityOfMessage, activityOfSession, activityOfToken } from './collected-activity';
import type { SaidMessage } from './collected-rows.repository';

const SAID = new Date('2026-03-02T10:00:00.250Z');
const OPENED = new Date('2026-03-01T09:00:00.000Z');
const PRICES = { known: { input_per_million_usd: 3, output_per_million_usd: 15 } };
const REPLY: SaidMessage = {
  id: 21,
  role: 'assistant',
  isGreeting: false,
  saidAt: SAID,
  sessionId: 5,
  userId: 7,
  courseId: 3,
  contentItemId: 9,
  sessionOpenedAt: OPENED,
  isDiverged: false,
  durationMs: 1_200,
  isHit: false,
  chargedMicrodollars: 480,
  nodeModel: null,
  nodeInputTokens: null,
  nodeOutputTokens: null,
};

describe('What is collected', () => {
  it('of a student’s message is a turn of their own', () => {
    const [turn] = activityOfMessage({ ...REPLY, role: 'user' }, PRICES);
    expect(turn).toMatchObject({
      key: 'chat.turn:21',
      kind: 'chat.turn',
      isOwn: true,
      occurredAt: SAID,
      topicId: 9,
      objectId: 21,
      durationMs: null,
      costMicrodollars: null,
    });
  });

  it('is nothing of what asks for a greeting', () => {
    expect(activityOfMessage({ ...REPLY, role: 'user', isGreeting: true }, PRICES)).toEqual([]);
  });

  it('of a reply that was made is a miss that cost what is on the books', () => {
    expect(activityOfMessage(REPLY, PRICES)).toEqual([
      expect.objectContaining({
        kind: 'chat.reply',
        isOwn: false,
        outcome: 'miss',
        durationMs: 1_200,
        costMicrodollars: 480,
      }),
    ]);
  });

  it.each([
    ['known', 1_000, 200, 6_000],
    ['provider/known', 1_000, 200, 6_000],
    ['of no price', 1_000, 200, null],
    ['known', null, 200, null],
    [null, null, null, null],
  ])('of a hit on %p with %p and %p tokens saved %p', (nodeModel, input, output, saved) => {
    const hit = {
      ...REPLY,
      isHit: true,
      chargedMicrodollars: null,
      nodeModel,
      nodeInputTokens: input,
      nodeOutputTokens: output,
    };
    const [event] = activityOfMessage(hit, PRICES);
    expect(event).toMatchObject({ outcome: 'hit', costMicrodollars: saved });
  });

  it('of a conversation that left the tree is dated at its opening, by whatever it is seen', () => {
    const session = {
      id: 5,
      userId: 7,
      courseId: 3,
      contentItemId: 9,
      openedAt: OPENED,
      isDiverged: true,
    };
    const [opening, divergence] = activityOfSession(session);
    expect(opening).toMatchObject({ key: 'chat.opened:5', isOwn: true, occurredAt: OPENED });
    expect(divergence).toMatchObject({ key: 'chat.diverged:5', isOwn: false, occurredAt: OPENED });
    const [, again] = activityOfMessage({ ...REPLY, isDiverged: true }, PRICES);
    expect(again).toEqual(divergence);
    expect(activityOfSession({ ...session, isDiverged: false })).toEqual([opening]);
  });

  it('of a token is a sign-in or its going on', () => {
    const token = { id: 2, userId: 7, issuedAt: SAID };
    expect(activityOfToken({ ...token, isFirst: true })).toMatchObject({
      key: 'sign_in.created:2',
      kind: 'sign_in.created',
      isOwn: true,
    });
    expect(activityOfToken({ ...token, isFirst: false })).toMatchObject({
      kind: 'sign_in.renewed',
    });
  });
});
