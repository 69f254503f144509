import type { TopicEntry, TopicPosition } from '../../platform/topics/topic-entry';
import type { FollowedTopic } from '../../platform/topics/topic-feed';
import { Audience } from './audience';
import type { Follower } from './follower';

/** One log that somebody in this process follows, with everybody who does. */
export class LiveTopic {
  private readonly audiences = new Map<string, Audience>();
  private heard: TopicPosition | null = null;
  private holders = 0;
  private readonly followed: Promise<FollowedTopic>;

  /** @param follow begins to tell the entries of the log; the promise is when it does. */
  constructor(
    private readonly name: string,
    follow: (listener: (entries: readonly TopicEntry[]) => void) => Promise<FollowedTopic>,
    private readonly onAbandoned: () => void,
  ) {
    this.followed = follow((entries) => this.hear(entries));
  }

  /** Everything up to here was told; later entries follow. */
  get position(): TopicPosition {
    if (this.heard === null) throw new Error(`The topic ${this.name} is not followed yet.`);
    return this.heard;
  }

  /** Whether entries after this position were told already. */
  isBeyond(position: TopicPosition): boolean {
    return this.position.epoch === position.epoch && this.position.offset > position.offset;
  }

  /** Keeps following for one subscription more; undone by {@link leave} or {@link release}. */
  async hold(): Promise<void> {
    this.holders += 1;
    try {
      const { position } = await this.followed;
      this.heard ??= position;
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /** The counterpart of {@link hold}: the last one to leave turns off the light. */
  release(): void {
    this.holders -= 1;
    if (this.holders > 0) return;
    this.onAbandoned();
    this.followed.then(
      (followed) => followed.stop(),
      () => undefined,
    );
  }

  /**
   * Tells a subscription everything after this position, which is not behind what was told already
   * (see {@link isBeyond}).
   */
  join(follower: Follower, at: TopicPosition): void {
    const audience = this.audienceOf(follower.name);
    const isAhead = at.epoch === this.position.epoch && at.offset > this.position.offset;
    if (isAhead) audience.joinAhead(follower, at);
    else audience.join(follower);
    follower.isListening = true;
  }

  /** Ends what {@link join} began, if it did, and what {@link hold} kept. */
  leave(follower: Follower): void {
    const { name } = follower;
    const audience = this.audiences.get(name);
    if (audience !== undefined && follower.isListening) {
      audience.leave(follower);
      if (audience.isEmpty) this.audiences.delete(name);
    }
    this.release();
  }

  private hear(entries: readonly TopicEntry[]): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    this.heard = { epoch: last.epoch, offset: last.offset };
    for (const audience of this.audiences.values()) audience.hear(entries);
  }

  private audienceOf(name: string): Audience {
    const known = this.audiences.get(name);
    if (known !== undefined) return known;
    const room = name === this.name ? name : `${this.name} as ${name}`;
    const audience = new Audience(name, room);
    this.audiences.set(name, audience);
    return audience;
  }
}
