import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../database/database';
import { QUEUE_BACKEND } from '../queue/job-worker';
import type { QueueBackend } from '../queue/queue-backend';

const PROBE_MS = 2_000;

/** Asks the parts this process rests on whether they answer, each within two seconds. */
@Injectable()
export class HealthService {
  constructor(
    private readonly database: Database,
    @Inject(QUEUE_BACKEND) private readonly queue: QueueBackend,
  ) {}

  async probe(): Promise<{ database: boolean; queue: boolean }> {
    const [database, queue] = await Promise.all([
      answers(() => this.database.query('SELECT 1')),
      answers(() => this.queue.ping()),
    ]);
    return { database, queue };
  }
}

async function answers(probe: () => Promise<unknown>): Promise<boolean> {
  const silence = new AbortController();
  try {
    return await Promise.race([
      probe().then(
        () => true,
        () => false,
      ),
      sleep(PROBE_MS, false, { signal: silence.signal }),
    ]);
  } finally {
    silence.abort();
  }
}
