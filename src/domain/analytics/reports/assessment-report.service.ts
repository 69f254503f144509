import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Rollups } from '../rollups/rollups';
import { type AssessmentFigures, assessmentFigures } from './assessment-figures';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { requirePlatformAdmin } from './report-audience';
import { ReportReading } from './report-reading';

const MEASURES = [
  'quiz_attempts',
  'quiz_passed',
  'quiz_failed',
  'quiz_scored',
  'quiz_score_sum',
  'lab_submissions',
  'lab_accepted',
  'lab_needs_work',
  'lab_scored',
  'lab_score_sum',
] as const;

export type AssessmentReport = Report<AssessmentFigures>;

/** How quizzes and labs go, each attempt on the day on which it was handed in. */
@Injectable()
export class AssessmentReportService implements ReportSource<AssessmentFigures> {
  constructor(private readonly reading: ReportReading) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  async read(actor: Actor, request: ReportRequest): Promise<AssessmentReport> {
    requirePlatformAdmin(actor);
    return this.reading.read(request, this);
  }

  async figures(rollups: Rollups, { range, courseId }: ReportScope): Promise<AssessmentFigures> {
    const sums = await rollups.sums(MEASURES, range, courseId);
    return assessmentFigures({
      quizAttempts: sums.quiz_attempts,
      quizPassed: sums.quiz_passed,
      quizFailed: sums.quiz_failed,
      quizScored: sums.quiz_scored,
      quizScoreSum: sums.quiz_score_sum,
      labSubmissions: sums.lab_submissions,
      labAccepted: sums.lab_accepted,
      labNeedsWork: sums.lab_needs_work,
      labScored: sums.lab_scored,
      labScoreSum: sums.lab_score_sum,
    });
  }

  async whole(
    rollups: Rollups,
    scope: ReportScope,
  ): Promise<{ figures: AssessmentFigures; details: null }> {
    return { figures: await this.figures(rollups, scope), details: null };
  }
}
