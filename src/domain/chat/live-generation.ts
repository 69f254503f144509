import { Bell } from './bell';
import type { ReplyPart } from './reply-part';

/** How a generation ended. */
export type Outcome =
  | { readonly type: 'complete'; readonly messageIds: ReadonlyMap<string, number> }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/**
 * A generation that runs in this process. Any number of turns read it, each at its own pace and
 * from any chunk on; none of them can slow it down or stop it by leaving.
 */
export class LiveGeneration {
  private readonly chunks: string[] = [];
  private readonly bells = new Set<Bell>();
  private outcome: Outcome | null = null;
  private isLost = false;
  private readonly controller = new AbortController();

  constructor(
    readonly id: string,
    readonly attempt: number,
  ) {}

  /** Aborted when the generation is cancelled or belongs to another process by now. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The chunks that its readers were given. */
  get heard(): readonly string[] {
    return this.chunks;
  }

  /** How many clients of this process read it at this moment. */
  get readers(): number {
    return this.bells.size;
  }

  /** Adds a chunk for every reader. */
  push(chunk: string): void {
    if (this.isLost) return;
    this.chunks.push(chunk);
    this.ring();
  }

  /** Tells every reader how it ended. The first outcome counts. */
  end(outcome: Outcome): void {
    this.outcome ??= outcome;
    this.ring();
  }

  /** Stops the work behind it. */
  abort(): void {
    this.controller.abort();
  }

  /** Lets go of it: this process is not in charge any more, its readers have to look elsewhere. */
  lose(): void {
    this.isLost = true;
    this.abort();
    this.ring();
  }

  /** Wakes the readers, so that they look again at a turn that was cancelled. */
  nudge(): void {
    this.ring();
  }

  /**
   * Reads as it comes. Ends without a last part when the generation is lost to another process.
   *
   * @param isCancelled whether the reader's own turn was cancelled while others go on.
   * @param left aborted when the reader has left; ends without a last part then too.
   */
  async *read(
    turnId: string,
    from: number,
    isCancelled: (turnId: string) => boolean,
    left: AbortSignal,
  ): AsyncGenerator<ReplyPart> {
    const bell = new Bell();
    this.bells.add(bell);
    left.addEventListener('abort', bell.ring);
    let next = from;
    try {
      while (!left.aborted) {
        if (isCancelled(turnId)) {
          yield CANCELLED;
          return;
        }
        while (next < this.chunks.length) {
          yield { type: 'chunk', content: this.chunks[next] as string };
          next += 1;
        }
        if (this.outcome !== null) {
          yield lastPart(this.outcome, turnId);
          return;
        }
        if (this.isLost) return;
        await bell.wait();
      }
    } finally {
      left.removeEventListener('abort', bell.ring);
      this.bells.delete(bell);
    }
  }

  private ring(): void {
    for (const bell of this.bells) bell.ring();
  }
}

/** The last part of a turn that was cancelled. */
export const CANCELLED: ReplyPart = {
  type: 'failed',
  code: 'cancelled',
  message: 'The reply was cancelled.',
};

/** The last part of a stream whose process leaves before the reply is done. */
export const STOPPING = {
  type: 'failed',
  code: 'server_stopping',
  message: 'This server is being stopped. Resume the stream.',
} as const satisfies ReplyPart;

function lastPart(outcome: Outcome, turnId: string): ReplyPart {
  if (outcome.type === 'failed') return outcome;
  const messageId = outcome.messageIds.get(turnId);
  return messageId === undefined ? CANCELLED : { type: 'done', messageId };
}
