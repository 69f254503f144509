import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Rollups } from '../rollups/rollups';
import { type EngagementFigures, engagementFigures } from './engagement-figures';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { requirePlatformAdmin } from './report-audience';
import { ReportReading } from './report-reading';

const MEASURES = [
  'topic_time_ms',
  'chat_turns',
  'sessions',
  'session_time_ms',
  'completed_topics',
] as const;

export type EngagementReport = Report<EngagementFigures>;

/** How long people are at what they learn, and what they finish. */
@Injectable()
export class EngagementReportService implements ReportSource<EngagementFigures> {
  constructor(private readonly reading: ReportReading) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  async read(actor: Actor, request: ReportRequest): Promise<EngagementReport> {
    requirePlatformAdmin(actor);
    return this.reading.read(request, this);
  }

  async figures(rollups: Rollups, { range, courseId }: ReportScope): Promise<EngagementFigures> {
    const sums = await rollups.sums(MEASURES, range, courseId);
    const topics = await rollups.distinct('topic', range, courseId);
    const chatTopics = await rollups.distinct('chat_topic', range, courseId);
    const started = await rollups.firsts('topic', range, courseId);
    const startedAndCompleted = await rollups.both('completion', range, courseId);
    return engagementFigures({
      topicTimeMs: sums.topic_time_ms,
      topics,
      chatTurns: sums.chat_turns,
      chatTopics,
      sessions: sums.sessions,
      sessionTimeMs: sums.session_time_ms,
      started,
      completed: sums.completed_topics,
      startedAndCompleted,
    });
  }

  async whole(
    rollups: Rollups,
    scope: ReportScope,
  ): Promise<{ figures: EngagementFigures; details: null }> {
    return { figures: await this.figures(rollups, scope), details: null };
  }
}
