import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Job, Queue } from 'bullmq';
import { framesOf } from '../../../platform/log/error-description';
import { withoutValues } from '../../../platform/log/personal-text';
import { payloadShape } from '../../../platform/queue/payload-shape';

/**
 * A queue as the board may see it: to be looked at only, and without anything that a job was given or
 * gave. What a person wrote never gets as far as the board's own code.
 */
export class MaskedQueueAdapter extends BullMQAdapter {
  constructor(queue: Queue) {
    super(queue, { readOnlyMode: true });
  }

  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job === undefined ? undefined : masked(job);
  }

  override async getJobs(...wanted: Parameters<BullMQAdapter['getJobs']>): Promise<Job[]> {
    return (await super.getJobs(...wanted)).map(masked);
  }

  override async getJobLogs(): Promise<string[]> {
    return [];
  }

  override async getJobSchedulers(): ReturnType<BullMQAdapter['getJobSchedulers']> {
    const schedulers = await super.getJobSchedulers();
    return schedulers.map(({ template: _template, ...scheduler }) => scheduler);
  }

  /** Jobs of Trellis have no children; looking for them would pass jobs by the mask. */
  override async getFlowProducer(): Promise<null> {
    return null;
  }
}

/** The job object is this reader's own copy. */
function masked(job: Job): Job {
  return Object.assign(job, {
    data: payloadShape(job.data),
    returnvalue: null,
    progress: typeof job.progress === 'number' ? job.progress : 0,
    failedReason: job.failedReason ? withoutValues(job.failedReason) : job.failedReason,
    stacktrace: (job.stacktrace ?? []).map((stack) => framesOf({ stack })),
  });
}
