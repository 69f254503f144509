import type { RatingSummary } from './course-rating';

/** The numbers that follow from how many gave one star, two, and so on up to five. */
export function summaryOf(distribution: RatingSummary['distribution']): RatingSummary {
  const total = distribution.reduce((sum, count) => sum + count, 0);
  const stars = distribution.reduce((sum, count, index) => sum + count * (index + 1), 0);
  const average = total === 0 ? null : Math.round((stars * 100) / total) / 100;
  return { average, total, distribution };
}
