import { Logger } from '@nestjs/common';
import type { LaterEntries } from './topic-entries.repository';
import type { TopicEntry, TopicPosition } from './topic-entry';

/** Is told entries of a topic, in order, each once. */
export type TopicListener = (entries: readonly TopicEntry[]) => void;

const logger = new Logger('TopicFeed');

/** How far this process got with one topic, and who in it listens. */
export class TopicFollowing {
  /** Resolves once the log was looked at. */
  readonly opening: Promise<void>;
  private readonly listeners = new Set<TopicListener>();
  private current: TopicPosition | null = null;
  private holders = 0;

  /** @param head where its log stands, as the database will say. */
  constructor(
    readonly topic: string,
    head: Promise<TopicPosition>,
  ) {
    this.opening = head.then((position) => this.start(position));
  }

  /** The last entry that was told; null until the log was looked at. */
  get position(): TopicPosition | null {
    return this.current;
  }

  /** Whether anybody listens, or is about to. */
  get isHeld(): boolean {
    return this.holders > 0;
  }

  /** Somebody is about to listen. */
  hold(): void {
    this.holders += 1;
  }

  /** They listen no more. */
  release(listener: TopicListener): void {
    this.holders -= 1;
    this.listeners.delete(listener);
  }

  /** Tells a listener from now on. @returns the position after which it is told. */
  add(listener: TopicListener): TopicPosition {
    if (this.current === null) throw new Error(`${this.topic} is not open yet.`);
    this.listeners.add(listener);
    return this.current;
  }

  /** Tells what comes after this position. */
  start({ epoch, offset }: TopicPosition): void {
    this.current = { epoch, offset };
  }

  /** Whether the log stands elsewhere than this process got. */
  isBehind({ epoch, offset }: TopicPosition): boolean {
    const { current } = this;
    if (current === null) return false;
    return current.epoch !== epoch || current.offset < offset;
  }

  /**
   * Tells entries as the bell brought them, those told before left out.
   *
   * @returns false when something before one of them is missing.
   */
  hear(entries: readonly TopicEntry[]): boolean {
    const next: TopicEntry[] = [];
    let { current } = this;
    let isWhole = current !== null;
    for (const entry of entries) {
      if (current === null || !isWhole) break;
      if (entry.epoch !== current.epoch || entry.offset > current.offset + 1) isWhole = false;
      else if (entry.offset === current.offset + 1) {
        next.push(entry);
        current = entry;
      }
    }
    this.tell(next);
    return isWhole;
  }

  /**
   * Tells entries as the log has them; offsets that are missing there are empty for good.
   *
   * @returns false when there is more to read.
   */
  read(later: LaterEntries, most: number): boolean {
    const { current } = this;
    if (current === null) return true;
    if (later.epoch !== current.epoch) {
      this.current = { epoch: later.epoch, offset: 0 };
      return later.lastOffset === 0;
    }
    this.tell(later.entries.filter(({ offset }) => offset > current.offset));
    if (later.entries.length >= most) return false;
    const reached = this.current?.offset ?? 0;
    if (later.lastOffset > reached) this.current = { epoch: later.epoch, offset: later.lastOffset };
    return true;
  }

  private tell(entries: readonly TopicEntry[]): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    this.current = { epoch: last.epoch, offset: last.offset };
    for (const listener of this.listeners) {
      try {
        listener(entries);
      } catch (error) {
        logger.error(`A listener of topics failed: ${String(error)}`);
      }
    }
  }
}
