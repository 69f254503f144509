import type { Crowd, Newcomer } from '../crowd';
import { inTurn } from '../load/in-turn';
import { type RawReply, requestBytes } from '../load/http-connection';
import { type Load, type LoadResult, pace, saturate } from '../load/load';
import { median, quantile } from '../load/quantiles';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const ROUNDS = 3;
const CONNECTIONS = 32;
const WARM_UP = 1_500;
const SATURATED = 1_500;
const PACED = 200;
const PACE_PER_SECOND = 100;
const RATE_GOAL = 0.6;
const FIRST_BYTE_GOAL = 1.5;

/** The servers that can greet. */
export type Side = 'trellis' | 'floor';

/**
 * Greetings that the tree has, each of another student: replies per second under as much load as
 * 32 connections make, and the time to the first byte of the body at the same quiet pace for both.
 */
export async function measureCachedGreeting(
  stage: Stage,
  crowd: Crowd,
  warmSession: number,
): Promise<Finding[]> {
  const each = WARM_UP + ROUNDS * (SATURATED + PACED);
  const waiting: Record<Side, Newcomer[]> = {
    trellis: await crowd.newcomers(each, warmSession),
    floor: await crowd.newcomers(each, warmSession),
  };
  await crowd.settle();
  const load = (side: Side, count: number): Load => ({
    port: stage[side].port,
    requests: waiting[side].splice(0, count).map(greetingRequest),
    connections: CONNECTIONS,
    isRight: isWholeGreeting,
  });
  await inTurn(1, (side) => saturate(load(side, WARM_UP)));
  const saturated = await inTurn(ROUNDS, (side) => saturate(load(side, SATURATED)));
  const paced = await inTurn(ROUNDS, (side) => pace(load(side, PACED), PACE_PER_SECOND));

  const rate = (side: Side): number => median(saturated.map((round) => round[side].perSecond));
  const firstByte = (rounds: readonly Record<Side, LoadResult>[], side: Side, share: number) =>
    median(rounds.map((round) => quantile(round[side].firstByteMs, share)));
  const times = (
    measure: string,
    rounds: readonly Record<Side, LoadResult>[],
    share: number,
  ): Finding & { ratio: number } => {
    const [trellis, floor] = [
      firstByte(rounds, 'trellis', share),
      firstByte(rounds, 'floor', share),
    ];
    return { measure, trellis: ms(trellis), floor: ms(floor), ratio: trellis / floor };
  };
  const rateRatio = rate('trellis') / rate('floor');
  const quiet = times(`… first byte at ${PACE_PER_SECOND} a second, median`, paced, 0.5);
  return [
    {
      measure: 'Cached greeting over SSE: replies per second',
      trellis: rate('trellis').toFixed(0),
      floor: rate('floor').toFixed(0),
      ratio: rateRatio,
      goal: `≥ ${RATE_GOAL}`,
      isMet: rateRatio >= RATE_GOAL,
    },
    { ...quiet, goal: `≤ ${FIRST_BYTE_GOAL}`, isMet: quiet.ratio <= FIRST_BYTE_GOAL },
    times(`… first byte at ${PACE_PER_SECOND} a second, 95 %`, paced, 0.95),
    times(`… first byte under full load, median`, saturated, 0.5),
    times(`… first byte under full load, 95 %`, saturated, 0.95),
  ];
}

/** The request that greets a newcomer. */
export function greetingRequest({ sessionId, token }: Newcomer): Buffer {
  return requestBytes('POST', `/api/v1/chat/sessions/${sessionId}/greeting`, token);
}

/** Whether a stream came to its good end. */
export function isWholeGreeting({ body }: RawReply): boolean {
  return body.includes('"content":"","done":true,"message_id":');
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(2)} ms`;
}
