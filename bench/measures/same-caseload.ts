import { deepStrictEqual } from 'node:assert/strict';
import { ApiClient } from '../api-client';
import type { Caseloads } from '../caseloads';
import type { Crowd, Student } from '../crowd';
import type { Stage } from '../stage';
import { forgeries } from './forgeries';

/**
 * The floor lists the same students, leaves the same audit row, and turns the same people away.
 * Raises AssertionError where they differ.
 */
export async function requireSameCaseload(
  stage: Stage,
  crowd: Crowd,
  { small, large }: Caseloads,
): Promise<void> {
  const trellis = ApiClient.coaching(stage.trellis.address);
  const floor = ApiClient.coaching(stage.floor.address);
  const [newcomer] = (await crowd.students(1)) as [Student];
  const [idle] = (await crowd.coaches(1)) as [Student];
  for (const coach of [small[0] as Student, ...large.slice(0, 3), idle]) {
    for (const path of ['/coach/students', '/coach/students?per_page=100']) {
      const answer: unknown = JSON.parse(await trellis.as(coach.token).text('GET', path));
      deepStrictEqual(JSON.parse(await floor.as(coach.token).text('GET', path)), answer);
    }
    const traces = await tracesOf(stage, coach);
    const ofSide = (parity: number): unknown[] => traces.filter((_, at) => at % 2 === parity);
    deepStrictEqual(traces.length, coach === idle ? 0 : 4);
    deepStrictEqual(ofSide(1), ofSide(0));
  }
  const refused: readonly (readonly [string, number])[] = [
    [newcomer.token, 403],
    ...forgeries(idle, stage.secret).map((token) => [token, 401] as const),
  ];
  for (const [token, status] of refused) {
    const statuses = [
      await trellis.as(token).status('GET', '/coach/students'),
      await floor.as(token).status('GET', '/coach/students'),
    ];
    deepStrictEqual(statuses, [status, status]);
  }
}

/** What the audit rows of a coach say, in their order. */
async function tracesOf(stage: Stage, { id }: Student): Promise<unknown[]> {
  const { rows } = await stage.pool.query(
    `SELECT action, subject_type, subject_ids, details FROM audit_entries
     WHERE actor_id = $1 ORDER BY id`,
    [id],
  );
  return rows;
}
