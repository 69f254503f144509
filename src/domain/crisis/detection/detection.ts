import type { CrisisCategory } from './category';
import type { SeverityBand } from './severity-band';

/** One text that is looked at: what was just said, or something of the history. */
export interface WatchedText {
  /** Where it stands, e.g. `content`, `communication:12`, `chat_message:7`. */
  readonly source: string;
  readonly text: string;
}

/** Words that speak of danger, to the letter, and where they stand. */
export interface EvidenceSpan {
  readonly source: string;
  /** UTF-16 offsets in the text: from inclusive, to exclusive. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly category: CrisisCategory;
  /** How grave this span is by itself, 0 to 1. */
  readonly severity: number;
  readonly foundBy: 'rules' | 'model';
}

/** What was found in some texts taken together. */
export interface Detection {
  /** 0 to 1, to two decimals. */
  readonly score: number;
  readonly band: SeverityBand;
  readonly isDetected: boolean;
  /** The gravest first. */
  readonly spans: readonly EvidenceSpan[];
}
