import { deepStrictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Learner, openCampus } from '../activity/campus';
import { writeHistory, writeTail } from '../activity/write-history';
import { ApiClient } from '../api-client';
import type { Crowd, Student } from '../crowd';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import { median, quantile } from '../load/quantiles';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const FEW_EVENTS = 100_000;
const MANY_EVENTS = 10_000_000;
/** Events that came since the last settling; in a busy minute of such a year there are fifty. */
const TAIL_EVENTS = 500;
const WARM_UP_ROUNDS = 4;
const ROUNDS = 25;
const PAUSE_MS = 500;
const GOAL_MS = 100;
const GROWTH_GOAL = 2;
const REPORTS = [
  'overview',
  'engagement',
  'progress',
  'assessments',
  'cache',
  'community',
] as const;

type Report = (typeof REPORTS)[number];

/** Milliseconds of every request, whatever it asked for. */
type Latencies = Readonly<Record<Report, readonly number[]>>;

/**
 * Every report one by one: of everything, of a month compared with the one before, of a quarter, of
 * a course, and as CSV. At first over 100,000 events of a year and then over 10,000,000 of the same
 * people, each time with new events that are not rolled up yet.
 *
 * @param taught courses, and a content item that theirs are copies of.
 */
export async function measureAnalyticsReports(
  stage: Stage,
  crowd: Crowd,
  taught: { readonly courses: readonly number[]; readonly lesson: number },
): Promise<Finding[]> {
  const [admin] = (await crowd.admins(1)) as [Student];
  const learners = await openCampus(stage.pool, crowd, taught.courses, taught.lesson);
  const rollUp = (): Promise<void> =>
    stage.run({ path: 'src/cli.js', parameters: ['analytics', 'rebuild'] }).finish();
  const grow = async (count: number): Promise<Growth> => {
    const seeding = await secondsOf(() => writeHistory(stage.pool, learners, count));
    await untilCollected(stage, admin);
    const rebuild = await secondsOf(rollUp);
    await crowd.settle();
    await writeTail(stage.pool, learners, TAIL_EVENTS);
    await requireRightNumbers(stage, admin);
    return { seeding, rebuild, latencies: await latenciesOf(stage, admin, learners) };
  };
  const few = await grow(FEW_EVENTS);
  const many = await grow(MANY_EVENTS);
  await stage.pool.query(
    'TRUNCATE activity_events, activity_daily, activity_recurrences, activity_people',
  );
  const events = MANY_EVENTS.toLocaleString('en');
  return [
    {
      measure: `${events} events of a year: written in`,
      trellis: `${many.seeding.toFixed(0)} s`,
    },
    { measure: '… all of them rolled up anew in', trellis: `${many.rebuild.toFixed(0)} s` },
    ...REPORTS.flatMap((report) => findingsOf(report, few.latencies, many.latencies)),
  ];
}

interface Growth {
  /** In seconds. */
  readonly seeding: number;
  /** In seconds. */
  readonly rebuild: number;
  readonly latencies: Latencies;
}

function findingsOf(report: Report, few: Latencies, many: Latencies): Finding[] {
  const slow = { few: quantile(few[report], 0.95), many: quantile(many[report], 0.95) };
  const middle = { few: median(few[report]), many: median(many[report]) };
  const growth = slow.many / slow.few;
  return [
    {
      measure: `Report ${report} with ${TAIL_EVENTS.toLocaleString('en')} new events, 95 %`,
      trellis: `${slow.few.toFixed(1)} ms → ${slow.many.toFixed(1)} ms`,
      ratio: growth,
      goal: `≤ ${GOAL_MS} ms, ≤ ${GROWTH_GOAL}`,
      isMet: slow.many <= GOAL_MS && growth <= GROWTH_GOAL,
    },
    {
      measure: '… median',
      trellis: `${middle.few.toFixed(1)} ms → ${middle.many.toFixed(1)} ms`,
      ratio: middle.many / middle.few,
    },
  ];
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1_000;
}

async function latenciesOf(
  stage: Stage,
  admin: Student,
  learners: readonly Learner[],
): Promise<Latencies> {
  const courseId = learners[0]?.enrollments[0]?.courseId ?? 1;
  const asked = [
    '',
    `?date_from=${daysAgo(29)}&compare=previous_period`,
    `?date_from=${daysAgo(120)}&date_to=${daysAgo(30)}`,
    '.csv',
  ];
  const measured: Record<Report, number[]> = {
    overview: [],
    engagement: [],
    progress: [],
    assessments: [],
    cache: [],
    community: [],
  };
  for (const report of REPORTS) {
    const requests = [...asked, ...(report === 'overview' ? [] : [`?course_id=${courseId}`])].map(
      (query) => requestBytes('GET', `/api/v1/admin/analytics/${report}${query}`, admin.token),
    );
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
      const { wholeMs } = await saturate({
        port: stage.trellis.port,
        requests,
        connections: 1,
        isRight: ({ body }) => body.includes('as_of'),
      });
      if (round >= WARM_UP_ROUNDS) measured[report].push(...wholeMs);
    }
  }
  return measured;
}

/** Chats and sign-ins are no tail that this measures. */
async function untilCollected({ pool, trellis }: Stage, { token }: Student): Promise<void> {
  const client = new ApiClient(trellis.address).as(token);
  const isDone = async (): Promise<boolean> => {
    await client.text('GET', '/admin/analytics/cache');
    const { rows } = await pool.query<{ isDone: boolean }>(
      `SELECT NOT EXISTS (
         SELECT FROM (VALUES
           ('chat messages', (SELECT max(id) FROM chat_messages)),
           ('chat sessions', (SELECT max(id) FROM chat_sessions)),
           ('sign-in tokens', (SELECT max(id) FROM refresh_tokens))) AS newest (name, id)
         LEFT JOIN activity_collections mark USING (name)
         WHERE newest.id > coalesce(mark.collected_to, 0)) AS "isDone"`,
    );
    return rows[0]?.isDone ?? false;
  };
  while (!(await isDone())) await sleep(PAUSE_MS);
}

/** `YYYY-MM-DD` in UTC, the bench's reporting time zone. */
function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** What the reports say is what one gets by counting. Raises AssertionError if it is not. */
async function requireRightNumbers(stage: Stage, { token }: Student): Promise<void> {
  const client = new ApiClient(stage.trellis.address).as(token);
  const read = async (report: string): Promise<Record<string, unknown>> =>
    JSON.parse(
      await client.text('GET', `/admin/analytics/${report}?date_from=${daysAgo(29)}`),
    ) as Record<string, unknown>;
  const [overview, engagement] = [await read('overview'), await read('engagement')];
  const { rows } = await stage.pool.query(
    `SELECT count(DISTINCT user_id) FILTER (WHERE is_own)::integer AS active_users_total,
            count(*) FILTER (WHERE kind = 'chat.turn' AND topic_id IS NOT NULL)::integer
              AS chat_turns
     FROM activity_events WHERE occurred_at >= $1::timestamptz`,
    [`${daysAgo(29)}T00:00:00Z`],
  );
  deepStrictEqual(
    {
      active_users_total: overview['active_users_total'],
      chat_turns: engagement['chat_turns'],
    },
    rows[0],
  );
}
