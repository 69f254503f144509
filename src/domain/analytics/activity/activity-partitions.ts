import { Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { PREPARE_ACTIVITY_PARTITIONS } from './activity.jobs';
import { ActivityLogRepository } from './activity-log.repository';

/** How many months there are partitions for, the present one included. */
const MONTHS = 4;

/** Sees to it that whoever writes an event finds its partition there. */
@Injectable()
export class ActivityPartitions {
  constructor(private readonly log: ActivityLogRepository) {}

  /** Makes those that are missing; partitions of the past come with what is imported. */
  @OnJob(PREPARE_ACTIVITY_PARTITIONS)
  async prepare(): Promise<void> {
    const now = new Date();
    const months = Array.from({ length: MONTHS }, (_, ahead) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead)).toISOString().slice(0, 7),
    );
    // One transaction each: nobody waits for more than one of them.
    for (const month of months) await this.log.ensurePartitions([month]);
  }
}
