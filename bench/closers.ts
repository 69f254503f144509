type Closer = () => Promise<void> | void;

/** What has to be ended, the last begun first; also when it is begun after the end. */
export class Closers {
  private readonly closers: Closer[] = [];
  private closing: Promise<void> | null = null;

  /** Remembers how to end something, or ends it now if the rest is over already. */
  add(closer: Closer): void {
    if (this.closing === null) this.closers.push(closer);
    else this.closing = this.closing.then(closer).catch(complain);
  }

  /** Ends everything; one that cannot be ended does not hold up the others. */
  async close(): Promise<void> {
    this.closing ??= this.closeAll();
    await this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const closer of this.closers.toReversed()) {
      try {
        await closer();
      } catch (error) {
        complain(error);
      }
    }
  }
}

function complain(error: unknown): void {
  process.stderr.write(`Left behind: ${error instanceof Error ? error.message : error}\n`);
}
