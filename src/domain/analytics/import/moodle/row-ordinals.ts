/** Rows that are alike stand close together, for a log is in the order of time. */
const MOST_REMEMBERED = 100_000;

/**
 * Numbers the rows of one file that are alike in every word, so that each counts: two clicks in one
 * second are two rows. The first is 0; the same rows in half of the file get the same numbers again.
 */
export class RowOrdinals {
  private recent = new Map<string, number>();
  private older = new Map<string, number>();

  constructor(private readonly mostRemembered = MOST_REMEMBERED) {}

  /** How many rows with this digest came before. */
  next(digest: string): number {
    const before = this.recent.get(digest) ?? this.older.get(digest) ?? 0;
    this.recent.set(digest, before + 1);
    if (this.recent.size >= this.mostRemembered) {
      this.older = this.recent;
      this.recent = new Map();
    }
    return before;
  }
}
