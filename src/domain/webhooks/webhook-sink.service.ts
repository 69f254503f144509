import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DispatchedEvent, EventSink } from '../../platform/queue/event-sink';
import { EventSinks } from '../../platform/queue/event-sinks';
import { Outbox } from '../../platform/queue/outbox';
import { DeliveryOutcomes } from './delivery-outcomes.service';
import { webhookEventType } from './webhook-events';
import { type ToldEvent, WebhookSinkRepository } from './webhook-sink.repository';
import { DELIVER_DUE_WEBHOOKS } from './webhooks.jobs';

/** Turns events into deliveries as they leave the outbox. */
@Injectable()
export class WebhookSink implements EventSink, OnModuleInit {
  readonly name = 'webhooks';

  constructor(
    private readonly sinks: EventSinks,
    private readonly deliveries: WebhookSinkRepository,
    private readonly outcomes: DeliveryOutcomes,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.sinks.register(this);
  }

  isAbout(eventName: string): boolean {
    return webhookEventType(eventName) !== null;
  }

  async take(events: readonly DispatchedEvent[]): Promise<void> {
    const endpoints = await this.deliveries.queue(events.flatMap(toldOf));
    if (endpoints.length === 0) return;
    for (const id of await this.deliveries.overfull(endpoints)) {
      await this.outcomes.disable(id, 'backlog');
    }
    await this.outbox.enqueue(DELIVER_DUE_WEBHOOKS, {});
  }
}

function toldOf({ id, name, payload, occurredAt }: DispatchedEvent): ToldEvent[] {
  const known = webhookEventType(name);
  if (known === null) return [];
  const { ownerId, data } = known.read(payload);
  const { type: eventType, permission } = known;
  return [{ eventId: id, ownerId, eventType, permission, data, occurredAt }];
}
