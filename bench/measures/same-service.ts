import { deepStrictEqual } from 'node:assert/strict';
import { ApiClient } from '../api-client';
import type { Crowd } from '../crowd';
import type { Stage } from '../stage';
import { forgeries } from './forgeries';

/**
 * A floor is one only if it does the same: the same account, the same frames, and the same bearers
 * turned away. Raises AssertionError where they differ.
 */
export async function requireSameService(
  stage: Stage,
  crowd: Crowd,
  warmSession: number,
): Promise<void> {
  const [one, other, out] = await crowd.newcomers(3, warmSession);
  if (one === undefined || other === undefined || out === undefined)
    throw new Error('Nobody came.');
  const trellis = new ApiClient(stage.trellis.address);
  const floor = new ApiClient(stage.floor.address);
  const path = (sessionId: number): string => `/chat/sessions/${sessionId}/greeting`;

  deepStrictEqual(
    JSON.parse(await floor.as(one.token).text('GET', '/users/me')),
    JSON.parse(await trellis.as(one.token).text('GET', '/users/me')),
  );
  deepStrictEqual(
    withoutId(await floor.as(one.token).text('POST', path(one.sessionId))),
    withoutId(await trellis.as(other.token).text('POST', path(other.sessionId))),
  );
  await stage.pool.query('UPDATE sign_ins SET revoked_at = now() WHERE id = $1', [out.signInId]);
  for (const token of [out.token, ...forgeries(one, stage.secret)]) {
    const statuses: number[] = [
      await trellis.as(token).status('GET', '/users/me'),
      await floor.as(token).status('GET', '/users/me'),
      await trellis.as(token).status('POST', path(out.sessionId)),
      await floor.as(token).status('POST', path(out.sessionId)),
    ];
    deepStrictEqual(statuses, [401, 401, 401, 401]);
  }
}

function withoutId(frames: string): string {
  return frames.replace(/"message_id":\d+/, '');
}
