import { DomainEvent } from '../../platform/queue/domain-event';

/** Somebody wrote a note for themselves. */
export class NoteCreated extends DomainEvent<{
  readonly noteId: number;
  readonly userId: number;
  /** The course that it is about, directly or by what of it; null for none. */
  readonly courseId: number | null;
  readonly contentItemId: number | null;
}> {
  override readonly name = 'note.created';
}

/** Somebody made themselves a flashcard. */
export class FlashcardCreated extends DomainEvent<{
  readonly flashcardId: number;
  readonly userId: number;
  readonly courseId: number | null;
  readonly contentItemId: number | null;
}> {
  override readonly name = 'flashcard.created';
}

/** Somebody went over one of their flashcards. */
export class FlashcardReviewed extends DomainEvent<{
  readonly flashcardId: number;
  readonly reviewId: string;
  readonly userId: number;
  readonly courseId: number | null;
  readonly contentItemId: number | null;
}> {
  override readonly name = 'flashcard.reviewed';
}

/** A discussion was opened in a course. */
export class DiscussionThreadCreated extends DomainEvent<{
  readonly threadId: number;
  readonly courseId: number;
  readonly contentItemId: number | null;
  readonly userId: number;
}> {
  override readonly name = 'discussion.thread.created';
}

/** Somebody took part in a discussion. */
export class DiscussionPostCreated extends DomainEvent<{
  readonly postId: number;
  readonly threadId: number;
  readonly parentPostId: number | null;
  readonly courseId: number;
  readonly contentItemId: number | null;
  readonly userId: number;
}> {
  override readonly name = 'discussion.post.created';
}

/** A student rated a course, for the first time or anew. */
export class CourseRated extends DomainEvent<{
  readonly ratingId: number;
  readonly courseId: number;
  readonly userId: number;
}> {
  override readonly name = 'course.rated';
}
