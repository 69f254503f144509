/** How grave a detection is, after the Columbia scale; detected from `moderate` on. */
export const SEVERITY_BANDS = ['low', 'moderate', 'high', 'imminent'] as const;
export type SeverityBand = (typeof SEVERITY_BANDS)[number];

/** The least score of each band. */
const FLOORS: Readonly<Record<SeverityBand, number>> = {
  low: 0,
  moderate: 0.4,
  high: 0.6,
  imminent: 0.8,
};

/** The band of a score from 0 to 1. */
export function bandOf(score: number): SeverityBand {
  return SEVERITY_BANDS.findLast((band) => score >= FLOORS[band]) ?? 'low';
}

/** The least score of a band: what a score becomes when somebody only names the band. */
export function floorOf(band: SeverityBand): number {
  return FLOORS[band];
}

/** Whether the first band is graver than the second. */
export function isGraver(band: SeverityBand, than: SeverityBand): boolean {
  return SEVERITY_BANDS.indexOf(band) > SEVERITY_BANDS.indexOf(than);
}

/** Whether a score counts as a crisis. */
export function isDetected(score: number): boolean {
  return bandOf(score) !== 'low';
}
