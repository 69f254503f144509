import { Logger } from '@nestjs/common';
import type { TopicEntry } from './topic-entry';
import type { Topics } from './topics';

/** The bell of all topics together: each process listens once, however many topics it follows. */
const BELL = 'realtime';

/** An entry that is longer as JSON is read from the database by whoever follows its topic. */
const LONGEST_ENTRY = 32_768;
/** Characters of entries in one message; what carries it takes 512 KiB. */
const LONGEST_MESSAGE = 131_072;
/** So many entries wait while a message is on its way; of further ones only the topics are told. */
const MOST_WAITING = 2_000;
/** Of further topics nothing is told: whoever follows them looks every few seconds. */
const MOST_TOPICS = 10_000;

/** What one process tells the others. */
export interface BellMessage {
  /** Entries, those of a topic in their order. */
  readonly entries: readonly TopicEntry[];
  /** Topics that have more to tell than the entries say. */
  readonly moved: readonly string[];
}

/**
 * Tells other processes what was added to topics. One message at a time is on its way, so they
 * arrive in order; what comes meanwhile goes together in the next. Never waits, never fails: a bell
 * that is not heard costs its hearers the seconds until they look by themselves.
 */
export class TopicBell {
  private readonly logger = new Logger('TopicFeed');
  private waiting: TopicEntry[] = [];
  private readonly moved = new Set<string>();
  private isRinging = false;

  constructor(private readonly topics: Topics) {}

  /** Listens from now on. @throws when what carries the bell is away. */
  async hear(listener: (message: BellMessage) => void): Promise<void> {
    await this.topics.subscribe(BELL, (data) => {
      if (isBellMessage(data)) listener(data);
    });
  }

  /** Tells every process of entries that were committed. */
  ring(entries: readonly TopicEntry[]): void {
    for (const entry of entries) {
      if (this.waiting.length < MOST_WAITING && !this.moved.has(entry.topic)) {
        this.waiting.push(entry);
      } else if (this.moved.size < MOST_TOPICS) {
        this.moved.add(entry.topic);
      }
    }
    if (!this.isRinging) void this.send();
  }

  private async send(): Promise<void> {
    this.isRinging = true;
    while (this.waiting.length > 0 || this.moved.size > 0) {
      await this.topics.publish(BELL, this.nextMessage()).catch((error: Error) => {
        this.logger.warn(`Nobody hears the bell of topics: ${error.message}`);
      });
    }
    this.isRinging = false;
  }

  private nextMessage(): BellMessage {
    const entries: TopicEntry[] = [];
    const moved = new Set(this.moved);
    let length = 0;
    let taken = 0;
    for (const entry of this.waiting) {
      const own = JSON.stringify(entry).length;
      if (entries.length > 0 && length + own > LONGEST_MESSAGE) break;
      taken += 1;
      if (own > LONGEST_ENTRY) {
        moved.add(entry.topic);
      } else {
        entries.push(entry);
        length += own;
      }
    }
    this.waiting = this.waiting.slice(taken);
    this.moved.clear();
    return { entries, moved: [...moved] };
  }
}

/** Another version of this program may say something else. */
function isBellMessage(data: unknown): data is BellMessage {
  const { entries, moved } = (data ?? {}) as Partial<Record<keyof BellMessage, unknown>>;
  return Array.isArray(entries) && Array.isArray(moved);
}
