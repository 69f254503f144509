import { detectByRules } from '../../crisis/detection/crisis-rules';
import type { Detection, WatchedText } from '../../crisis/detection/detection';
import { severityOf } from '../../crisis/detection/severity';
import type { HistoryEffect } from './crisis-findings';

/** Compares a detection over a text and its history with what the text gives by itself. */
export function historyEffect(
  detection: Detection,
  contentSource: string,
  history: readonly WatchedText[],
): HistoryEffect {
  const ofContent = detection.spans.filter(({ source }) => source === contentSource);
  const scoreWithout = severityOf(ofContent);
  const sources = history.filter((text) => detectByRules([text]).score > 0);
  return {
    read: history.length,
    scoreWithout,
    hasRaised: detection.score > scoreWithout,
    sources: sources.map(({ source }) => source),
  };
}
