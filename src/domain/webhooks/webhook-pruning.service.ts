import { Injectable } from '@nestjs/common';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository';
import { PRUNE_WEBHOOKS } from './webhooks.jobs';

/** Forgets what webhooks no longer need. */
@Injectable()
export class WebhookPruning {
  constructor(
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly endpoints: WebhookEndpointsRepository,
  ) {}

  /** Deliveries older than thirty days, and secrets whose grace is over. */
  @OnJob(PRUNE_WEBHOOKS)
  async prune(): Promise<void> {
    while (await this.deliveries.prune());
    await this.endpoints.forgetPreviousSecrets();
  }
}
