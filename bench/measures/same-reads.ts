import { deepStrictEqual } from 'node:assert/strict';
import { ApiClient } from '../api-client';
import type { Crowd, Student } from '../crowd';
import type { Library } from '../library';
import type { Stage } from '../stage';
import { forgeries } from './forgeries';
import type { ReadRoute } from './read-routes';

/**
 * The floors of what is read answer the same: to those who learn, to a newcomer and to those who
 * teach; and they turn the same people away. Raises AssertionError where they differ.
 */
export async function requireSameReads(
  stage: Stage,
  crowd: Crowd,
  library: Library,
  routes: readonly ReadRoute[],
): Promise<void> {
  const [newcomer] = (await crowd.students(1)) as [Student];
  const [teacher] = (await crowd.instructors(1)) as [Student];
  const trellis = new ApiClient(stage.trellis.address);
  const floor = new ApiClient(stage.floor.address);
  const requireSame = async (path: string, { token }: Student): Promise<unknown> => {
    const answer: unknown = JSON.parse(await trellis.as(token).text('GET', path));
    deepStrictEqual(JSON.parse(await floor.as(token).text('GET', path)), answer);
    return answer;
  };
  const requireRefused = async (path: string, token: string, status: number): Promise<void> => {
    const statuses = [
      await trellis.as(token).status('GET', path),
      await floor.as(token).status('GET', path),
    ];
    deepStrictEqual(statuses, [status, status]);
  };

  for (const { path, readers } of routes) {
    for (const reader of [...readers.slice(0, 3), teacher]) await requireSame(path, reader);
    for (const token of forgeries(teacher, stage.secret)) await requireRefused(path, token, 401);
  }
  await requireSame('/users/me/overview', newcomer);
  await requireRefused(`/prompts/${encodeURIComponent(library.prompt)}`, newcomer.token, 403);
  await requireRefused('/prompts/Nothing?label=production', teacher.token, 404);
  await requireRefused('/modules/courses/999999999/modules', newcomer.token, 404);

  const tree = `/modules/courses/${library.treeCourse}/modules`;
  const lengths = [
    lengthOf(await requireSame('/courses/?limit=100', newcomer)),
    lengthOf(await requireSame(tree, newcomer)),
    lengthOf(await requireSame(tree, teacher)),
  ];
  deepStrictEqual(lengths, [100, 500, 508]);
}

function lengthOf(answer: unknown): number {
  return (answer as readonly unknown[]).length;
}
