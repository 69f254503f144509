import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { ReportingTimeZone } from '../reporting-time-zone';
import { batchesOf } from './person-batches';
import { RollupBacklogRepository } from './rollup-backlog.repository';
import { RollupRebuild } from './rollup-rebuild';
import type { RollupState } from './rollup-state';
import type { RollupStep } from './rollup-step';
import { RollupStepsRepository } from './rollup-steps.repository';
import { SETTLE_ROLLUPS } from './rollups.jobs';

/** About so many new events are rolled up in one transaction. */
const STEP_EVENTS = 50_000;
/** So many are read at a time. */
const BATCH_EVENTS = 25_000;
/** Where more is waiting, no step is worth its while. */
const MOST_WAITING = 1_000_000;

/** How a step ended: everything is in, more is waiting, others are at it, or a rebuild is due. */
type Outcome = 'done' | 'more' | 'busy' | { readonly outdated: number };

/**
 * Rolls up what was recorded. Any number of processes may do so at any time: one of them does.
 * Numbers of transactions, not times, say what is in: a transaction that ends late is not missed.
 */
@Injectable()
export class RollupSettling {
  constructor(
    private readonly database: Database,
    private readonly zone: ReportingTimeZone,
    private readonly waiting: RollupBacklogRepository,
    private readonly steps: RollupStepsRepository,
    private readonly rebuilding: RollupRebuild,
  ) {}

  /** Everything recorded until now, or until somebody else is at it. */
  @OnJob(SETTLE_ROLLUPS)
  async settle(): Promise<void> {
    let outcome = await this.step(true);
    while (outcome === 'more') outcome = await this.step(false);
    if (typeof outcome === 'object') await this.rebuilding.replace(outcome.outdated);
  }

  private async step(isFirst: boolean): Promise<Outcome> {
    const timeZone = await this.zone.current();
    return this.database.transaction(async () => {
      if (!(await this.steps.claim())) return 'busy';
      const state = await this.steps.state();
      if (isStale(state, timeZone)) return { outdated: state.generation };
      const open = await this.waiting.firstOpenTransaction();
      const end = await this.waiting.endOfStep(state.settledBefore, open, STEP_EVENTS);
      if (isFirst && end !== open && (await this.isCheaperAnew(state, open))) {
        return { outdated: state.generation };
      }
      await this.settleBefore(end, state);
      await this.steps.moveOn(end, end === open);
      return end === open ? 'done' : 'more';
    });
  }

  private async settleBefore(end: string, state: RollupState): Promise<void> {
    const step: RollupStep = { ...state, settlingBefore: end };
    const changed = await this.waiting.changed(step);
    if (changed.length === 0) return;
    for (const persons of batchesOf(changed, BATCH_EVENTS)) await this.steps.add(step, persons);
    await this.steps.removeEmpty();
    await this.steps.lockPersons(changed);
    await this.steps.see(step, changed);
  }

  /** Where more is waiting than stands, reading all of it once is less than reading parts twice. */
  private async isCheaperAnew(state: RollupState, open: string): Promise<boolean> {
    const { waiting, settled } = await this.waiting.backlog(state, open, MOST_WAITING);
    return waiting === MOST_WAITING || waiting > settled;
  }
}

/** What stands is of another time zone or database, or of people who are gone. */
function isStale(state: RollupState, timeZone: string): boolean {
  return state.rebuildWantedAt !== null || state.timeZone !== timeZone || !state.isFromHere;
}
