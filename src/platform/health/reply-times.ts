import { Injectable } from '@nestjs/common';

/** So many replies are remembered. */
const REMEMBERED = 512;

/** How long this process's recent replies took, from the request's arrival to the last byte. */
@Injectable()
export class ReplyTimes {
  private readonly times = new Float64Array(REMEMBERED);
  private recorded = 0;

  /** Remembers one reply, in milliseconds; the oldest one gives way. */
  record(milliseconds: number): void {
    this.times[this.recorded % REMEMBERED] = milliseconds;
    this.recorded += 1;
  }

  /** The median in milliseconds (of an even number the mean of the middle two); null before the first. */
  median(): number | null {
    const count = Math.min(this.recorded, REMEMBERED);
    if (count === 0) return null;
    const sorted = this.times.subarray(0, count).toSorted();
    const upper = sorted[count >> 1] as number;
    return count % 2 === 1 ? upper : ((sorted[(count >> 1) - 1] as number) + upper) / 2;
  }
}
