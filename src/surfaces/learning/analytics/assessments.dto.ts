import { IntersectionType } from '@nestjs/swagger';
import type { AssessmentFigures } from '../../../domain/analytics/reports/assessment-figures';
import type { AssessmentReport } from '../../../domain/analytics/reports/assessment-report.service';
import type { DayRange } from '../../../domain/analytics/rollups/day-range';
import {
  Count,
  CourseReportTermsReply,
  NumberOrNull,
  Previous,
  ReportPeriodReply,
  toCourseTerms,
  toPeriod,
} from './report.dto';

const COUNTS = 'Of all scores of an attempt the one known last counts, on the day of handing in.';

/** The figures that can be compared. */
class AssessmentFiguresReply extends ReportPeriodReply {
  @Count(240, 'Attempts at a quiz that were handed in.')
  quiz_attempts: number;

  @Count(180, `Attempts that passed. ${COUNTS}`)
  quiz_passed: number;

  @Count(45, 'Attempts that failed.')
  quiz_failed: number;

  @Count(225, 'Attempts with a score.')
  quiz_scored: number;

  @Count(15, 'Attempts handed in less those with a score.')
  quiz_pending: number;

  @NumberOrNull(0.8, 'Passed ÷ (passed + failed), 0 to 1, to four decimals.')
  pass_rate: number | null;

  @NumberOrNull(0.2, 'Failed ÷ (passed + failed), 0 to 1, to four decimals.')
  fail_rate: number | null;

  @NumberOrNull(77.35, 'Mean of the scores that count, in percent, to two decimals.')
  average_quiz_score: number | null;

  @Count(64, 'Lab submissions handed in.')
  lab_submissions: number;

  @Count(40, 'Submissions that were accepted in the last review.')
  lab_accepted: number;

  @Count(12, 'Submissions that need more work by the last review.')
  lab_needs_work: number;

  @Count(50, 'Submissions with a score.')
  lab_scored: number;

  @NumberOrNull(81.5, 'Mean of the scores that count, in percent, to two decimals.')
  average_lab_score: number | null;
}

/** How quizzes and labs go, each on the day on which it was handed in. */
export class AssessmentReportReply extends IntersectionType(
  AssessmentFiguresReply,
  CourseReportTermsReply,
) {
  @Previous(AssessmentFiguresReply)
  previous: AssessmentFiguresReply | null;
}

/** The report as this contract shows it. */
export function toAssessmentReport(report: AssessmentReport): AssessmentReportReply {
  const { range, figures, previous } = report;
  return {
    ...toAssessmentFigures(range, figures),
    ...toCourseTerms(report),
    previous: previous === null ? null : toAssessmentFigures(previous.range, previous.figures),
  };
}

function toAssessmentFigures(range: DayRange, figures: AssessmentFigures): AssessmentFiguresReply {
  return {
    ...toPeriod(range),
    quiz_attempts: figures.quizAttempts,
    quiz_passed: figures.quizPassed,
    quiz_failed: figures.quizFailed,
    quiz_scored: figures.quizScored,
    quiz_pending: figures.quizPending,
    pass_rate: figures.passRate,
    fail_rate: figures.failRate,
    average_quiz_score: figures.averageQuizScore,
    lab_submissions: figures.labSubmissions,
    lab_accepted: figures.labAccepted,
    lab_needs_work: figures.labNeedsWork,
    lab_scored: figures.labScored,
    average_lab_score: figures.averageLabScore,
  };
}
