import { Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { QUEUE_DIGESTS } from '../email.jobs';
import { priorityOf } from '../email-template-name';
import { DigestsRepository } from './digests.repository';

/**
 * Mails by the calendar: a student's week, and students of whom their coach hears nothing. They go
 * to confirmed addresses only: nobody asked for them.
 */
@Injectable()
export class Digests {
  constructor(private readonly digests: DigestsRepository) {}

  /** Queues what is due; what was queued before is not queued again. */
  @OnJob(QUEUE_DIGESTS)
  async queueDue(): Promise<void> {
    await this.queueAsOf(new Date());
  }

  /** The same as if it were that moment. */
  async queueAsOf(now: Date): Promise<void> {
    await this.digests.queueWeeklyProgress(now, priorityOf('weekly-progress'));
    await this.digests.queueLowEngagement(now, priorityOf('low-engagement'));
  }
}
