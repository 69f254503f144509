import { IntersectionType } from '@nestjs/swagger';
import type { EngagementFigures } from '../../../domain/analytics/reports/engagement-figures';
import type { EngagementReport } from '../../../domain/analytics/reports/engagement-report.service';
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

/** The figures that can be compared. */
class EngagementFiguresReply extends ReportPeriodReply {
  @NumberOrNull(
    734.25,
    "Time at topics ÷ pairs of a person and a topic (a content item) with an event of the person's own, to two decimals. The time of a pair is the sum of the gaps between its events, each capped at 10 minutes and counted on the day of its later event. Null without pairs.",
  )
  average_time_per_topic_seconds: number | null;

  @NumberOrNull(
    6.4,
    'Messages to the tutor ÷ pairs of a person and a topic with such a message, to two decimals. Null without any.',
  )
  average_chat_turns_per_topic_per_user: number | null;

  @NumberOrNull(
    1_512.5,
    "Time in sessions ÷ sessions, to two decimals. A session is a row of a person's own events with gaps of 30 minutes at most, renewed sign-ins left out; it counts on the day on which it begins, its gaps on the day of their later event. Null without sessions.",
  )
  average_session_duration_seconds: number | null;

  @Count(431, 'Sessions that began in the range.')
  sessions: number;

  @Count(1_844, 'Messages to the tutor about a topic.')
  chat_turns: number;

  @Count(320, 'Pairs of a person and a topic whose first own event ever lies in the range.')
  content_started: number;

  @Count(204, 'Pairs of a person and a topic that was completed for the first time in the range.')
  content_completed: number;

  @NumberOrNull(
    0.6125,
    'Pairs that were started and completed in the range ÷ pairs started, 0 to 1, to four decimals. Null when none was started.',
  )
  completion_rate: number | null;
}

/** How long people are at what they learn, and what they finish. */
export class EngagementReportReply extends IntersectionType(
  EngagementFiguresReply,
  CourseReportTermsReply,
) {
  @Previous(EngagementFiguresReply)
  previous: EngagementFiguresReply | null;
}

/** The report as this contract shows it. */
export function toEngagementReport(report: EngagementReport): EngagementReportReply {
  const { range, figures, previous } = report;
  return {
    ...toEngagementFigures(range, figures),
    ...toCourseTerms(report),
    previous: previous === null ? null : toEngagementFigures(previous.range, previous.figures),
  };
}

function toEngagementFigures(range: DayRange, figures: EngagementFigures): EngagementFiguresReply {
  return {
    ...toPeriod(range),
    average_time_per_topic_seconds: figures.averageTimePerTopicSeconds,
    average_chat_turns_per_topic_per_user: figures.averageChatTurnsPerTopicPerUser,
    average_session_duration_seconds: figures.averageSessionDurationSeconds,
    sessions: figures.sessions,
    chat_turns: figures.chatTurns,
    content_started: figures.contentStarted,
    content_completed: figures.contentCompleted,
    completion_rate: figures.completionRate,
  };
}
