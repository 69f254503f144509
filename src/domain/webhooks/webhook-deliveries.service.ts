import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { publicId } from '../../kernel/public-id';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository';
import type { DeliveryAttempt, DeliveryStatus, WebhookDelivery } from './webhook-delivery';
import { WebhookEndpoints } from './webhook-endpoints.service';
import { TEST_EVENT_TYPE } from './webhook-events';
import { DeliveryNotFound, DeliveryPending, WebhookDisabled } from './webhooks.errors';
import { DELIVER_DUE_WEBHOOKS } from './webhooks.jobs';

/** What was sent to an endpoint, for those who may see the endpoint. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly database: Database,
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly outbox: Outbox,
  ) {}

  /** The newest first, of one status where one is given. @throws WebhookNotFound */
  async list(
    actor: Actor,
    endpointId: string,
    status: DeliveryStatus | null,
    slice: Slice,
  ): Promise<Page<WebhookDelivery>> {
    await this.endpoints.get(actor, endpointId);
    return this.deliveries.list(endpointId, status, slice);
  }

  /** A delivery with its last twenty attempts. @throws WebhookNotFound @throws DeliveryNotFound */
  async get(
    actor: Actor,
    endpointId: string,
    id: string,
  ): Promise<{ readonly delivery: WebhookDelivery; readonly attempts: DeliveryAttempt[] }> {
    await this.endpoints.get(actor, endpointId);
    const delivery = await this.deliveries.find(endpointId, id);
    if (delivery === null) throw new DeliveryNotFound();
    return { delivery, attempts: await this.deliveries.attemptsAt(id) };
  }

  /**
   * Sends a message that means nothing, whatever types the endpoint asks for.
   *
   * @throws WebhookNotFound @throws WebhookDisabled
   */
  test(actor: Actor, endpointId: string): Promise<WebhookDelivery> {
    return this.sending(actor, endpointId, () =>
      this.deliveries.insert(endpointId, TEST_EVENT_TYPE, {
        webhook_id: publicId('webhook', endpointId),
      }),
    );
  }

  /**
   * Sends the same message again, with the same id, by the same schedule.
   *
   * @throws WebhookNotFound @throws DeliveryNotFound @throws WebhookDisabled
   * @throws DeliveryPending for one that is on its way anyhow.
   */
  replay(actor: Actor, endpointId: string, id: string): Promise<WebhookDelivery> {
    return this.sending(actor, endpointId, async () => {
      await this.get(actor, endpointId, id);
      const replayed = await this.deliveries.replay(endpointId, id);
      if (replayed === null) throw new DeliveryPending();
      return replayed;
    });
  }

  private sending(
    actor: Actor,
    endpointId: string,
    queue: () => Promise<WebhookDelivery>,
  ): Promise<WebhookDelivery> {
    return this.database.transaction(async () => {
      const { status } = await this.endpoints.get(actor, endpointId);
      if (status === 'disabled') throw new WebhookDisabled();
      const delivery = await queue();
      await this.outbox.enqueue(DELIVER_DUE_WEBHOOKS, {});
      return delivery;
    });
  }
}
