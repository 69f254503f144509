import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DispatchedEvent, EventSink } from '../../platform/queue/event-sink';
import { EventSinks } from '../../platform/queue/event-sinks';
import { Outbox } from '../../platform/queue/outbox';
import type { NotificationDraft } from './notification';
import { NotificationSinkRepository } from './notification-sink.repository';
import { NotificationCreated } from './notifications.events';
import { sourceOf } from './sources/notification-sources';
import { endsReview, taskOf } from './sources/task-sources';

/** Turns events into notifications as they leave the outbox. */
@Injectable()
export class NotificationSink implements EventSink, OnModuleInit {
  readonly name = 'notifications';

  constructor(
    private readonly sinks: EventSinks,
    private readonly notifications: NotificationSinkRepository,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.sinks.register(this);
  }

  isAbout(eventName: string): boolean {
    return sourceOf(eventName) !== null || endsReview(eventName);
  }

  /** One statement for each name of an event, one that stores, and one that tells. */
  async take(events: readonly DispatchedEvent[]): Promise<void> {
    const ended = events.filter(({ name }) => endsReview(name));
    if (ended.length > 0) await this.notifications.endReviews(ended.map(taskOf));
    const drafts: NotificationDraft[] = [];
    for (const name of new Set(events.map((event) => event.name))) {
      drafts.push(...(await this.draftsOf(name, events)));
    }
    if (drafts.length === 0) return;
    const isOlder = (a: NotificationDraft, b: NotificationDraft): number =>
      a.occurredAt.getTime() - b.occurredAt.getTime();
    const made = await this.notifications.insert(drafts.toSorted(isOlder));
    const told = made
      .filter(({ isInApp }) => isInApp)
      .map(({ id, userId, kind }) => new NotificationCreated({ userId, notificationId: id, kind }));
    if (told.length > 0) await this.outbox.publishAll(told);
  }

  private async draftsOf(
    name: string,
    events: readonly DispatchedEvent[],
  ): Promise<NotificationDraft[]> {
    const source = sourceOf(name);
    if (source === null) return [];
    const rows = events
      .filter((event) => event.name === name)
      .map(({ id, occurredAt, payload }) => ({
        ...source.payload.parse(payload),
        eventId: id,
        occurredAt,
      }));
    return this.notifications.draftsOf(source, rows);
  }
}
