import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TopicEntriesRepository } from '../topics/topic-entries.repository';
import { TopicFeed } from '../topics/topic-feed';
import { TopicHeadsRepository } from '../topics/topic-heads.repository';
import { TopicLog } from '../topics/topic-log';
import { TopicReplays } from '../topics/topic-replays';
import { TopicTrimming } from '../topics/topic-trimming';
import { TopicTrimmingRepository } from '../topics/topic-trimming.repository';
import { Topics } from '../topics/topics';
import { DeferredEventsRepository } from './deferred-events.repository';
import { EventSinks } from './event-sinks';
import { FailedJobs } from './failed-jobs';
import { JobRegistry } from './job-registry';
import { JobRunner } from './job-runner';
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
        FailedJobs,
        JobRegistry,
        JobRunner,
        JobWorker,
        Outbox,
        OutboxDispatcher,
        QueuedJobs,
        TopicEntriesRepository,
        TopicFeed,
        TopicHeadsRepository,
        TopicLog,
        TopicReplays,
        TopicTrimming,
        TopicTrimmingRepository,
        {
          provide: Topics,
          inject: [QUEUE_BACKEND],
          useFactory: async (backend: QueueBackend) => new Topics(await backend.relay()),
        },
      ],
      exports: [
        EventSinks,
        FailedJobs,
        QUEUE_BACKEND,
        JobWorker,
        Outbox,
        OutboxDispatcher,
        QueuedJobs,
        TopicFeed,
        TopicLog,
        Topics,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backend.close();
  }
}
