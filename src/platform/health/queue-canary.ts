import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineJob } from '../queue/job';
import { JobWorker, QUEUE_BACKEND } from '../queue/job-worker';
import { OnJob } from '../queue/on-job.decorator';
import type { QueueBackend } from '../queue/queue-backend';
import { Impaired, type ProbeResult, ServiceProbe } from './service-probe';

const LOOK_EVERY_MS = 25;

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
    try {
      for (;;) {
        const state = await job.getState();
        if (state === 'completed') return;
        if (state === 'failed' || state === 'unknown') {
          throw new Impaired('A worker could not carry out the test job.');
        }
        if (signal.aborted) throw new Impaired('No worker came to the test job in time.');
        await sleep(LOOK_EVERY_MS);
      }
    } finally {
      // One that is being carried out cannot be removed; the age limit of finished jobs takes it.
      await job.remove().catch(() => undefined);
    }
  }
}
