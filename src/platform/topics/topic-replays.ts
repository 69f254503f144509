import { Injectable } from '@nestjs/common';
import { GatheredCalls } from '../database/gathered-calls';
import {
  type LaterEntries,
  type LaterThan,
  TopicEntriesRepository,
} from './topic-entries.repository';
import type { TopicPosition, TopicReplay } from './topic-entry';
import { TopicHeadsRepository } from './topic-heads.repository';

/** Replays that one statement answers: each may be long. */
const REPLAYS_AT_ONCE = 20;
/** Entries that one of them tells at the most. */
export const MOST_REPLAYED = 1_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** An epoch that no log has. */
const NO_EPOCH = '00000000-0000-0000-0000-000000000000';

/** What was missed since a position, for many who ask at once. */
@Injectable()
export class TopicReplays {
  private readonly reading: GatheredCalls<LaterThan, LaterEntries | null>;

  constructor(
    private readonly heads: TopicHeadsRepository,
    entries: TopicEntriesRepository,
  ) {
    this.reading = new GatheredCalls(
      // One more than is told, to know whether that was all.
      (asked) => entries.later(asked, MOST_REPLAYED + 1),
      REPLAYS_AT_ONCE,
    );
  }

  /**
   * What a topic told after a position: everything, or nothing with `recovered` false when some of
   * it is gone, is too much, or the position is none of this log's.
   *
   * @param since as a client says it: any text, any number.
   * @param most entries to tell, up to 1,000.
   */
  async replay(topic: string, since: TopicPosition, most: number): Promise<TopicReplay> {
    const asked = { topic, ...askable(since) };
    const later = await this.reading.ask(asked);
    if (later === null) return lost(await this.beginning(topic));
    const position = { epoch: later.epoch, offset: later.lastOffset };
    const isWhole =
      later.epoch === asked.epoch &&
      asked.offset >= later.trimmedTo &&
      asked.offset <= later.lastOffset &&
      later.entries.length <= Math.min(most, MOST_REPLAYED);
    return isWhole ? { recovered: true, entries: later.entries, position } : lost(position);
  }

  private async beginning(topic: string): Promise<TopicPosition> {
    const [head] = await this.heads.open([topic]);
    return head === undefined
      ? { epoch: NO_EPOCH, offset: 0 }
      : { epoch: head.epoch, offset: head.offset };
  }
}

function askable({ epoch, offset }: TopicPosition): TopicPosition {
  return UUID.test(epoch) && Number.isSafeInteger(offset) && offset >= 0
    ? { epoch: epoch.toLowerCase(), offset }
    : { epoch: NO_EPOCH, offset: 0 };
}

function lost(position: TopicPosition): TopicReplay {
  return { recovered: false, entries: [], position };
}
