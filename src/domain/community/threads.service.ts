import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type { DiscussionThread, ThreadChanges, ThreadDraft, ThreadRecord } from './discussion';
import { DiscussionAccess, requireOpen } from './discussion-access.service';
import {
  NotAModerator,
  NotTheAuthor,
  ThreadHasAnswers,
  ThreadNotFound,
} from './discussions.errors';
import { PostsRepository } from './posts.repository';
import { ThreadOpening } from './thread-opening.service';
import { ThreadsRepository } from './threads.repository';

/** The rules of the discussions of a course. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly database: Database,
    private readonly access: DiscussionAccess,
    private readonly threads: ThreadsRepository,
    private readonly posts: PostsRepository,
    private readonly opening: ThreadOpening,
    private readonly audit: AuditService,
  ) {}

  /** The pinned ones first, then where something happened last. @throws CourseNotFound */
  async list(
    actor: Actor,
    courseId: number,
    contentItemId: number | null,
    slice: Slice,
  ): Promise<DiscussionThread[]> {
    await this.access.toCourse(actor, courseId);
    return this.threads.list(actor.userId, courseId, contentItemId, slice);
  }

  /** @throws ThreadNotFound */
  async get(actor: Actor, id: number): Promise<DiscussionThread> {
    await this.access.toThread(actor, id);
    return this.present(actor, id);
  }

  /**
   * Opens a discussion.
   *
   * @throws CourseNotFound
   * @throws UnknownReference for a content item that the course does not show to the actor.
   */
  create(actor: Actor, courseId: number, draft: ThreadDraft): Promise<DiscussionThread> {
    return this.database.transaction(async () =>
      this.present(actor, await this.opening.open(actor, courseId, draft)),
    );
  }

  /**
   * Changes the words, which is for the author, or pins and locks, which is for those who look
   * after the course.
   *
   * @throws ThreadNotFound
   * @throws NotTheAuthor
   * @throws NotAModerator
   * @throws ThreadLocked
   */
  update(actor: Actor, id: number, changes: ThreadChanges): Promise<DiscussionThread> {
    return this.database.transaction(async () => {
      const found = await this.access.toThreadForChange(actor, id);
      if (changes.title !== undefined || changes.body !== undefined) {
        if (found.thread.authorId !== actor.userId) throw new NotTheAuthor();
        requireOpen(found);
      }
      if (changes.isPinned !== undefined || changes.isLocked !== undefined) {
        if (!found.standing.looksAfter) throw new NotAModerator();
        await this.leaveTrace(actor, 'discussion.moderate', found.thread);
      }
      await this.threads.update(id, changes);
      return this.present(actor, id);
    });
  }

  /**
   * Removes a discussion with everything in it. Its author may, as long as nobody else answered.
   *
   * @throws ThreadNotFound
   * @throws NotTheAuthor
   * @throws ThreadHasAnswers
   */
  delete(actor: Actor, id: number): Promise<void> {
    return this.database.transaction(async () => {
      const { standing } = await this.access.toThread(actor, id);
      const thread = await this.threads.lockToDelete(id);
      if (thread === null) throw new ThreadNotFound();
      const isOwn = thread.authorId === actor.userId;
      if (!standing.looksAfter) {
        if (!isOwn) throw new NotTheAuthor();
        if (await this.posts.othersWroteIn(id, actor.userId)) throw new ThreadHasAnswers();
      }
      await this.threads.delete(id);
      if (!isOwn) await this.leaveTrace(actor, 'discussion.delete', thread);
    });
  }

  private async present(actor: Actor, id: number): Promise<DiscussionThread> {
    const thread = await this.threads.find(actor.userId, id);
    if (thread === null) throw new ThreadNotFound();
    return thread;
  }

  private leaveTrace(actor: Actor, action: string, thread: ThreadRecord): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'discussion_thread',
      subjectIds: [thread.id],
      details: { courseId: thread.courseId, authorId: thread.authorId },
    });
  }
}
