import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { Page, Slice } from '../../kernel/page';
import { withoutValues } from '../log/personal-text';
import { QUEUES, type QueueName } from './job';
import { originIn } from './job-origin';
import { JobWorker } from './job-worker';
import { payloadShape } from './payload-shape';

/** Jobs that are looked through in one go. */
const BATCH = 200;

/** A job that failed as often as it may. */
export interface FailedJob {
  readonly queue: QueueName;
  readonly id: string;
  readonly name: string;
  /** Kind of the error and what it says, without the values that it quotes. */
  readonly reason: string;
  /** Names and kinds of what it was given. */
  readonly payload: Readonly<Record<string, string>>;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly failedAt: Date;
  /** The request that it followed from; null for none. */
  readonly requestId: string | null;
}

/** Which failed jobs are meant; without anything, all of them. */
export interface FailedJobFilter {
  readonly queue: QueueName | null;
  /** The job's name. */
  readonly name: string | null;
}

/** Jobs that failed for good, as the queues keep them for two weeks, whatever they run on. */
@Injectable()
export class FailedJobs {
  constructor(private readonly worker: JobWorker) {}

  /** The newest failures first, over all queues that are meant. */
  async list(filter: FailedJobFilter, { skip, limit }: Slice): Promise<Page<FailedJob>> {
    const found = await this.matching(filter, filter.name === null ? skip + limit : Infinity);
    const items = found
      .map(({ queue, job }) => toFailedJob(queue, job))
      .toSorted((one, other) => other.failedAt.getTime() - one.failedAt.getTime())
      .slice(skip, skip + limit);
    return { items, total: filter.name === null ? await this.count(filter) : found.length };
  }

  /** One of them; null when it is not there, or has not failed. */
  async find(queue: QueueName, id: string): Promise<FailedJob | null> {
    const job = await this.failed(queue, id);
    return job === null ? null : toFailedJob(queue, job);
  }

  /** Puts a job back, with all its attempts before it. @returns false when it is not there any more. */
  async replay(queue: QueueName, id: string): Promise<boolean> {
    const job = await this.failed(queue, id);
    if (job === null) return false;
    return this.unlessGone(queue, id, () => job.retry('failed', { resetAttemptsMade: true }));
  }

  /** Removes a job for good. @returns false when it is not there any more. */
  async remove(queue: QueueName, id: string): Promise<boolean> {
    const job = await this.failed(queue, id);
    if (job === null) return false;
    return this.unlessGone(queue, id, () => job.remove());
  }

  /** Where and which the newest of those that are meant are, at most so many. */
  async identify(
    filter: FailedJobFilter,
    most: number,
  ): Promise<{ readonly queue: QueueName; readonly id: string }[]> {
    const found = await this.matching(filter, most);
    return found.slice(0, most).map(({ queue, job }) => ({ queue, id: job.id ?? '' }));
  }

  private async failed(queue: QueueName, id: string): Promise<Job | null> {
    const job = await (await this.worker.queue(queue)).getJob(id);
    return job !== undefined && (await job.isFailed()) ? job : null;
  }

  /** Somebody else may be quicker: then the job has left the state, and that is all right. */
  private async unlessGone(
    queue: QueueName,
    id: string,
    act: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if ((await this.failed(queue, id)) !== null) throw error;
      return false;
    }
  }

  private async count(filter: FailedJobFilter): Promise<number> {
    const counts = await Promise.all(
      queuesOf(filter).map(async (name) => (await this.worker.queue(name)).getFailedCount()),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** The newest of each queue, at least `most` of them all where there are so many. */
  private async matching(
    filter: FailedJobFilter,
    most: number,
  ): Promise<{ queue: QueueName; job: Job }[]> {
    const found: { queue: QueueName; job: Job }[] = [];
    for (const queue of queuesOf(filter)) {
      const store = await this.worker.queue(queue);
      for (let start = 0; start < most; start += BATCH) {
        const jobs = await store.getJobs(['failed'], start, start + BATCH - 1, false);
        for (const job of jobs) {
          // A job that went meanwhile is undefined.
          const isMeant = job !== undefined && (filter.name ?? job.name) === job.name;
          if (isMeant) found.push({ queue, job });
        }
        if (jobs.length < BATCH) break;
      }
    }
    return found;
  }
}

function queuesOf({ queue }: FailedJobFilter): readonly QueueName[] {
  return queue === null ? QUEUES : [queue];
}

function toFailedJob(queue: QueueName, job: Job): FailedJob {
  return {
    queue,
    id: job.id ?? '',
    name: job.name,
    reason: withoutValues(job.failedReason ?? ''),
    payload: payloadShape(job.data),
    attempts: job.attemptsMade,
    createdAt: new Date(job.timestamp),
    failedAt: new Date(job.finishedOn ?? job.timestamp),
    requestId: originIn(job.opts.telemetry?.metadata).request_id ?? null,
  };
}
