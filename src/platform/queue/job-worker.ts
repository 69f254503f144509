import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type Job, type Queue, WaitingError, type Worker } from 'bullmq';
import { Departure } from '../shutdown/departure';
import { declaredJobs, QUEUES, type QueueName } from './job';
import { JobFailed } from './job-failed';
import { JobRunner } from './job-runner';
import type { QueueBackend } from './queue-backend';

export const QUEUE_BACKEND = Symbol('queue backend');

/**
 * Carries out the jobs of this process's queues; only processes that are workers start it. A process
 * that leaves takes no more jobs, finishes those it has, and at the last call gives back the rest.
 */
@Injectable()
export class JobWorker implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(JobWorker.name);
  private readonly queues = new Map<QueueName, Promise<Queue>>();
  private readonly workers: Worker[] = [];
  private finishing: Promise<void> | null = null;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly runner: JobRunner,
    private readonly departure: Departure,
  ) {}

  /** The BullMQ queue of that name. */
  queue(name: QueueName): Promise<Queue> {
    const existing = this.queues.get(name);
    if (existing !== undefined) return existing;
    const opening = this.backend.queue(name).then((queue) => {
      queue.on('error', (error) => this.logger.warn(`Queue ${name}: ${error.message}`));
      return queue;
    });
    this.queues.set(name, opening);
    opening.catch(() => this.queues.delete(name));
    return opening;
  }

  /** Starts the workers and the clock of scheduled jobs. */
  async start(): Promise<void> {
    for (const job of declaredJobs()) {
      if (job.everyMs === undefined) continue;
      const queue = await this.queue(job.queue);
      await queue.upsertJobScheduler(
        job.name,
        { every: job.everyMs },
        { name: job.name, data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } },
      );
    }
    for (const name of QUEUES) {
      const worker = await this.backend.worker(name, (job, token) => this.carryOut(job, token));
      worker.on('error', (error) => this.logger.warn(`Worker ${name}: ${error.message}`));
      worker.on('failed', (job, error) => {
        // Whoever carried it out has told already, with more; this is a job whose worker is gone.
        if (error instanceof JobFailed) return;
        this.logger.error(`Job ${job?.name ?? '?'} ${job?.id ?? ''} failed: ${error.message}`);
      });
      this.workers.push(worker);
      worker.run().catch((error: Error) => this.logger.error(`Worker ${name}: ${error.message}`));
    }
  }

  /** Takes no more jobs; resolves when those under way are done or were given back. */
  finish(): Promise<void> {
    this.finishing ??= Promise.all(this.workers.map((worker) => worker.close())).then(
      () => undefined,
    );
    return this.finishing;
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.finish();
  }

  /** Requests that were under way until now may have asked the queues something. */
  async onApplicationShutdown(): Promise<void> {
    const queues = await Promise.allSettled(this.queues.values());
    await Promise.all(
      queues.map((queue) => (queue.status === 'fulfilled' ? queue.value.close() : undefined)),
    );
  }

  /**
   * Carries a job out, or gives it back when the process leaves before it is done: another worker
   * begins it again, as after a crash, but at once and without counting it as a failure.
   */
  private async carryOut(job: Job, token: string | undefined): Promise<void> {
    const { promise: leaving, resolve } = Promise.withResolvers<'leaving'>();
    const leave = (): void => resolve('leaving');
    const { lastCall } = this.departure;
    lastCall.addEventListener('abort', leave);
    const work = this.runner.run(job);
    try {
      if ((await Promise.race([work, leaving])) !== 'leaving') return;
    } finally {
      lastCall.removeEventListener('abort', leave);
    }
    work.catch(() => undefined);
    await job
      .moveToWait(token)
      // Its lock runs out, and another worker finds it then.
      .catch((error: Error) => this.logger.warn(`Job ${job.id} stays locked: ${error.message}`));
    this.logger.log(`Job ${job.name} ${job.id} goes to another worker`);
    throw new WaitingError();
  }
}
