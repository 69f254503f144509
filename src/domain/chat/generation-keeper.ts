import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { GenerationRegistry } from './generation-registry';
import { GenerationRunner } from './generation-runner';
import { GenerationsRepository } from './generations.repository';

/** How long a process that stops goes on with what it has begun. */
const LONGEST_FINISH_MS = 10_000;
const PAUSE_MS = 50;

/** Beats for the generations of this process, three times a lease. */
@Injectable()
export class GenerationKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GenerationKeeper.name);
  private readonly pauseMs: number;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly runner: GenerationRunner,
    private readonly registry: GenerationRegistry,
    private readonly generations: GenerationsRepository,
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
  }

  /**
   * Finishes what is under way, because elsewhere it would have to begin anew, in other words. What
   * takes too long goes to the other processes, and whoever hears it here is told to resume there.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    const deadline = Date.now() + LONGEST_FINISH_MS;
    while (this.registry.all().length > 0 && Date.now() < deadline) await sleep(PAUSE_MS);
    if (this.timer !== null) clearInterval(this.timer);
    await this.beating;
    const left = this.registry.all();
    if (left.length === 0) return;
    await this.generations.release(this.registry.owner);
    for (const generation of left) {
      generation.end(STOPPING);
      generation.abort();
    }
  }

  private async beat(): Promise<void> {
    await this.runner.prolong();
    if (!this.isStopping) await this.runner.takeOver();
  }
}

const STOPPING = {
  type: 'failed',
  code: 'server_stopping',
  message: 'This server is being stopped. Resume the stream.',
} as const;
