/** A client that subscribes to all it may at once, and a little more. */
const BURST = 250;
const PER_MS = 20 / 1_000;

/** How fast one connection may send: 250 frames at once, then 20 a second. */
export class FrameRate {
  private tokens = BURST;

  /** @param since milliseconds of the process's own clock, as for every other time here. */
  constructor(private since: number) {}

  /** Takes so many frames; false when there is no room for them. */
  take(now: number, frames = 1): boolean {
    this.tokens = Math.min(BURST, this.tokens + Math.max(0, now - this.since) * PER_MS);
    this.since = now;
    if (this.tokens < frames) return false;
    this.tokens -= frames;
    return true;
  }
}
