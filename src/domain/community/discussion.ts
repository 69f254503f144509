/** A conversation in a course, as the person sees it who asked for it. */
export interface DiscussionThread {
  readonly id: number;
  readonly courseId: number;
  readonly contentItemId: number | null;
  readonly title: string;
  readonly body: string;
  /** All that fellow students learn of the author; null when the account is gone. */
  readonly authorUsername: string | null;
  /** Whether the person who asked wrote it. */
  readonly isOwn: boolean;
  readonly isPinned: boolean;
  readonly isLocked: boolean;
  /** Posts that were not deleted. */
  readonly postCount: number;
  readonly lastPostAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A contribution to a conversation, as the person sees it who asked for it. */
export interface DiscussionPost {
  readonly id: number;
  readonly threadId: number;
  /** The post that it answers: always one that answers the thread itself. */
  readonly parentPostId: number | null;
  /** Null once it was deleted: only its place is kept. */
  readonly body: string | null;
  readonly authorUsername: string | null;
  readonly isOwn: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a thread decides by; never shown. */
export interface ThreadRecord {
  readonly id: number;
  readonly courseId: number;
  readonly contentItemId: number | null;
  readonly authorId: number | null;
  readonly title: string;
  readonly body: string;
  readonly isLocked: boolean;
}

/** What a post decides by; never shown. */
export interface PostRecord {
  readonly id: number;
  readonly threadId: number;
  readonly authorId: number | null;
  readonly body: string | null;
}

/** What somebody opens a thread with. */
export interface ThreadDraft {
  readonly title: string;
  readonly body: string;
  readonly contentItemId: number | null;
}

/** What changes about a thread; undefined stays. */
export interface ThreadChanges {
  readonly title?: string;
  readonly body?: string;
  readonly isPinned?: boolean;
  readonly isLocked?: boolean;
}
