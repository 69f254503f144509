import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import type { ActivityEvent } from './activity-event';
import { ActivityLog } from './activity-log';
import { CHECK_COLLECTED_ACTIVITY, COLLECT_ACTIVITY } from './activity.jobs';
import { activityOfMessage, activityOfSession, activityOfToken } from './collected-activity';
import { COLLECTED_AT_ONCE, CollectedRowsRepository, EVERY_ID } from './collected-rows.repository';
import {
  type CollectionMark,
  type CollectionName,
  CollectionMarksRepository,
} from './collection-marks.repository';

/** Ids that are read again while an older transaction goes on that may still bring some of them. */
const OVERLAP = 1_000;
/** So often, and at such a distance, is looked whether older transactions have ended. */
const LOOKS = 5;
const LOOK_PAUSE_MS = 20;

/** Rows of a table that were read, as events, and where to go on. */
interface Reading {
  readonly events: readonly ActivityEvent[];
  readonly lastId: number;
  readonly isFull: boolean;
}

/**
 * Collects what is not written down as it happens: what is said in chats, and sign-ins. A cached
 * reply has no time to spare for it, and the tables keep it anyway. Reading a row again changes
 * nothing, for its events are the same.
 */
@Injectable()
export class ActivityCollector {
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  /** How far this process read what may not be complete yet. */
  private readonly readTo = new Map<CollectionName, number>();

  constructor(
    private readonly database: Database,
    private readonly rows: CollectedRowsRepository,
    private readonly marks: CollectionMarksRepository,
    private readonly log: ActivityLog,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Writes down what came since the last time, as long as that is little; what is left of a great
   * deal is left to the job. Callers at the same time share one reading that begins after all of
   * them asked. Not to be called in a transaction.
   */
  collect(): Promise<void> {
    if (this.running === null) return this.begin();
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  /** Writes down everything that came since the last time; each row is read once, as a rule. */
  @OnJob(COLLECT_ACTIVITY)
  async collectAll(): Promise<void> {
    for (const { name, newestId } of await this.rows.behind()) {
      await this.collectTo(name, newestId);
    }
  }

  /**
   * Reads once more what was read since the last check, and writes down which conversations lost
   * their place in the tree of replies without a word.
   */
  @OnJob(CHECK_COLLECTED_ACTIVITY)
  async check(): Promise<void> {
    for (const name of ['chat sessions', 'chat messages', 'sign-in tokens'] as const) {
      const { collectedTo } = await this.marks.find(name);
      let from = await this.marks.checkedFrom(name);
      for (let isMore = true; isMore;) {
        const { lastId, isFull } = await this.write(() => this.read(name, from));
        from = lastId;
        isMore = isFull && from < collectedTo;
      }
      await this.marks.checkedTo(name, collectedTo);
    }
    for (let from = 0, isMore = true; isMore;) {
      const { lastId, isFull } = await this.write(() => this.readDivergences(from));
      from = lastId;
      isMore = isFull;
    }
  }

  private begin(): Promise<void> {
    this.running = this.collectSome().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async collectSome(): Promise<void> {
    for (const { name } of await this.rows.behind()) {
      await this.collectFrom(name, await this.marks.find(name), 1);
    }
  }

  private async collectTo(name: CollectionName, newestId: number): Promise<void> {
    for (;;) {
      const mark = await this.soonComplete(name);
      if (mark.collectedTo >= newestId) return;
      // A transaction goes on for long: what is there to be read is read, and once more later.
      if (mark.completeTo === mark.collectedTo) return this.collectFrom(name, mark, Infinity);
      await this.collectComplete(name, mark);
      if (mark.completeTo >= newestId) return;
    }
  }

  /** Gives transactions a moment to end before which no end of what they write is known. */
  private async soonComplete(name: CollectionName): Promise<CollectionMark> {
    let mark = await this.marks.find(name);
    for (let look = 1; look < LOOKS && mark.completeTo <= mark.collectedTo; look += 1) {
      await sleep(LOOK_PAUSE_MS);
      mark = await this.marks.find(name);
    }
    return mark;
  }

  /** Reads what is complete, and nothing after it. */
  private async collectComplete(name: CollectionName, mark: CollectionMark): Promise<void> {
    let from = mark.collectedTo;
    for (let isMore = true; isMore;) {
      const { lastId, isFull } = await this.write(async () => {
        const reading = await this.read(name, from, mark.completeTo);
        await this.marks.moveTo(name, reading.isFull ? reading.lastId : mark.completeTo);
        return reading;
      });
      from = lastId;
      isMore = isFull;
    }
  }

  /** Reads what there is, complete or not. */
  private async collectFrom(
    name: CollectionName,
    { collectedTo, completeTo }: CollectionMark,
    mostBatches: number,
  ): Promise<void> {
    const isComplete = completeTo > collectedTo;
    let from = isComplete
      ? collectedTo
      : Math.max(collectedTo, (this.readTo.get(name) ?? 0) - OVERLAP);
    for (let batch = 0; batch < mostBatches; batch += 1) {
      const { lastId, isFull } = await this.write(async () => {
        const reading = await this.read(name, from);
        const sureTo = reading.isFull ? Math.min(reading.lastId, completeTo) : completeTo;
        await this.marks.moveTo(name, sureTo);
        return reading;
      });
      from = lastId;
      this.readTo.set(name, from);
      if (!isFull) return;
    }
  }

  /** Reads and writes in one transaction. */
  private write(read: () => Promise<Reading>): Promise<Reading> {
    return this.database.transaction(async () => {
      await this.marks.takeTurn();
      const reading = await read();
      await this.log.append(reading.events);
      return reading;
    });
  }

  private async read(name: CollectionName, from: number, to = EVERY_ID): Promise<Reading> {
    const { prices } = this.configuration.chat;
    switch (name) {
      case 'chat messages':
        return readingOf(await this.rows.messages(from, to), from, (message) =>
          activityOfMessage(message, prices),
        );
      case 'chat sessions':
        return readingOf(await this.rows.sessions(from, to), from, activityOfSession);
      case 'sign-in tokens':
        return readingOf(await this.rows.tokens(from, to), from, (token) => [
          activityOfToken(token),
        ]);
    }
  }

  private async readDivergences(from: number): Promise<Reading> {
    return readingOf(await this.rows.untoldDivergences(from), from, activityOfSession);
  }
}

function readingOf<Row extends { readonly id: number }>(
  rows: readonly Row[],
  from: number,
  eventsOf: (row: Row) => ActivityEvent[],
): Reading {
  return {
    events: rows.flatMap(eventsOf),
    lastId: rows.at(-1)?.id ?? from,
    isFull: rows.length === COLLECTED_AT_ONCE,
  };
}
