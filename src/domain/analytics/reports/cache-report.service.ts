import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { DayRange } from '../rollups/day-range';
import type { Rollups } from '../rollups/rollups';
import { type CacheFigures, cacheFigures } from './cache-figures';
import { ReplyNodesRepository } from './reply-nodes.repository';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { requirePlatformAdmin } from './report-audience';
import { ReportReading } from './report-reading';

const MEASURES = [
  'cache_hits',
  'cache_misses',
  'chat_opened',
  'chat_diverged',
  'saved_microdollars',
  'unpriced_hits',
  'hit_duration_ms',
  'hits_timed',
  'miss_duration_ms',
  'misses_timed',
] as const;

const ALL_TIME: DayRange = { from: '0001-01-01', to: '9999-12-31' };

/** What holds whatever the range. */
interface CacheDetails {
  /** Replies that the cache holds now. */
  readonly totalCachedNodes: number;
  /** Hits of all time. */
  readonly totalHitsServed: number;
}

export type CacheReport = Report<CacheFigures, CacheDetails>;

/** How often the tutor's replies come from the cache, and what that saves. */
@Injectable()
export class CacheReportService implements ReportSource<CacheFigures, CacheDetails> {
  constructor(
    private readonly reading: ReportReading,
    private readonly nodes: ReplyNodesRepository,
  ) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  async read(actor: Actor, request: ReportRequest): Promise<CacheReport> {
    requirePlatformAdmin(actor);
    return this.reading.read(request, this);
  }

  async figures(rollups: Rollups, { range, courseId }: ReportScope): Promise<CacheFigures> {
    const sums = await rollups.sums(MEASURES, range, courseId);
    return cacheFigures({
      hits: sums.cache_hits,
      misses: sums.cache_misses,
      opened: sums.chat_opened,
      diverged: sums.chat_diverged,
      savedMicrodollars: sums.saved_microdollars,
      unpricedHits: sums.unpriced_hits,
      hitDurationMs: sums.hit_duration_ms,
      hitsTimed: sums.hits_timed,
      missDurationMs: sums.miss_duration_ms,
      missesTimed: sums.misses_timed,
    });
  }

  async whole(
    rollups: Rollups,
    scope: ReportScope,
  ): Promise<{ figures: CacheFigures; details: CacheDetails }> {
    const figures = await this.figures(rollups, scope);
    const ever = await rollups.sums(['cache_hits'], ALL_TIME, scope.courseId);
    const totalCachedNodes = await this.nodes.count(scope.courseId);
    return { figures, details: { totalCachedNodes, totalHitsServed: ever.cache_hits } };
  }
}
