import { AsyncLocalStorage } from 'node:async_hooks';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { GatheredCalls } from '../database/gathered-calls';
import { TopicBell, type BellMessage } from './topic-bell';
import { TopicEntriesRepository } from './topic-entries.repository';
import type { TopicEntry, TopicPosition, TopicReplay } from './topic-entry';
import { TopicFollowing, type TopicListener } from './topic-following';
import { type TopicHead, TopicHeadsRepository } from './topic-heads.repository';
import { MOST_REPLAYED, TopicReplays } from './topic-replays';
import { Topics } from './topics';

/** How often a process looks for what no bell told it. */
const LOOK_MS = 2_000;
/** Every so many looks it compares each topic that it follows, whenever that changed. */
const LOOKS_A_ROUND = 5;
/** Topics that one statement opens, and reads on. */
const OPENED_AT_ONCE = 500;
const READ_AT_ONCE = 100;
/** Entries of one topic that are read at a time. */
const ENTRIES_AT_ONCE = 200;

/** A topic that somebody listens to. */
export interface FollowedTopic {
  /** Entries after it are told. */
  readonly position: TopicPosition;
  /** Ends it; nothing is told afterwards. Safe to call twice. */
  stop(): void;
}

interface OpenFollowing {
  readonly following: TopicFollowing;
  /** How far it is at this moment. */
  readonly position: TopicPosition;
}

/**
 * The entries of topics in this process, in order and each once. The log in the database is the
 * truth; a bell between processes makes it quick, and whatever the bell failed to tell is read from
 * the log: at a gap at once, else within seconds.
 */
