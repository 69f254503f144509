import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { DispatchedEvent, EventSink } from '../../platform/queue/event-sink';
import { EventSinks } from '../../platform/queue/event-sinks';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { Outbox } from '../../platform/queue/outbox';
import { CourseWorkRepository } from './course-work.repository';
import { isLive } from './task';
import { TaskJudging } from './task-judging.service';
import { SWEEP_COURSE_TASKS, VERIFY_COURSE_TASKS } from './tasks.jobs';
import { TasksRepository } from './tasks.repository';

type Facts = Readonly<Record<string, unknown>>;

/**
 * Events after which something may be passed, and when. They are bells only: what was passed is read
 * from the attempts and reviews themselves, so that progress which a student reports rings in vain.
 */
const BELLS: Readonly<Record<string, (facts: Facts) => boolean>> = {
  'quiz.attempt.submitted': ({ passed }) => passed === true,
  'lab.submission.reviewed': ({ status }) => status === 'ACCEPTED',
  // An essay that was reviewed late tells by nothing else.
  'progress.updated': ({ percent }) => percent === 100,
};

/** Tasks that are looked at in one run. */
const MOST = 1_000;

/** Ends course tasks when the server or an instructor has scored what they ask for. */
@Injectable()
export class CourseTaskVerification implements EventSink, OnModuleInit {
  readonly name = 'course-tasks';

  constructor(
    private readonly database: Database,
    private readonly sinks: EventSinks,
    private readonly outbox: Outbox,
    private readonly work: CourseWorkRepository,
    private readonly tasks: TasksRepository,
    private readonly judging: TaskJudging,
  ) {}

  onModuleInit(): void {
    this.sinks.register(this);
  }

  isAbout(eventName: string): boolean {
    return Object.hasOwn(BELLS, eventName);
  }

  /** Queues a look at the tasks of everybody of whom the events speak and who waits for one. */
  async take(events: readonly DispatchedEvent[]): Promise<void> {
    const userIds = [...new Set(events.map(rungFor).filter((id) => id !== null))];
    if (userIds.length === 0) return;
    for (const userId of await this.work.withOpenTasks(userIds)) {
      await this.outbox.enqueue(VERIFY_COURSE_TASKS, { userId });
    }
  }

  /** Ends what a student has passed; a second run finds nothing left. */
  @OnJob(VERIFY_COURSE_TASKS)
  async verify({ userId }: { userId: number }): Promise<void> {
    await this.finishAll(await this.work.passedTasks(userId, MOST));
  }

  /** The same for everybody. */
  @OnJob(SWEEP_COURSE_TASKS)
  async sweep(): Promise<void> {
    await this.finishAll(await this.work.passedTasks(null, MOST));
  }

  private async finishAll(taskIds: readonly string[]): Promise<void> {
    for (const id of taskIds) {
      await this.database.transaction(async () => {
        const task = await this.tasks.findForUpdate(id);
        if (task !== null && isLive(task)) await this.judging.finish(task);
      });
    }
  }
}

/** The id of the student for whom the event rings; null when it doesn't. */
function rungFor({ name, payload }: DispatchedEvent): number | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const facts = payload as Facts;
  const { userId } = facts;
  return typeof userId === 'number' && BELLS[name]?.(facts) === true ? userId : null;
}
