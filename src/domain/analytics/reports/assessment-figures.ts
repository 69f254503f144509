import { quotient } from './quotient';

/** How quizzes and labs go. Rates are from 0 to 1, to four decimals; null without denominators. */
export interface AssessmentFigures {
  readonly quizAttempts: number;
  readonly quizPassed: number;
  readonly quizFailed: number;
  readonly quizScored: number;
  /** Handed in, without a score so far. */
  readonly quizPending: number;
  readonly passRate: number | null;
  readonly failRate: number | null;
  /** Percent, to two decimals; null when nothing is scored. */
  readonly averageQuizScore: number | null;
  readonly labSubmissions: number;
  readonly labAccepted: number;
  readonly labNeedsWork: number;
  readonly labScored: number;
  /** Percent, to two decimals; null when nothing is scored. */
  readonly averageLabScore: number | null;
}

/** What was counted for them; sums of scores in hundredths of a percent. */
interface AssessmentCounts {
  readonly quizAttempts: number;
  readonly quizPassed: number;
  readonly quizFailed: number;
  readonly quizScored: number;
  readonly quizScoreSum: number;
  readonly labSubmissions: number;
  readonly labAccepted: number;
  readonly labNeedsWork: number;
  readonly labScored: number;
  readonly labScoreSum: number;
}

const HUNDREDTHS = 100;

export function assessmentFigures(counts: AssessmentCounts): AssessmentFigures {
  const judged = counts.quizPassed + counts.quizFailed;
  return {
    quizAttempts: counts.quizAttempts,
    quizPassed: counts.quizPassed,
    quizFailed: counts.quizFailed,
    quizScored: counts.quizScored,
    quizPending: Math.max(0, counts.quizAttempts - counts.quizScored),
    passRate: quotient(counts.quizPassed, judged, 4),
    failRate: quotient(counts.quizFailed, judged, 4),
    averageQuizScore: quotient(counts.quizScoreSum, counts.quizScored * HUNDREDTHS, 2),
    labSubmissions: counts.labSubmissions,
    labAccepted: counts.labAccepted,
    labNeedsWork: counts.labNeedsWork,
    labScored: counts.labScored,
    averageLabScore: quotient(counts.labScoreSum, counts.labScored * HUNDREDTHS, 2),
  };
}
