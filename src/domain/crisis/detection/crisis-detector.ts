import { Inject, Injectable } from '@nestjs/common';
import { CRISIS_READER, type CrisisReader } from './crisis-reader';
import { detectByRules } from './crisis-rules';
import type { Detection, WatchedText } from './detection';
import { detectionOf } from './severity';

/** Rules first, a second reader where there is one; the graver of the two counts. */
@Injectable()
export class CrisisDetector {
  constructor(@Inject(CRISIS_READER) private readonly reader: CrisisReader) {}

  /**
   * Looks at a text together with others that came before it. Only the text itself is shown to the
   * second reader, never the history.
   */
  async detect(text: WatchedText, history: readonly WatchedText[] = []): Promise<Detection> {
    const rules = detectByRules([text, ...history]);
    const second = await this.reader.read(text);
    if (second.length === 0) return rules;
    const both = detectionOf([...rules.spans, ...second]);
    return both.score < rules.score ? rules : both;
  }
}
