import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { QUEUES } from './job';
import { JobWorker } from './job-worker';

/** States in which a job can be removed; one that a worker holds is left to end by itself. */
const REMOVABLE = ['waiting', 'delayed', 'prioritized', 'completed', 'failed'] as const;
const BATCH = 500;

/** A job as a queue keeps it. */
export interface QueuedJob {
  readonly payload: Readonly<Record<string, unknown>>;
  /** Everything that the queue keeps of it: payload, and why it failed. */
  readonly text: string;
}

/** What the queues hold, whatever they run on. */
@Injectable()
export class QueuedJobs {
  constructor(private readonly worker: JobWorker) {}

  /** Removes every job that the rule is true of, jobs that are done or failed included. */
  async removeWhere(rule: (job: QueuedJob) => boolean): Promise<void> {
    for (const name of QUEUES) {
      const queue = await this.worker.queue(name);
      for (const state of REMOVABLE) {
        for (const job of await this.matching(queue, state, rule)) await job.remove();
      }
    }
  }

  /** Found first and removed then: removing shifts the pages. */
  private async matching(
    queue: Queue,
    state: (typeof REMOVABLE)[number],
    rule: (job: QueuedJob) => boolean,
  ): Promise<Job[]> {
    const found: Job[] = [];
    for (let start = 0; ; start += BATCH) {
      const jobs = await queue.getJobs([state], start, start + BATCH - 1);
      // A job that went meanwhile is undefined.
      found.push(...jobs.filter((job) => job !== undefined && rule(toQueued(job))));
      if (jobs.length < BATCH) return found;
    }
  }
}

function toQueued({ data, failedReason, stacktrace }: Job): QueuedJob {
  return { payload: data ?? {}, text: JSON.stringify([data, failedReason, stacktrace]) };
}
