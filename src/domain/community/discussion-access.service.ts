import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CourseNotFound } from '../courses/courses.errors';
import { type CourseStanding, CourseStandingRepository } from './course-standing.repository';
import type { PostRecord, ThreadRecord } from './discussion';
import { PostNotFound, ThreadLocked, ThreadNotFound } from './discussions.errors';
import { PostsRepository } from './posts.repository';
import { ThreadsRepository } from './threads.repository';

/** A thread together with what the actor is to its course. */
export interface AccessibleThread {
  readonly thread: ThreadRecord;
  readonly standing: CourseStanding;
}

/**
 * Who takes part in the discussions of a course: its students, those who teach it, those who
 * write its university's courses, and platform admins. For everybody else there are none.
 */
@Injectable()
export class DiscussionAccess {
  constructor(
    private readonly standings: CourseStandingRepository,
    private readonly threads: ThreadsRepository,
    private readonly posts: PostsRepository,
  ) {}

  /** @throws CourseNotFound */
  async toCourse(actor: Actor, courseId: number): Promise<CourseStanding> {
    const standing = await this.standingIn(actor, courseId);
    if (standing === null) throw new CourseNotFound();
    return standing;
  }

  /** @throws ThreadNotFound */
  async toThread(actor: Actor, id: number): Promise<AccessibleThread> {
    const thread = await this.threads.findRecord(id);
    const standing = thread === null ? null : await this.standingIn(actor, thread.courseId);
    if (thread === null || standing === null) throw new ThreadNotFound();
    return { thread, standing };
  }

  /**
   * The same with the thread locked: whatever changes in it happens one by one. Call it inside a
   * transaction.
   *
   * @throws ThreadNotFound
   */
  async toThreadForChange(actor: Actor, id: number): Promise<AccessibleThread> {
    const { standing } = await this.toThread(actor, id);
    const thread = await this.threads.lock(id);
    if (thread === null) throw new ThreadNotFound();
    return { thread, standing };
  }

  /** A post that still has its words. @throws PostNotFound */
  async toPost(actor: Actor, id: number): Promise<AccessibleThread & { readonly post: Words }> {
    const post = withWords(await this.posts.findRecord(id));
    const thread = await this.threads.findRecord(post.threadId);
    const standing = thread === null ? null : await this.standingIn(actor, thread.courseId);
    if (thread === null || standing === null) throw new PostNotFound();
    return { post, thread, standing };
  }

  /**
   * The same with the thread locked, the post as it is then. Call it inside a transaction.
   *
   * @throws PostNotFound
   */
  async toPostForChange(
    actor: Actor,
    id: number,
  ): Promise<AccessibleThread & { readonly post: Words }> {
    const { post, standing } = await this.toPost(actor, id);
    const thread = await this.threads.lock(post.threadId);
    if (thread === null) throw new PostNotFound();
    return { post: withWords(await this.posts.findRecord(id)), thread, standing };
  }

  private async standingIn(actor: Actor, courseId: number): Promise<CourseStanding | null> {
    const standing = await this.standings.find(actor, courseId);
    return standing !== null && (standing.takesPart || standing.looksAfter) ? standing : null;
  }
}

type Words = PostRecord & { readonly body: string };

/** @throws PostNotFound for none, and for one that was deleted. */
function withWords(post: PostRecord | null): Words {
  if (post === null || post.body === null) throw new PostNotFound();
  return { ...post, body: post.body };
}

/** @throws ThreadLocked for a student, when nobody but those who look after it may write. */
export function requireOpen({ thread, standing }: AccessibleThread): void {
  if (thread.isLocked && !standing.looksAfter) throw new ThreadLocked();
}
