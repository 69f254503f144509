import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Outbox } from '../../platform/queue/outbox';
import { UsersService } from '../users/users.service';
import { DiscussionThreadCreated } from './community.events';
import type { ThreadDraft } from './discussion';
import { DiscussionAccess } from './discussion-access.service';
import { PlacesService } from './places.service';
import { ThreadsRepository } from './threads.repository';

/** How a discussion comes to be. */
@Injectable()
export class ThreadOpening {
  constructor(
    private readonly access: DiscussionAccess,
    private readonly places: PlacesService,
    private readonly threads: ThreadsRepository,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Stores a thread and tells of it; returns its id. Call it inside a transaction.
   *
   * @throws CourseNotFound
   * @throws UnknownReference for a content item that the course does not show to the actor.
   */
  async open(actor: Actor, courseId: number, draft: ThreadDraft): Promise<number> {
    const { contentItemId } = draft;
    await this.access.toCourse(actor, courseId);
    if (contentItemId !== null) await this.places.courseOf(actor, { courseId, contentItemId });
    const threadId = await this.threads.insert(actor.userId, courseId, draft);
    await this.users.noteActivity(actor.userId);
    await this.outbox.publish(
      new DiscussionThreadCreated({ threadId, courseId, contentItemId, userId: actor.userId }),
    );
    return threadId;
  }
}
