import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { Departure } from '../../platform/shutdown/departure';
import { GenerationRegistry } from './generation-registry';
import { GenerationRunner } from './generation-runner';
import { GenerationsRepository } from './generations.repository';
import { STOPPING } from './live-generation';

const PAUSE_MS = 50;

/** Beats for the generations of this process, three times a lease. */
@Injectable()
export class GenerationKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(GenerationKeeper.name);
  private readonly pauseMs: number;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly runner: GenerationRunner,
    private readonly registry: GenerationRegistry,
    private readonly generations: GenerationsRepository,
    private readonly departure: Departure,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.pauseMs = Math.ceil(configuration.replies.leaseMs / 3);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.beating = this.beating
        .then(() => this.beat())
        .catch((error: Error) => this.logger.warn(`Leases wait: ${error.message}`));
    }, this.pauseMs);
    this.departure.lastCall.addEventListener('abort', () => void this.handOver());
  }

  /**
   * After the last request, so that none begins another one. What is under way is finished, because
   * elsewhere it would have to begin anew, in other words; what takes too long is handed over.
   */
  async onApplicationShutdown(): Promise<void> {
    const { lastCall } = this.departure;
    while (this.registry.all().length > 0 && !lastCall.aborted) await sleep(PAUSE_MS);
    if (this.timer !== null) clearInterval(this.timer);
    await this.beating;
    await this.handOver();
  }

  /** Leaves the rest to other processes, and tells whoever hears it here to resume there. */
  private async handOver(): Promise<void> {
    const left = this.registry.all();
    if (left.length === 0) return;
    await this.generations
      .release(this.registry.owner)
      // Their lease runs out, and another process takes them over then.
      .catch((error: Error) => this.logger.warn(`Generations stay leased: ${error.message}`));
    for (const generation of left) {
      generation.end(STOPPING);
      generation.abort();
    }
  }

  private async beat(): Promise<void> {
    await this.runner.prolong();
    if (!this.departure.hasBegun) await this.runner.takeOver();
  }
}
