import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { ModelCharges } from '../../chat/usage/model-charges';
import { AgentCompleted, AgentProgressed } from '../agents.events';
import type { ModelSpending } from '../writing/writer';
import type { AgentRun, RunOutcome } from './agent-run';
import { AgentRunsRepository } from './agent-runs.repository';

/** Stores how a run goes on and ends, with what follows from it, each step in one transaction. */
@Injectable()
export class AgentRunSteps {
  constructor(
    private readonly database: Database,
    private readonly runs: AgentRunsRepository,
    private readonly charges: ModelCharges,
    private readonly outbox: Outbox,
  ) {}

  async advance(run: AgentRun, progress: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.runs.setProgress(run.id, run.fence, progress);
      await this.outbox.publish(new AgentProgressed({ ...about(run), progress }));
    });
  }

  /**
   * Ends a run well, unless another worker has it. A program's run is charged to whoever asked.
   *
   * @param spending what a model used; null when none was asked.
   * @param keep stores what follows from the result.
   */
  async succeed(
    run: AgentRun,
    outcome: RunOutcome,
    spending: ModelSpending | null,
    keep: () => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.runs.succeed(run.id, run.fence, outcome))) return;
      await keep();
      await this.tellEnd(run, 'succeeded');
      if (!run.isMetered || run.requestedBy === null || spending === null) return;
      const call = { id: run.id, userId: run.requestedBy, model: spending.bookedAs };
      await this.charges.charge(call, spending.usage, 'agent');
    });
  }

  /** Ends a run badly, unless another worker has it. */
  async fail(run: AgentRun, code: string, message: string): Promise<void> {
    await this.database.transaction(async () => {
      if (await this.runs.fail(run.id, run.fence, code, message)) {
        await this.tellEnd(run, 'failed');
      }
    });
  }

  private tellEnd(run: AgentRun, status: 'succeeded' | 'failed'): Promise<void> {
    return this.outbox.publish(new AgentCompleted({ ...about(run), status }));
  }
}

function about({ id: runId, agent, studentId, requestedBy }: AgentRun) {
  return { runId, agent, studentId, requestedBy };
}
