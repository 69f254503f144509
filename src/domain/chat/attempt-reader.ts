/**
 * Reads the chunks of a generation across attempts. When another process starts it anew, what the
 * client has heard already is passed over, as long as the new words begin with it.
 */
export class AttemptReader {
  private attempt = 0;
  private seen = 0;
  private seenText = '';

  /** @param heard what the client heard before, of an attempt that this reader has not seen. */
  constructor(private heard = '') {}

  /** How many chunks of that attempt were read. */
  position(attempt: number): number {
    return attempt === this.attempt ? this.seen : 0;
  }

  /** The chunks that are new to the client, or null when an attempt contradicts what was heard. */
  take(attempt: number, chunks: readonly string[]): string[] | null {
    if (attempt !== this.attempt) {
      this.attempt = attempt;
      this.seen = 0;
      this.seenText = '';
    }
    this.seen += chunks.length;
    const fresh: string[] = [];
    for (const chunk of chunks) {
      const before = this.seenText;
      this.seenText += chunk;
      if (this.seenText.length <= this.heard.length) {
        if (!this.heard.startsWith(this.seenText)) return null;
      } else if (this.seenText.startsWith(this.heard)) {
        const known = Math.max(0, this.heard.length - before.length);
        fresh.push(chunk.slice(known));
        this.heard = this.seenText;
      } else return null;
    }
    return fresh;
  }

  /**
   * What is left of the whole reply, or null when it does not begin with what was heard.
   *
   * @param whole null for a turn that ended without a reply.
   */
  rest(whole: readonly string[] | null): string[] | null {
    if (whole === null) return [];
    const fresh = this.take(Number.MAX_SAFE_INTEGER, whole);
    return this.heard === whole.join('') ? fresh : null;
  }
}
