import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { ActivityCollector } from '../activity/activity-collector';
import { ReportingTimeZone } from '../reporting-time-zone';
import { RollupFiguresRepository } from './rollup-figures.repository';
import { RollupSnapshot } from './rollup-snapshot';
import { NO_BOUND, NOTHING_SETTLED } from './rollup-state';
import { RollupTail } from './rollup-tail';
import {
  type ChangedPersons,
  RollupTailRepository,
  type StateOfMoment,
} from './rollup-tail.repository';
import type { Rollups } from './rollups';

export type { Rollups } from './rollups';

/** More events than these are not added up while a report waits: it then says how old it is. */
const MOST_LIVE_EVENTS = 10_000;
/** No rows of rollups have this number. */
const NO_GENERATION = 0;

/** Which rollups to begin with. */
interface Basis {
  readonly generation: number;
  readonly timeZone: string;
  readonly settledBefore: string;
}

/** What is read besides; nothing where it is too much. */
interface Reading extends Basis {
  readonly changed: ChangedPersons;
  readonly isLive: boolean;
}

/** What reports read: rollups and what came since, of one moment. */
@Injectable()
export class RollupReader {
  constructor(
    private readonly database: Database,
    private readonly collector: ActivityCollector,
    private readonly zone: ReportingTimeZone,
    private readonly tails: RollupTailRepository,
    private readonly figures: RollupFiguresRepository,
  ) {}

  /**
   * Work that sees one moment of everything, current to the second. Where too much came since the
   * last settling it sees what is settled, and `asOf` says since when. While rollups stand for
   * another time zone, so do the figures and their `timeZone`, unless there are so few events that
   * they can be counted anew at once. Nothing can be written in it.
   */
  async read<Result>(work: (rollups: Rollups) => Promise<Result>): Promise<Result> {
    await this.collector.collect();
    const wanted = await this.zone.current();
    return this.database.transaction(async () => {
      await this.tails.seeOneMoment();
      const state = await this.tails.state();
      const { changed, isLive, ...basis } = await this.readingOf(state, wanted);
      const tail = isLive
        ? await this.tails.tail(changed, basis.settledBefore, basis.timeZone)
        : new RollupTail([], []);
      await this.tails.planAsUsual();
      const asOf = isLive ? state.at : state.settledAt;
      const moment = { ...basis, asOf, today: changed.today };
      return work(new RollupSnapshot(moment, this.figures, tail));
    });
  }

  private async readingOf(state: StateOfMoment, wanted: string): Promise<Reading> {
    const { rebuildWantedAt, timeZone, isFromHere } = state;
    if (rebuildWantedAt !== null || timeZone !== wanted || !isFromHere) {
      const anew = await this.reading({
        generation: NO_GENERATION,
        timeZone: wanted,
        settledBefore: NOTHING_SETTLED,
      });
      if (anew.isLive) return anew;
    }
    if (isFromHere) return this.reading(state);
    return { ...(await this.reading({ ...state, settledBefore: NO_BOUND })), isLive: false };
  }

  private async reading({ generation, timeZone, settledBefore }: Basis): Promise<Reading> {
    const changed = await this.tails.changedSince(settledBefore, timeZone, MOST_LIVE_EVENTS);
    const isLive = changed.events <= MOST_LIVE_EVENTS;
    return { generation, timeZone, settledBefore, changed, isLive };
  }
}
