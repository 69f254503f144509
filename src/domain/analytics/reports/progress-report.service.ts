import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { postgresTimeZone } from '../postgres-time-zone';
import type { Rollups } from '../rollups/rollups';
import { EnrollmentCountsRepository } from './enrollment-counts.repository';
import {
  type EnrollmentsByStatus,
  NO_ENROLLMENTS,
  type ProgressFigures,
  progressFigures,
  together,
  totalOf,
} from './progress-figures';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { requirePlatformAdmin } from './report-audience';
import { ReportReading } from './report-reading';

const MEASURES = ['mastered_topics', 'course_completions', 'course_drops'] as const;

/** The figures of one course. */
export interface CourseProgress {
  readonly courseId: number;
  /** Null for a course that is gone. */
  readonly title: string | null;
  readonly figures: ProgressFigures;
}

/** Courses in which somebody enrolled or did something; most enrolments first. */
interface ProgressDetails {
  readonly perCourse: readonly CourseProgress[];
}

export type ProgressReport = Report<ProgressFigures, ProgressDetails>;

/** Who takes which course, by course. */
interface Takings {
  readonly enrollments: ReadonlyMap<number, EnrollmentsByStatus>;
  readonly interruptions: ReadonlyMap<number, number>;
}

/** What people master and finish, and where they stop. */
@Injectable()
export class ProgressReportService implements ReportSource<ProgressFigures, ProgressDetails> {
  constructor(
    private readonly reading: ReportReading,
    private readonly enrollments: EnrollmentCountsRepository,
  ) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  async read(actor: Actor, request: ReportRequest): Promise<ProgressReport> {
    requirePlatformAdmin(actor);
    return this.reading.read(request, this);
  }

  async figures(rollups: Rollups, scope: ReportScope): Promise<ProgressFigures> {
    return this.together(rollups, scope, await this.takings(rollups, scope));
  }

  async whole(
    rollups: Rollups,
    scope: ReportScope,
  ): Promise<{ figures: ProgressFigures; details: ProgressDetails }> {
    const takings = await this.takings(rollups, scope);
    const figures = await this.together(rollups, scope, takings);
    return { figures, details: { perCourse: await this.perCourse(rollups, scope, takings) } };
  }

  private async takings(rollups: Rollups, scope: ReportScope): Promise<Takings> {
    const zone = postgresTimeZone(rollups.timeZone);
    return {
      interruptions: await rollups.interruptedEnrollments(scope.range, scope.courseId),
      enrollments: await this.enrollments.byCourse(zone, scope),
    };
  }

  private async together(
    rollups: Rollups,
    { range, courseId }: ReportScope,
    { interruptions, enrollments }: Takings,
  ): Promise<ProgressFigures> {
    const sums = await rollups.sums(MEASURES, range, courseId);
    const activePersons = await rollups.distinct('person', range, courseId);
    return progressFigures({
      masteredTopics: sums.mastered_topics,
      activePersons,
      courseCompletions: sums.course_completions,
      courseDrops: sums.course_drops,
      interruptions: [...interruptions.values()].reduce((sum, count) => sum + count, 0),
      enrollments: together(enrollments.values()),
    });
  }

  private async perCourse(
    rollups: Rollups,
    { range, courseId }: ReportScope,
    { interruptions, enrollments }: Takings,
  ): Promise<CourseProgress[]> {
    const sums = await rollups.sumsByCourse(MEASURES, range);
    const activePersons = await rollups.distinctByCourse('person', range);
    const ids = [
      ...new Set([...sums.keys(), ...activePersons.keys(), ...enrollments.keys()]),
    ].filter((id) => courseId === null || id === courseId);
    const titles = await this.enrollments.titles(ids);
    return ids
      .map((id) => ({
        courseId: id,
        title: titles.get(id) ?? null,
        figures: progressFigures({
          masteredTopics: sums.get(id)?.mastered_topics ?? 0,
          activePersons: activePersons.get(id) ?? 0,
          courseCompletions: sums.get(id)?.course_completions ?? 0,
          courseDrops: sums.get(id)?.course_drops ?? 0,
          interruptions: interruptions.get(id) ?? 0,
          enrollments: enrollments.get(id) ?? NO_ENROLLMENTS,
        }),
      }))
      .toSorted(byEnrollments);
  }
}

function byEnrollments(a: CourseProgress, b: CourseProgress): number {
  return (
    totalOf(b.figures.enrollmentsByStatus) - totalOf(a.figures.enrollmentsByStatus) ||
    a.courseId - b.courseId
  );
}
