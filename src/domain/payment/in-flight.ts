/** Work that several callers ask for at once is done once, and each gets its result. */
export class InFlight<Result> {
  private readonly running = new Map<string, Promise<Result>>();

  /** Does the work, or waits for who does it already under the same key in this process. */
  share(key: string, work: () => Promise<Result>): Promise<Result> {
    const running = this.running.get(key);
    if (running !== undefined) return running;
    const begun = work().finally(() => this.running.delete(key));
    this.running.set(key, begun);
    return begun;
  }
}
