import type { EvidenceSpan, WatchedText } from './detection';

/** A second reader of a text, after the rules. What it finds is added; it takes nothing away. */
export interface CrisisReader {
  /** Spans of this text; none when it finds nothing or cannot read now. */
  read(text: WatchedText): Promise<readonly EvidenceSpan[]>;
}

export const CRISIS_READER = Symbol('crisis reader');

/** Where no model is configured there is no second reader. */
export class NoReader implements CrisisReader {
  read(): Promise<readonly EvidenceSpan[]> {
    return Promise.resolve([]);
  }
}
