import { Injectable } from '@nestjs/common';
import { CrisisReports } from '../cases/crisis-reports.service';
import { detectByRules } from '../detection/crisis-rules';

const SOURCE = 'api_message';
/** Weaker than a detection, so that several weak messages are seen together. */
const WORTH_A_LOOK = 0.3;
/** Earlier messages that are read with the newest. */
const MOST_EARLIER = 30;
/** Of each message, its last so many characters. */
const LONGEST = 20_000;

/**
 * Watches words that a student sends and that nobody stores. Only the rules read them, at once; of
 * what they find, the quotes of a case are kept and nothing else.
 */
@Injectable()
export class PassingWords {
  constructor(private readonly reports: CrisisReports) {}

  /**
   * Reports the newest message, read with what was said before it.
   *
   * @param key the same for the same call: it is reported once.
   * @param newest what was just said.
   * @param earlier what the student said before, the newest first.
   */
  async watch(
    studentId: number,
    key: string,
    newest: string,
    earlier: readonly string[],
  ): Promise<void> {
    const said = { source: SOURCE, text: newest.slice(-LONGEST) };
    if (detectByRules([said]).score < WORTH_A_LOOK) return;
    const before = earlier
      .slice(0, MOST_EARLIER)
      .map((text) => ({ source: SOURCE, text: text.slice(-LONGEST) }));
    const detection = detectByRules([said, ...before]);
    await this.reports.report({
      studentId,
      source: SOURCE,
      sourceKey: `${SOURCE}:${key}`,
      detection,
    });
  }
}
