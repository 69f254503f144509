import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { ReportingTimeZone } from '../reporting-time-zone';
import { batchesOf } from './person-batches';
import { RollupBacklogRepository } from './rollup-backlog.repository';
import { NOTHING_SETTLED } from './rollup-state';
import type { ChangedPerson } from './rollup-step';
import { RollupStepsRepository } from './rollup-steps.repository';

/** So many events are read at a time. */
const BATCH_EVENTS = 25_000;
/** The events of so many users are counted at a time. */
const USERS_AT_ONCE = 500;
/** Between looks whether somebody else is done. */
const PAUSE_MS = 500;

/** What a rebuild came to. */
export interface RebuildReport {
  readonly persons: number;
  readonly events: number;
  /** Rows of rollups. */
  readonly daily: number;
  readonly recurrences: number;
  readonly timeZone: string;
}

/**
 * Makes all rollups anew from the events, beside those that stand, and puts them in their place at
 * once: until then reports read the old ones. Whoever settles meanwhile waits for the next time.
 */
@Injectable()
export class RollupRebuild {
  constructor(
    private readonly database: Database,
    private readonly zone: ReportingTimeZone,
    private readonly waiting: RollupBacklogRepository,
    private readonly steps: RollupStepsRepository,
  ) {}

  /** Waits for whoever is writing rollups. Gives the same rows as settling step by step. */
  async rebuild(): Promise<RebuildReport> {
    for (;;) {
      const report = await this.attempt(null);
      if (report !== null) return report;
      await sleep(PAUSE_MS);
    }
  }

  /** The same, unless somebody else is at it or has replaced that generation already. */
  async replace(generation: number): Promise<void> {
    await this.attempt(generation);
  }

  private async attempt(generation: number | null): Promise<RebuildReport | null> {
    const report = await this.putInPlace(generation);
    if (report !== null) await this.steps.clearAway();
    return report;
  }

  private async putInPlace(generation: number | null): Promise<RebuildReport | null> {
    const timeZone = await this.zone.current();
    return this.database.transaction(async () => {
      if (!(await this.steps.claim())) return null;
      const state = await this.steps.state();
      if (generation !== null && state.generation !== generation) return null;
      if (!state.isFromHere) await this.takeEventsIn();
      const step = {
        generation: state.generation + 1,
        timeZone,
        settledBefore: NOTHING_SETTLED,
        settlingBefore: await this.waiting.firstOpenTransaction(),
      };
      // Only now: whoever's first events came before the bound has to be among them.
      const everybody = await this.everybody();
      const batches = [...batchesOf(everybody, BATCH_EVENTS)];
      await this.steps.beginRebuild();
      for (const persons of batches) await this.steps.setAside(step, persons);
      await this.steps.addUp(step.generation);
      await this.steps.lockPersons(everybody);
      await this.steps.forgetPeople();
      for (const persons of batches) await this.steps.see(step, persons);
      await this.steps.standFor(step, state.rebuildWantedAt);
      const events = everybody.reduce((sum, person) => sum + person.events, 0);
      const rows = await this.steps.rows(step.generation);
      return { persons: everybody.length, events, ...rows, timeZone };
    });
  }

  /** After a dump was restored here. */
  private async takeEventsIn(): Promise<void> {
    for (const persons of batchesOf(await this.everybody(), BATCH_EVENTS)) {
      await this.steps.forgetForeignTransactions(persons);
    }
  }

  private async everybody(): Promise<ChangedPerson[]> {
    const persons: ChangedPerson[] = [];
    let users = await this.waiting.usersAfter(0, USERS_AT_ONCE);
    while (users.length > 0) {
      persons.push(...(await this.waiting.withEverything(users)));
      users = await this.waiting.usersAfter(users.at(-1) ?? 0, USERS_AT_ONCE);
    }
    return persons;
  }
}
