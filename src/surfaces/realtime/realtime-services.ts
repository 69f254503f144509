import { Injectable } from '@nestjs/common';
import { TopicAccess } from '../../domain/live-events/topic-access';
import { LiveTopics } from './live-topics';
import { RealtimeAuthentication } from './realtime-authentication';

/** What every connection asks: one value, so that each connection holds one reference. */
@Injectable()
export class RealtimeServices {
  constructor(
    readonly authentication: RealtimeAuthentication,
    readonly access: TopicAccess,
    readonly topics: LiveTopics,
  ) {}
}
