import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Job, Queue, Worker } from 'bullmq';
import { declaredJobs, QUEUES, type QueueName } from './job';
import { JobRegistry } from './job-registry';
import type { QueueBackend } from './queue-backend';

export const QUEUE_BACKEND = Symbol('queue backend');

/** Carries out the jobs of this process's queues; only processes that are workers start it. */
@Injectable()
export class JobWorker implements BeforeApplicationShutdown {
  private readonly logger = new Logger(JobWorker.name);
  private readonly queues = new Map<QueueName, Promise<Queue>>();
  private readonly workers: Worker[] = [];

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly registry: JobRegistry,
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
      const worker = await this.backend.worker(name, (job) => this.run(job));
      worker.on('error', (error) => this.logger.warn(`Worker ${name}: ${error.message}`));
      worker.on('failed', (job, error) =>
        this.logger.error(`Job ${job?.name ?? '?'} ${job?.id ?? ''} failed: ${error.message}`),
      );
      this.workers.push(worker);
      worker.run().catch((error: Error) => this.logger.error(`Worker ${name}: ${error.message}`));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    const queues = await Promise.allSettled(this.queues.values());
    await Promise.all(
      queues.map((queue) => (queue.status === 'fulfilled' ? queue.value.close() : undefined)),
    );
  }

  private async run(job: Job): Promise<void> {
    const found = this.registry.find(job.name);
    if (found === null) throw new Error(`No feature declares the job "${job.name}".`);
    await found.handler(found.definition.schema.parse(job.data));
  }
}
