import type { Frame } from './realtime-client';

const DEADLINE_MS = 20_000;

/** The frames that a client was told, in order. */
export class HeardFrames {
  readonly all: Frame[] = [];
  private readonly waiting = new Set<() => void>();

  /** Takes a frame that came. */
  add(frame: Frame): void {
    this.all.push(frame);
    for (const look of this.waiting) look();
  }

  /**
   * The first frame, of those that came and those that will, that pleases.
   *
   * @throws Error that tells the last frame when none came in time.
   */
  async next(pleases: (frame: Frame) => boolean): Promise<Frame> {
    const { promise, resolve, reject } = Promise.withResolvers<Frame>();
    const look = (): void => {
      const found = this.all.find(pleases);
      if (found !== undefined) resolve(found);
    };
    const giveUp = setTimeout(() => {
      const last = JSON.stringify(this.all.at(-1) ?? null);
      reject(new Error(`After ${DEADLINE_MS} ms no such frame came; the last one was ${last}`));
    }, DEADLINE_MS);
    this.waiting.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(giveUp);
      this.waiting.delete(look);
    }
  }
}
