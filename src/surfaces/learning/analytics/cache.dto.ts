import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { CacheFigures } from '../../../domain/analytics/reports/cache-figures';
import type { CacheReport } from '../../../domain/analytics/reports/cache-report.service';
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
class CacheFiguresReply extends ReportPeriodReply {
  @Count(1_210, "The tutor's replies that came from the cache.")
  hits: number;

  @Count(634, "The tutor's replies that a model was asked for.")
  misses: number;

  @NumberOrNull(0.6562, 'Hits ÷ (hits + misses), 0 to 1, to four decimals.')
  hit_rate: number | null;

  @Count(310, 'Chats that were opened.')
  sessions_opened: number;

  @Count(41, 'Chats that left the cached ways, counted on the day on which they were opened.')
  sessions_diverged: number;

  @NumberOrNull(0.1323, 'Diverged ÷ opened, 0 to 1, to four decimals.')
  divergence_rate: number | null;

  @ApiProperty({
    type: 'number',
    example: 4.112_004,
    description:
      'What the replies of the hits would have cost, in US dollars, to six decimals; those without a known price are left out.',
  })
  money_saved_usd: number;

  @Count(0, 'Hits whose reply has no known price.')
  unpriced_hits: number;

  @NumberOrNull(
    2_904.5,
    'Hits × (mean duration of a miss − mean duration of a hit), at least 0, to two decimals. Null unless both durations are known.',
  )
  time_saved_seconds: number | null;
}

/** How often the tutor's replies come from the cache, and what that saves. */
export class CacheReportReply extends IntersectionType(CacheFiguresReply, CourseReportTermsReply) {
  @Count(
    860,
    'Replies that the cache holds now, whatever the range: to lessons of the course, where the report is of one.',
  )
  total_cached_nodes: number;

  @Count(9_422, 'Hits of all time.')
  total_hits_served: number;

  @Previous(CacheFiguresReply)
  previous: CacheFiguresReply | null;
}

/** The report as this contract shows it. */
export function toCacheReport(report: CacheReport): CacheReportReply {
  const { range, figures, details, previous } = report;
  return {
    ...toCacheFigures(range, figures),
    ...toCourseTerms(report),
    total_cached_nodes: details.totalCachedNodes,
    total_hits_served: details.totalHitsServed,
    previous: previous === null ? null : toCacheFigures(previous.range, previous.figures),
  };
}

function toCacheFigures(range: DayRange, figures: CacheFigures): CacheFiguresReply {
  return {
    ...toPeriod(range),
    hits: figures.hits,
    misses: figures.misses,
    hit_rate: figures.hitRate,
    sessions_opened: figures.sessionsOpened,
    sessions_diverged: figures.sessionsDiverged,
    divergence_rate: figures.divergenceRate,
    money_saved_usd: figures.moneySavedUsd,
    unpriced_hits: figures.unpricedHits,
    time_saved_seconds: figures.timeSavedSeconds,
  };
}
