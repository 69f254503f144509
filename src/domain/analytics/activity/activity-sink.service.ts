import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DispatchedEvent, EventSink } from '../../../platform/queue/event-sink';
import { EventSinks } from '../../../platform/queue/event-sinks';
import { ActivityLog } from './activity-log';
import type { ActivityMapping } from './mapping/activity-mapping';
import { ASSESSMENT_ACTIVITY } from './mapping/assessment-activity';
import { COMMUNITY_ACTIVITY } from './mapping/community-activity';
import { ENROLLMENT_ACTIVITY } from './mapping/enrollment-activity';
import { PROGRESS_ACTIVITY } from './mapping/progress-activity';
import { TASK_ACTIVITY } from './mapping/task-activity';

const MAPPING: ReadonlyMap<string, ActivityMapping[string]> = new Map(
  [
    ASSESSMENT_ACTIVITY,
    COMMUNITY_ACTIVITY,
    ENROLLMENT_ACTIVITY,
    PROGRESS_ACTIVITY,
    TASK_ACTIVITY,
  ].flatMap((mapping) => Object.entries(mapping)),
);

/** Writes down what events tell of people's activity as they leave the outbox. */
@Injectable()
export class ActivitySink implements EventSink, OnModuleInit {
  readonly name = 'activity';
  /** Events that are about it. */
  readonly eventNames: readonly string[] = [...MAPPING.keys()];

  constructor(
    private readonly sinks: EventSinks,
    private readonly log: ActivityLog,
  ) {}

  onModuleInit(): void {
    this.sinks.register(this);
  }

  isAbout(eventName: string): boolean {
    return MAPPING.has(eventName);
  }

  async take(events: readonly DispatchedEvent[]): Promise<void> {
    await this.log.append(events.flatMap((event) => MAPPING.get(event.name)?.(event) ?? []));
  }
}
