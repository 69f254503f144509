import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { QUEUE_BACKEND } from '../queue/job-worker';
import type { QueueBackend } from '../queue/queue-backend';
import { Departure } from '../shutdown/departure';
import { type ProbeResult, ServiceProbe } from './service-probe';

/** Whether this process can serve, and the parts on which that rests. */
export interface Readiness {
  readonly database: boolean;
  readonly queue: boolean;
  /** The process has been told to end: nobody should send it anything new. */
  readonly isStopping: boolean;
}

/** Asks the parts this process rests on whether they answer, each within two seconds. */
@Injectable()
export class HealthService {
  private readonly databaseProbe: ServiceProbe;
  private readonly queueProbe: ServiceProbe;

  constructor(
    database: Database,
    @Inject(QUEUE_BACKEND) queue: QueueBackend,
    private readonly departure: Departure,
  ) {
    this.databaseProbe = new ServiceProbe(async () => {
      await database.query('SELECT 1');
    });
    this.queueProbe = new ServiceProbe(() => queue.ping());
  }

  /** Whether the database answers, and how fast. */
  database(): Promise<ProbeResult> {
    return this.databaseProbe.check();
  }

  /** For whoever decides where requests go. */
  async readiness(): Promise<Readiness> {
    const [database, queue] = await Promise.all([this.database(), this.queueProbe.check()]);
    return {
      database: database.health !== 'unhealthy',
      queue: queue.health !== 'unhealthy',
      isStopping: this.departure.hasBegun,
    };
  }
}
