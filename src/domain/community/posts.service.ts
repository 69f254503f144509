import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type { DiscussionPost } from './discussion';
import { DiscussionAccess, requireOpen } from './discussion-access.service';
import { NotTheAuthor, PostNotFound } from './discussions.errors';
import { PostWriting } from './post-writing.service';
import { PostsRepository } from './posts.repository';
import { ThreadsRepository } from './threads.repository';

/** The rules of what people say in discussions. */
@Injectable()
export class PostsService {
  constructor(
    private readonly database: Database,
    private readonly access: DiscussionAccess,
    private readonly threads: ThreadsRepository,
    private readonly posts: PostsRepository,
    private readonly writing: PostWriting,
    private readonly audit: AuditService,
  ) {}

  /** In the order in which they were written; deleted ones keep their place. @throws ThreadNotFound */
  async list(actor: Actor, threadId: number, slice: Slice): Promise<DiscussionPost[]> {
    await this.access.toThread(actor, threadId);
    return this.posts.list(actor.userId, threadId, slice);
  }

  /**
   * Says something in a thread, in answer to one of its posts or to the thread itself.
   *
   * @throws ThreadNotFound
   * @throws ThreadLocked
   * @throws UnknownReference for a post that is not in the thread.
   */
  create(
    actor: Actor,
    threadId: number,
    body: string,
    parentPostId: number | null,
  ): Promise<DiscussionPost> {
    return this.database.transaction(async () =>
      this.present(actor, await this.writing.write(actor, threadId, body, parentPostId)),
    );
  }

  /**
   * Changes the words of one's own post.
   *
   * @throws PostNotFound
   * @throws NotTheAuthor
   * @throws ThreadLocked
   */
  update(actor: Actor, id: number, body: string): Promise<DiscussionPost> {
    return this.database.transaction(async () => {
      const found = await this.access.toPostForChange(actor, id);
      if (found.post.authorId !== actor.userId) throw new NotTheAuthor();
      requireOpen(found);
      await this.posts.update(id, body);
      return this.present(actor, id);
    });
  }

  /**
   * Takes the words of a post away: for its author and those who look after the course.
   *
   * @throws PostNotFound
   * @throws NotTheAuthor
   */
  delete(actor: Actor, id: number): Promise<void> {
    return this.database.transaction(async () => {
      const { post, thread, standing } = await this.access.toPostForChange(actor, id);
      const isOwn = post.authorId === actor.userId;
      if (!isOwn && !standing.looksAfter) throw new NotTheAuthor();
      await this.posts.blank(id);
      await this.threads.discountPost(thread.id);
      if (isOwn) return;
      await this.audit.record({
        actor,
        action: 'discussion.post.delete',
        subjectType: 'discussion_post',
        subjectIds: [id],
        details: { courseId: thread.courseId, authorId: post.authorId },
      });
    });
  }

  private async present(actor: Actor, id: number): Promise<DiscussionPost> {
    const post = await this.posts.find(actor.userId, id);
    if (post === null) throw new PostNotFound();
    return post;
  }
}