@Injectable()
export class TopicFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(TopicFeed.name);
  /** Reading goes on when whoever made it necessary has long ended their transaction. */
  private readonly outside = AsyncLocalStorage.snapshot();
  private readonly followings = new Map<string, TopicFollowing>();
  private readonly opening: GatheredCalls<string, TopicHead>;
  private readonly bell: TopicBell;
  /** Topics of which there is more to read. */
  private readonly behind = new Set<string>();
  /** The database's clock at the last look; null when the next must be at every topic. */
  private lookedAt: Date | null = null;
  private looks = 0;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private reading: Promise<void> | null = null;
  private isReading = false;
  private hearing: Promise<void> | null = null;

  constructor(
    topics: Topics,
    private readonly heads: TopicHeadsRepository,
    private readonly entries: TopicEntriesRepository,
    private readonly replays: TopicReplays,
  ) {
    this.bell = new TopicBell(topics);
    this.opening = new GatheredCalls((asked) => this.headsOf(asked), OPENED_AT_ONCE);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.followings.clear();
    await this.looking;
    await this.reading;
  }

  /** How many topics this process follows. */
  get size(): number {
    return this.followings.size;
  }

  /**
   * Tells this process and every other of entries that {@link TopicLog.append} returned; to be
   * called once they are committed. Neither waits for the others nor fails.
   */
  async announce(entries: readonly TopicEntry[]): Promise<void> {
    if (entries.length === 0) return;
    this.hear({ entries, moved: [] });
    this.bell.ring(entries);
  }

  /**
   * Tells a listener every entry of a topic after the position that is returned, in order and once,
   * until it is stopped. It may be told the first of them just before this promise resolves.
   *
   * @throws when the database is away; then nothing is followed.
   */
  async follow(topic: string, listener: TopicListener): Promise<FollowedTopic> {
    this.listenToBell();
    const following = this.followings.get(topic) ?? this.begin(topic);
    // Two who pass the same function are two listeners.
    const own: TopicListener = (entries) => listener(entries);
    let isStopped = false;
    following.hold();
    const stop = (): void => {
      if (isStopped) return;
      isStopped = true;
      following.release(own);
      if (!following.isHeld) this.drop(following);
    };
    try {
      await following.opening;
    } catch (error) {
      stop();
      throw error;
    }
    return { position: following.add(own), stop };
  }

  /**
   * What a topic told after a position: everything, or nothing with `recovered` false when some of
   * it is gone, is more than the limit, or the position is none of this log's.
   *
   * @param since as a client says it: any text, any number.
   */
  replay(topic: string, since: TopicPosition, limit = MOST_REPLAYED): Promise<TopicReplay> {
    return this.replays.replay(topic, since, limit);
  }

  private begin(topic: string): TopicFollowing {
    const following = new TopicFollowing(topic, this.opening.ask(topic));
    this.followings.set(topic, following);
    following.opening.then(
      () => this.readOn(),
      () => this.drop(following),
    );
    return following;
  }

  private drop(following: TopicFollowing): void {
    const { topic } = following;
    if (this.followings.get(topic) !== following) return;
    this.followings.delete(topic);
    this.behind.delete(topic);
  }

  private async headsOf(topics: readonly string[]): Promise<TopicHead[]> {
    const heads = await this.heads.open([...new Set(topics)]);
    const byTopic = new Map(heads.map((head) => [head.topic, head]));
    return topics.map((topic) => {
      const head = byTopic.get(topic);
      if (head === undefined) throw new Error(`The log of ${topic} could not be opened.`);
      return head;
    });
  }

  private listenToBell(): void {
    this.hearing ??= this.bell
      .hear((message) => this.hear(message))
      .catch((error: Error) => {
        this.hearing = null;
        this.logger.warn(`The bell of topics is not heard: ${error.message}`);
      });
  }

  private hear({ entries, moved }: BellMessage): void {
    for (const topic of moved) {
      if (this.followings.has(topic)) this.behind.add(topic);
    }
    for (const [topic, ofTopic] of Map.groupBy(entries, (entry) => entry.topic)) {
      const following = this.followings.get(topic);
      if (following !== undefined && !following.hear(ofTopic)) this.behind.add(topic);
    }
    if (this.behind.size > 0) this.readOn();
  }

  /** Reads what this process is behind with; what fails is tried again at the next look. */
  private readOn(): void {
    if (this.isReading) return;
    this.isReading = true;
    this.reading = this.outside(() => this.readAll());
  }

  private async readAll(): Promise<void> {
    try {
      for (let next = this.nextToRead(); next.length > 0; next = this.nextToRead()) {
        await this.read(next);
      }
    } catch (error) {
      this.logger.warn(`Topics are read later: ${String(error)}`);
    } finally {
      this.isReading = false;
    }
  }

  private nextToRead(): OpenFollowing[] {
    return [...this.behind]
      .flatMap((topic) => {
        const following = this.followings.get(topic);
        const position = following?.position ?? null;
        return following === undefined || position === null ? [] : [{ following, position }];
      })
      .slice(0, READ_AT_ONCE);
  }

  private async read(next: readonly OpenFollowing[]): Promise<void> {
    const asked = next.map(({ following: { topic }, position }) => ({ topic, ...position }));
    // Taken off first: whatever is heard of them while they are read puts them on again.
    for (const { topic } of asked) this.behind.delete(topic);
    try {
      const answers = await this.entries.later(asked, ENTRIES_AT_ONCE);
      for (const [index, { following }] of next.entries()) {
        const later = answers[index] ?? null;
        if (later === null) await this.beginAnew(following);
        else if (!following.read(later, ENTRIES_AT_ONCE)) this.putBehind(following);
      }
    } catch (error) {
      for (const { following } of next) this.putBehind(following);
      throw error;
    }
  }

  /** The log went; the one in its place is told from its beginning, under another epoch. */
  private async beginAnew(following: TopicFollowing): Promise<void> {
    const [head] = await this.headsOf([following.topic]);
    if (head === undefined) return;
    following.start({ epoch: head.epoch, offset: 0 });
    if (head.offset > 0) this.putBehind(following);
  }

  private putBehind(following: TopicFollowing): void {
    if (this.followings.get(following.topic) === following) this.behind.add(following.topic);
  }

  private look(): void {
    if (this.followings.size === 0) {
      this.lookedAt = null;
      return;
    }
    this.listenToBell();
    this.looking ??= this.lookOnce()
      .catch((error: Error) => this.logger.warn(`Topics are looked at later: ${error.message}`))
      .finally(() => {
        this.looking = null;
      });
  }

  private async lookOnce(): Promise<void> {
    this.looks += 1;
    if (this.lookedAt === null || this.looks % LOOKS_A_ROUND === 0) {
      const now = await this.heads.now();
      const topics = [...this.followings.keys()];
      for (let start = 0; start < topics.length; start += OPENED_AT_ONCE) {
        this.compare(await this.heads.open(topics.slice(start, start + OPENED_AT_ONCE)));
      }
      this.lookedAt = now;
    } else {
      const { heads, now } = await this.heads.changedSince(this.lookedAt);
      this.compare(heads);
      this.lookedAt = now;
    }
    this.readOn();
  }

  private compare(heads: readonly TopicHead[]): void {
    for (const head of heads) {
      if (this.followings.get(head.topic)?.isBehind(head) === true) this.behind.add(head.topic);
    }
  }
}
