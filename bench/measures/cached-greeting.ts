import type { Crowd, Newcomer } from '../crowd';
import { type RawReply, requestBytes } from '../load/http-connection';
import { inTurn, type Pair, summary } from '../load/in-turn';
import { type Load, type LoadResult, pace, saturate } from '../load/load';
import { quantile } from '../load/quantiles';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const ROUNDS = 9;
const CONNECTIONS = 32;
const WARM_UP = 3_000;
const SATURATED = 700;
const PACED = 100;
const PACE_PER_SECOND = 100;
const RATE_GOAL = 0.6;
const FIRST_BYTE_GOAL = 1.5;

type Side = keyof Pair<unknown>;

/**
 * Greetings that the tree has, each of another student. Under the load of 32 connections: replies
 * per second. At a pace that is easy for both: the time to the first byte of the body; once of
 * students whose app has just asked who they are, and once of students never seen before.
 */
export async function measureCachedGreeting(
  stage: Stage,
  crowd: Crowd,
  warmSession: number,
): Promise<Finding[]> {
  const each = WARM_UP + ROUNDS * (SATURATED + 2 * PACED);
  const waiting: Pair<Newcomer[]> = {
    trellis: await crowd.newcomers(each, warmSession),
    floor: await crowd.newcomers(each, warmSession),
  };
  await crowd.settle();
  const loadOf = (side: Side, newcomers: readonly Newcomer[]): Load => ({
    port: stage[side].port,
    requests: newcomers.map(greetingRequest),
    connections: CONNECTIONS,
    isRight: isWholeGreeting,
  });
  const saturateWith = (side: Side, count: number): Promise<LoadResult> =>
    saturate(loadOf(side, waiting[side].splice(0, count)));
  const paceWith = (side: Side, areKnown: boolean): Promise<LoadResult> => {
    const newcomers = waiting[side].splice(0, PACED);
    return pace(
      loadOf(side, newcomers),
      PACE_PER_SECOND,
      areKnown ? newcomers.map(({ token }) => requestBytes('GET', '/api/v1/users/me', token)) : [],
    );
  };
  await inTurn(1, (side) => saturateWith(side, WARM_UP));
  const saturated = await inTurn(ROUNDS, (side) => saturateWith(side, SATURATED));
  const known = await inTurn(ROUNDS, (side) => paceWith(side, true));
  const unknown = await inTurn(ROUNDS, (side) => paceWith(side, false));

  const rate = summary(
    saturated.map(({ trellis, floor }) => ({ trellis: trellis.perSecond, floor: floor.perSecond })),
  );
  const quiet = firstByte('just asked who they are, median', known, 0.5);
  return [
    {
      measure: 'Cached greeting over SSE: replies per second',
      trellis: rate.trellis.toFixed(0),
      floor: rate.floor.toFixed(0),
      ratio: rate.ratio,
      goal: `≥ ${RATE_GOAL}`,
      isMet: rate.ratio >= RATE_GOAL,
    },
    { ...quiet, goal: `≤ ${FIRST_BYTE_GOAL}`, isMet: quiet.ratio <= FIRST_BYTE_GOAL },
    firstByte('just asked who they are, 95 %', known, 0.95),
    firstByte('never seen before, median', unknown, 0.5),
    firstByte('under full load, median', saturated, 0.5),
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

function firstByte(
  who: string,
  rounds: readonly Pair<LoadResult>[],
  share: number,
): Finding & { readonly ratio: number } {
  const { trellis, floor, ratio } = summary(
    rounds.map((round) => ({
      trellis: quantile(round.trellis.firstByteMs, share),
      floor: quantile(round.floor.firstByteMs, share),
    })),
  );
  return {
    measure: `… first byte, ${who}`,
    trellis: `${trellis.toFixed(2)} ms`,
    floor: `${floor.toFixed(2)} ms`,
    ratio,
  };
}
