import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { Impaired, type ProbeResult, ServiceProbe } from '../../platform/health/service-probe';
import { reachProvider } from '../../platform/llm/provider-reach';
import { AgentOutcomesRepository } from './agent-outcomes.repository';

/** How far back failures count, in minutes. */
const LATELY_MINUTES = 15;
/** Fewer failures than this are told of nobody: each has been reported to whoever asked. */
const FEWEST_FAILURES = 3;

/** Whether agents can work: their language model answers, and their runs end well. */
@Injectable()
export class AgentsProbe {
  private readonly probe = new ServiceProbe((signal) => this.ask(signal));

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly outcomes: AgentOutcomesRepository,
  ) {}

  /** Unhealthy when the model cannot be used, degraded when at least half of the recent runs failed. */
  check(): Promise<ProbeResult> {
    return this.probe.check();
  }

  private async ask(signal: AbortSignal): Promise<void> {
    const [, { succeeded, failed }] = await Promise.all([
      reachProvider(this.configuration, signal),
      this.outcomes.since(LATELY_MINUTES),
    ]);
    if (failed >= FEWEST_FAILURES && failed >= succeeded) {
      throw new Impaired(
        `${failed} of ${failed + succeeded} agent runs failed in the last ${LATELY_MINUTES} minutes.`,
      );
    }
  }
}
