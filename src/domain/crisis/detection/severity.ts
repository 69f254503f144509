import type { Detection, EvidenceSpan } from './detection';
import { bandOf, isDetected } from './severity-band';

/** How much each further category adds to the gravest, as a share of what it weighs. */
const SUPPORT = 0.25;
/** Support never lifts a score over the bound of a band that no single span reaches… */
const BOUNDS = [0.6, 0.8] as const;
/** Hopelessness that is said in so many different ways weighs more each time. */
const LASTING = 0.03;
const MOST_LASTING = 0.45;
const MOST_SUPPORTED = 0.01;

/**
 * The severity of spans: `score = 1 − (1 − g) · Π(1 − 0.25 · w)`, where g is the gravest span and w
 * the gravest of each other category. Support may make moderate out of low; high and imminent need
 * one span that is that grave by itself.
 */
export function severityOf(spans: readonly EvidenceSpan[]): number {
  const gravest = new Map<string, number>();
  for (const { category, severity } of spans) {
    gravest.set(category, Math.max(severity, gravest.get(category) ?? 0));
  }
  const hopeless = new Set(
    spans.filter(({ category }) => category === 'hopelessness').map(({ quote }) => quote),
  );
  if (hopeless.size > 1) {
    const lasting = (gravest.get('hopelessness') ?? 0) + LASTING * (hopeless.size - 1);
    gravest.set('hopelessness', Math.min(lasting, MOST_LASTING));
  }
  const [first = 0, ...others] = [...gravest.values()].toSorted((a, b) => b - a);
  const supported = 1 - others.reduce((rest, weight) => rest * (1 - SUPPORT * weight), 1 - first);
  const ceiling = BOUNDS.find((bound) => first < bound) ?? 1;
  const score = Math.min(supported, Math.max(first, ceiling - MOST_SUPPORTED), 0.99);
  return Number(score.toFixed(2));
}

/** Spans as a detection, the gravest first. */
export function detectionOf(spans: readonly EvidenceSpan[]): Detection {
  const score = severityOf(spans);
  return {
    score,
    band: bandOf(score),
    isDetected: isDetected(score),
    spans: spans.toSorted((a, b) => b.severity - a.severity),
  };
}
