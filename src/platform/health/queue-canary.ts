import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { z } from 'zod';
import { defineJob } from '../queue/job';
import { JobWorker, QUEUE_BACKEND } from '../queue/job-worker';
import { OnJob } from '../queue/on-job.decorator';
import type { QueueBackend } from '../queue/queue-backend';
import { Impaired, type ProbeResult, ServiceProbe } from './service-probe';

const LOOK_EVERY_MS = 25;
const NOBODY_CAME = 'No worker came to the test job in time.';

const CANARY = defineJob({
  name: 'health.canary',
  queue: 'fast',
  schema: z.object({ nonce: z.uuid() }),
  attempts: 1,
  backoffMs: 1_000,
});

/** Sends a small job the way of every job, and sees whether some worker carries it out. */
@Injectable()
export class QueueCanary {
  private readonly probe = new ServiceProbe((signal) => this.ask(signal));

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly jobs: JobWorker,
  ) {}

  /** Unhealthy when the queue cannot be reached, degraded when no worker came to the job. */
  check(): Promise<ProbeResult> {
    return this.probe.check();
  }

  /** There is nothing to do: that a worker came here is the answer. */
  @OnJob(CANARY)
  async carryOut(): Promise<void> {}

  private async ask(signal: AbortSignal): Promise<void> {
    await this.backend.ping();
    const queue = await this.jobs.queue(CANARY.queue);
    const nonce = randomUUID();
    // Kept when done and removed by hand: a limit of its own would thin out everybody's finished jobs.
    const job = await queue.add(
      CANARY.name,
      { nonce },
      { jobId: nonce, attempts: 1, removeOnFail: true },
    );
    const late = lateness(signal);
    // One that is being carried out cannot be removed; the age limit of finished jobs takes it.
    const remove = () => job.remove().catch(() => undefined);
    try {
      await Promise.race([carriedOut(job, signal), late.raised]);
    } catch (error) {
      // Nobody waits any more for what the queue does about it.
      void remove();
      throw error;
    } finally {
      late.forget();
    }
    await remove();
  }
}

/** Resolves when a worker has done the job; looks no more once the signal fires. */
async function carriedOut(job: Job, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const state = await job.getState();
    if (state === 'completed') return;
    if (state === 'failed' || state === 'unknown') {
      throw new Impaired('A worker could not carry out the test job.');
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Impaired(NOBODY_CAME);
}

/** Says that nobody came the moment the signal fires, also while a look is under way. */
function lateness(signal: AbortSignal): { raised: Promise<never>; forget(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const raise = (): void => reject(new Impaired(NOBODY_CAME));
  promise.catch(() => undefined);
  if (signal.aborted) raise();
  else signal.addEventListener('abort', raise, { once: true });
  return { raised: promise, forget: () => signal.removeEventListener('abort', raise) };
}
