import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Topics } from '../topics/topics';
import { DeferredEventsRepository } from './deferred-events.repository';
import { EventSinks } from './event-sinks';
import { JobRegistry } from './job-registry';
import { JobWorker, QUEUE_BACKEND } from './job-worker';
import { Outbox } from './outbox';
import { DATABASE_URL, OutboxDispatcher } from './outbox-dispatcher';
import { QueuedJobs } from './queued-jobs';
import { postgresQueueBackend, redisQueueBackend, type QueueBackend } from './queue-backend';

/** Queue, outbox and topics, on PostgreSQL or Redis: chosen here and nowhere else. */
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  static forRoot(settings: { databaseUrl: string; redisUrl: string | null }): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: DATABASE_URL, useValue: settings.databaseUrl },
        {
          provide: QUEUE_BACKEND,
          useFactory: () =>
            settings.redisUrl === null
              ? postgresQueueBackend(settings.databaseUrl)
              : redisQueueBackend(settings.redisUrl),
        },
        DeferredEventsRepository,
        EventSinks,
        JobRegistry,
        JobWorker,
        Outbox,
        OutboxDispatcher,
        QueuedJobs,
        {
          provide: Topics,
          inject: [QUEUE_BACKEND],
          useFactory: async (backend: QueueBackend) => new Topics(await backend.relay()),
        },
      ],
      exports: [EventSinks, QUEUE_BACKEND, JobWorker, Outbox, OutboxDispatcher, QueuedJobs, Topics],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backend.close();
  }
}
