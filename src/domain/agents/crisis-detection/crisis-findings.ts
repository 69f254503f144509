import type { JsonValue } from '../../../kernel/json';
import { CATEGORY_WORDS } from '../../crisis/detection/category';
import type { Detection } from '../../crisis/detection/detection';
import type { CrisisResource } from '../../crisis/resources';

/** What the history added to the score of the content alone. */
export interface HistoryEffect {
  /** How many earlier texts were read. */
  readonly read: number;
  readonly scoreWithout: number;
  readonly hasRaised: boolean;
  /** The earlier texts in which something was found. */
  readonly sources: readonly string[];
}

/** All that was found. As JSON, which is what a model may see, it holds no word of the student's. */
export class CrisisFindings {
  constructor(
    readonly detection: Detection,
    /** Null where no history was asked for. */
    readonly history: HistoryEffect | null,
    readonly resources: readonly CrisisResource[],
  ) {}

  /** What the found phrases speak of, the gravest first, each once. */
  get indicators(): string[] {
    const { spans } = this.detection;
    return [...new Set(spans.map(({ category }) => CATEGORY_WORDS[category]))];
  }

  toJSON(): JsonValue {
    const { score, band, isDetected } = this.detection;
    return {
      crisisDetected: isDetected,
      severityScore: score,
      band,
      indicators: this.indicators,
      resources: this.resources.map(({ name, contact }) => ({ name, contact })),
    };
  }
}
