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

/** Beats for the generations of this process, three times a lease. */
@Injectable()
export class GenerationKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GenerationKeeper.name);
  private readonly pauseMs: number;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();

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
        .then(() => this.runner.keepAlive())
        .catch((error: Error) => this.logger.warn(`Leases wait: ${error.message}`));
    }, this.pauseMs);
  }

  /** Hands what still runs to the other processes; here nobody could finish it. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.beating;
    const running = this.registry.all();
    if (running.length === 0) return;
    await this.generations.release(this.registry.owner);
  }
}
