import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { KnownPeopleRepository } from './known-people.repository';
import { LiveEventsSink } from './live-events.sink';
import { TopicAccess } from './topic-access';
import { TopicAccessRepository } from './topic-access.repository';
import { TopicBeginnings } from './topic-beginnings';
import { TopicBeginningsRepository } from './topic-beginnings.repository';
import { TopicGrants } from './topic-grants';

/** What happens, told to those who may know of it while it happens. */
@Module({
  imports: [AuditModule],
  providers: [
    KnownPeopleRepository,
    LiveEventsSink,
    TopicAccess,
    TopicAccessRepository,
    TopicBeginnings,
    TopicBeginningsRepository,
    TopicGrants,
  ],
  exports: [TopicAccess, TopicBeginnings],
})
export class LiveEventsModule {}
