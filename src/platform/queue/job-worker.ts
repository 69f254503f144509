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
  private readonly queues = new Map<QueueName, Queue>();
  private workers: Worker[] = [];

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly registry: JobRegistry,
  ) {}

  /** The BullMQ queue of that name. */
  queue(name: QueueName): Queue {
    const existing = this.queues.get(name);
    if (existing !== undefined) return existing;
    const queue = this.backend.queue(name);
    queue.on('error', (error) => this.logger.warn(`Queue ${name}: ${error.message}`));
    this.queues.set(name, queue);
    return queue;
  }

  /** Starts the workers and the clock of scheduled jobs. */
  async start(): Promise<void> {
    for (const job of declaredJobs()) {
      if (job.everyMs === undefined) continue;
      await this.queue(job.queue).upsertJobScheduler(
        job.name,
        { every: job.everyMs },
        { name: job.name, data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } },
      );
    }
    this.workers = QUEUES.map((name) => {
      const worker = this.backend.worker(name, (job) => this.run(job));
      worker.on('error', (error) => this.logger.warn(`Worker ${name}: ${error.message}`));
      worker.on('failed', (job, error) =>
        this.logger.error(`Job ${job?.name ?? '?'} ${job?.id ?? ''} failed: ${error.message}`),
      );
      return worker;
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private async run(job: Job): Promise<void> {
    const found = this.registry.find(job.name);
    if (found === null) throw new Error(`No feature declares the job "${job.name}".`);
    await found.handler(found.definition.schema.parse(job.data));
  }
}
