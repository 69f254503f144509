import { Inject, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { StudentRecordsService } from '../../students/student-records.service';
import type { Agent, AgentRunContext } from '../agent';
import { AgentRegistry } from '../agent-registry';
import { RUN_AGENT } from '../agents.jobs';
import { type Writer, WRITER } from '../writing/writer';
import type { AgentRun } from './agent-run';
import { AgentRunSteps } from './agent-run-steps';
import { AgentRunsRepository } from './agent-runs.repository';

/** A run that so many workers began without ending it is given up. */
const MOST_BEGINNINGS = 12;
/** Errors that are not ours to name are tried again so often. */
const MOST_TRIES = 4;
const LONGEST_MS = 120_000;

/** Carries out runs. It may be called twice for a run, also at once: one result is stored. */
@Injectable()
export class AgentRunner {
  private readonly logger = new Logger(AgentRunner.name);

  constructor(
    private readonly runs: AgentRunsRepository,
    private readonly agents: AgentRegistry,
    private readonly records: StudentRecordsService,
    @Inject(WRITER) private readonly writer: Writer,
    private readonly steps: AgentRunSteps,
  ) {}

  @OnJob(RUN_AGENT)
  async run({ runId }: { runId: string }): Promise<void> {
    const fence = await this.runs.begin(runId);
    if (fence === null) return;
    const run = (await this.runs.find(runId)) as AgentRun;
    try {
      if (fence > MOST_BEGINNINGS) throw new Error('no worker lives through this run');
      await this.carryOut(run, this.agents.get(run.agent));
    } catch (error) {
      const isSettled = error instanceof DomainError || fence >= MOST_TRIES;
      this.logger.error(
        `Run ${runId} of ${run.agent}: ${error instanceof Error ? error.message : 'failed'}`,
      );
      if (!isSettled) throw error;
      await this.giveUp(run, error);
    }
  }

  private async carryOut(run: AgentRun, agent: Agent): Promise<void> {
    const input = agent.input.parse(run.input);
    const context = contextOf(run);
    const record = await this.records.load(run.studentId);
    const examined = await agent.examine(record, input, context);
    await this.steps.advance(run, 60);
    const written = await this.writer.write(
      {
        prompt: agent.prompt,
        evidence: examined.evidence,
        missing: examined.missing,
        computed: JSON.parse(JSON.stringify(examined.computed)),
        words: agent.words,
        citedBy: (words) => agent.citedBy(words),
        template: () => agent.template(examined, record, input),
      },
      AbortSignal.timeout(LONGEST_MS),
    );
    const result = agent.compose(examined, written.words, input);
    const outcome = {
      result,
      evidence: examined.evidence,
      recordVersion: record.version,
      writer: written.writer,
      model: written.model,
      promptName: agent.prompt.name,
      promptVersion: written.promptVersion,
    };
    await this.steps.succeed(run, outcome, written.spending, async () => {
      await agent.keep?.(context, examined, result, input);
    });
  }

  private async giveUp(run: AgentRun, error: unknown): Promise<void> {
    const isDomain = error instanceof DomainError;
    const code = isDomain ? error.code : 'internal_error';
    const message = isDomain ? error.message : 'Something went wrong on our side.';
    await this.steps.fail(run, code, message);
  }
}

function contextOf(run: AgentRun): AgentRunContext {
  return {
    runId: run.id,
    studentId: run.studentId,
    requestedBy: run.requestedBy,
    today: run.createdAt.toISOString().slice(0, 10),
  };
}
