import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Outbox } from '../../platform/queue/outbox';
import { UnknownReference } from '../courses/courses.errors';
import { UsersService } from '../users/users.service';
import { DiscussionPostCreated } from './community.events';
import { DiscussionAccess, requireOpen } from './discussion-access.service';
import { PostsRepository } from './posts.repository';
import { ThreadsRepository } from './threads.repository';

/** How a post comes to be. */
@Injectable()
export class PostWriting {
  constructor(
    private readonly access: DiscussionAccess,
    private readonly threads: ThreadsRepository,
    private readonly posts: PostsRepository,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Stores a post, counts it and tells of it; returns its id. Call it inside a transaction.
   *
   * @throws ThreadNotFound
   * @throws ThreadLocked
   * @throws UnknownReference for a parent that is not in the thread.
   */
  async write(
    actor: Actor,
    threadId: number,
    body: string,
    answered: number | null,
  ): Promise<number> {
    const found = await this.access.toThreadForChange(actor, threadId);
    requireOpen(found);
    const parentPostId = answered === null ? null : await this.topOf(threadId, answered);
    const postedAt = new Date();
    const post = { threadId, parentPostId, authorId: actor.userId, body, postedAt };
    const postId = await this.posts.insert(post);
    await this.threads.countPost(threadId, postedAt);
    await this.users.noteActivity(actor.userId);
    const { courseId, contentItemId } = found.thread;
    const place = { postId, threadId, parentPostId, courseId, contentItemId };
    await this.outbox.publish(new DiscussionPostCreated({ ...place, userId: actor.userId }));
    return postId;
  }

  private async topOf(threadId: number, answered: number): Promise<number> {
    const top = await this.posts.findTopOf(threadId, answered);
    if (top === null) {
      throw new UnknownReference({ parent_post_id: 'the discussion has no post with this id' });
    }
    return top;
  }
}
