import { deepStrictEqual } from 'node:assert/strict';
import { ApiClient } from '../api-client';
import type { Student } from '../crowd';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import { median } from '../load/quantiles';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import type { StudentBody } from '../student-body';

/** Students of a small installation; each has 10 enrolments and 100 progress rows. */
export const FEW_STUDENTS = 100;
const MANY_STUDENTS = 10_000;
const WARM_UP_ROUNDS = 5;
const ROUNDS = 9;
const GOAL = 2;

/** How long a reply takes, in milliseconds. */
interface Latencies {
  readonly overview: number;
  readonly statistics: number;
}

/** Overviews and statistics one by one, at first with few students and then with many. */
export async function measureScale(stage: Stage, body: StudentBody): Promise<Finding[]> {
  await body.growTo(FEW_STUDENTS);
  const few = await latencies(stage, body);
  const begin = performance.now();
  await body.growTo(MANY_STUDENTS);
  const seconds = (performance.now() - begin) / 1000;
  const many = await latencies(stage, body);
  const thousands = (count: number): string => count.toLocaleString('en');
  const finding = (measure: string, before: number, after: number): Finding => ({
    measure,
    trellis: `${before.toFixed(2)} ms → ${after.toFixed(2)} ms`,
    ratio: after / before,
    goal: `≤ ${GOAL}`,
    isMet: after / before <= GOAL,
  });
  return [
    {
      measure:
        `From a hundredth to ${thousands(body.enrollments)} enrolments and ` +
        `${thousands(body.progressRows)} progress rows: seeded in`,
      trellis: `${seconds.toFixed(0)} s`,
    },
    finding('… `GET /users/me/overview`, median', few.overview, many.overview),
    finding('… `GET /courses/{id}/stats`, median', few.statistics, many.statistics),
  ];
}

/** The same number of students ask the same number of times, however many there are. */
async function latencies(stage: Stage, body: StudentBody): Promise<Latencies> {
  const students = body.sample(FEW_STUDENTS);
  await requireRightNumbers(stage, body, students);
  const overview = students.map(({ token }) =>
    requestBytes('GET', '/api/v1/users/me/overview', token),
  );
  const statistics = students.map(({ token }, place) =>
    requestBytes('GET', `/api/v1/courses/${courseAt(body, place)}/stats`, token),
  );
  return {
    overview: await medianOf(stage, overview),
    statistics: await medianOf(stage, statistics),
  };
}

async function medianOf(stage: Stage, requests: readonly Buffer[]): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const { firstByteMs } = await saturate({
      port: stage.trellis.port,
      requests,
      connections: 1,
      isRight: ({ body }) => body.length > 0,
    });
    if (round >= WARM_UP_ROUNDS) rounds.push(median(firstByteMs));
  }
  return median(rounds);
}

/** What the replies say is what one gets by counting. */
async function requireRightNumbers(
  stage: Stage,
  body: StudentBody,
  students: readonly Student[],
): Promise<void> {
  const trellis = new ApiClient(stage.trellis.address);
  for (const [place, { id, token }] of students.slice(0, body.courses.length).entries()) {
    const courseId = courseAt(body, place);
    const { rows } = await stage.pool.query(
      `SELECT count(*)::integer AS total,
              count(*) FILTER (WHERE status = 'ACTIVE')::integer AS active,
              count(*) FILTER (WHERE status = 'COMPLETED')::integer AS completed,
              count(*) FILTER (WHERE status = 'DROPPED')::integer AS dropped
       FROM enrollments e JOIN course_offerings o ON o.id = e.course_offering_id
       WHERE o.course_id = $1`,
      [courseId],
    );
    const { enrollments } = await read(trellis.as(token), `/courses/${courseId}/stats`);
    deepStrictEqual(enrollments, rows[0]);
    const { rows: own } = await stage.pool.query(
      `SELECT count(DISTINCT o.course_id) FILTER (WHERE e.status = 'COMPLETED')::integer
                AS completed_courses,
              4 AS current_streak,
              count(*) FILTER (WHERE e.status = 'ACTIVE')::integer AS active_courses
       FROM enrollments e JOIN course_offerings o ON o.id = e.course_offering_id
       WHERE e.user_id = $1`,
      [id],
    );
    const { stats } = await read(trellis.as(token), '/users/me/overview');
    deepStrictEqual(stats, own[0]);
  }
}

async function read(client: ApiClient, path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await client.text('GET', path)) as Record<string, unknown>;
}

function courseAt(body: StudentBody, place: number): number {
  return body.courses[place % body.courses.length] as number;
}
