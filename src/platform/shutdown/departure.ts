import { Injectable } from '@nestjs/common';

/** How long what is under way may go on once the process takes nothing new, in milliseconds. */
const NOTICE_MS = 8_000;

/**
 * How this process leaves. First it says that it is leaving, so that nobody sends it anything new;
 * then it gives notice to what is under way; what is not done by the last call ends by itself, with
 * a word that it can go on at another process.
 */
@Injectable()
export class Departure {
  private readonly calling = new AbortController();
  private begun = false;
  private timer: NodeJS.Timeout | null = null;

  /** Whether the process has been told to end. */
  get hasBegun(): boolean {
    return this.begun;
  }

  /** Aborted when nothing may go on any longer; streams write their last frame then. */
  get lastCall(): AbortSignal {
    return this.calling.signal;
  }

  /** From now on the process is not ready: nothing new belongs here. */
  begin(): void {
    this.begun = true;
  }

  /** From now on what is under way has a few seconds left. */
  giveNotice(): void {
    this.begin();
    this.timer ??= setTimeout(() => this.calling.abort(), NOTICE_MS).unref();
  }
}
