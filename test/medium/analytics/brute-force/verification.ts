import type { Person } from '../../../support/people';
import type { TestApp } from '../../../support/test-app';
import type { TestDatabase } from '../../../support/test-database';
import { assessments } from './assessments';
import { cache } from './cache';
import { community } from './community';
import { differencesOfCourses } from './courses-progress';
import { engagement } from './engagement';
import { differences, type Figures } from './figure';
import { overview } from './overview';
import { progress } from './progress';
import { dayOf, type Question } from './question';
import { retention } from './retention';

type BruteForce = (database: TestDatabase, question: Question) => Promise<Figures>;

/** The reports, and what each must say. */
const REPORTS = {
  overview,
  engagement,
  progress,
  assessments,
  cache,
  community,
} as const satisfies Readonly<Record<string, BruteForce>>;

export type ReportName = keyof typeof REPORTS;

export const REPORT_NAMES = Object.keys(REPORTS) as ReportName[];

/** Days from..to, both in; of one course or of all. */
export interface Range {
  readonly from: string;
  readonly to: string;
  readonly courseId?: number;
}

/** How often a report is asked again because something happened while it was checked. */
const TRIES = 5;
const DAY_MS = 86_400_000;

/** Asks for reports as an admin and calculates the same figures by brute force. */
export class Verification {
  constructor(
    private readonly app: TestApp,
    private readonly admin: Person,
  ) {}

  /** The report as it is told. @throws Error when it is not told. */
  async read(report: ReportName, range: Range): Promise<Record<string, unknown>> {
    const parameters = new URLSearchParams({
      date_from: range.from,
      date_to: range.to,
      compare: 'previous_period',
    });
    if (range.courseId !== undefined) parameters.set('course_id', `${range.courseId}`);
    const path = `/admin/analytics/${report}?${parameters.toString()}`;
    const reply = await this.app.learning.get(path, { token: this.admin.token });
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply.body as Record<string, unknown>;
  }

  /** All places where the reports differ from the brute force for these ranges. */
  async differences(ranges: readonly Range[], zone: string): Promise<string[]> {
    const found: string[] = [];
    for (const range of ranges) {
      for (const report of REPORT_NAMES) {
        if (report === 'overview' && range.courseId !== undefined) continue;
        const wrong = await this.differencesOf(report, range, zone);
        const course = range.courseId === undefined ? '' : ` of course ${range.courseId}`;
        const place = `${report}${course} ${range.from}..${range.to} in ${zone}`;
        found.push(...wrong.map((difference) => `${place}: ${difference}`));
      }
    }
    return found;
  }

  /** All places where retention differs, for so many weeks from one on. */
  async differencesOfRetention(fromWeek: string, weeks: number, zone: string): Promise<string[]> {
    const path = `/admin/analytics/retention?from_week=${fromWeek}&weeks=${weeks}`;
    const { status, body } = await this.app.learning.get(path, { token: this.admin.token });
    if (status !== 200) throw new Error(`${path}: ${status}`);
    const [row] = await this.app.database.query<{ today: string }>(
      `SELECT ${dayOf(zone, '$1::timestamptz')}::text AS today`,
      [body.as_of],
    );
    const question = { zone, from: fromWeek, to: row?.today ?? '', courseId: null };
    const asOf = new Date(body.as_of);
    const cohorts = await retention(this.app.database, { ...question, asOf }, weeks);
    return differences(body.cohorts, cohorts, 'cohorts');
  }

  private async differencesOf(report: ReportName, range: Range, zone: string): Promise<string[]> {
    for (let attempt = 1; ; attempt += 1) {
      const before = await this.eventCount();
      const wrong = await this.compare(report, range, zone);
      // What was collected or told in between is in one of the two only.
      const isQuiet = before === (await this.eventCount());
      if (wrong.length === 0 || isQuiet || attempt === TRIES) return wrong;
    }
  }

  private async compare(report: ReportName, range: Range, zone: string): Promise<string[]> {
    const { database } = this.app;
    const told = await this.read(report, range);
    const { previous, as_of, reporting_time_zone, course_id, ...rest } = told;
    const { date_from, date_to, per_course, courses_total, ...figures } = rest;
    const question: Question = {
      zone,
      from: range.from,
      to: range.to,
      courseId: range.courseId ?? null,
      asOf: new Date(as_of as string),
    };
    const expected = (await REPORTS[report](database, question)) as Record<string, Figures>;
    const before = periodBefore(question);
    const expectedBefore = (await REPORTS[report](database, before)) as Record<string, Figures>;
    const { date_from: from, date_to: to, ...figuresBefore } = previous as Record<string, unknown>;
    return [
      ...differences(
        { date_from, date_to, reporting_time_zone, course_id: course_id ?? null, from, to },
        {
          date_from: range.from,
          date_to: range.to,
          reporting_time_zone: zone,
          course_id: question.courseId,
          from: before.from,
          to: before.to,
        },
      ),
      ...differences(figures, expected),
      ...differences(figuresBefore, without(expectedBefore, OF_NO_PERIOD), 'previous'),
      ...(per_course === undefined
        ? []
        : await differencesOfCourses(database, question, { per_course, courses_total })),
    ];
  }

  private async eventCount(): Promise<string> {
    const [row] = await this.app.database.query<{ count: string }>(
      'SELECT count(*) FROM activity_events',
    );
    return row?.count ?? '';
  }
}

/** What is told of a range but not of the period before it: totals of now, and lists. */
const OF_NO_PERIOD = [
  'total_users',
  'daily_signups',
  'active_by_day',
  'active_by_week',
  'active_by_month',
  'streak_distribution',
  'total_cached_nodes',
  'total_hits_served',
];

function without(figures: Record<string, Figures>, names: readonly string[]): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([name]) => !names.includes(name)));
}

/** As many days, ending on the day before. */
function periodBefore(question: Question): Question {
  const first = Date.parse(question.from);
  const last = Date.parse(question.to);
  const date = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const to = first - DAY_MS;
  return { ...question, from: date(to - (last - first)), to: date(to) };
}
