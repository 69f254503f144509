import { z } from 'zod';
import type { DispatchedEvent } from '../../../../platform/queue/event-sink';
import type { ActivityEvent, ActivityKind } from '../activity-event';
import { type ActivityMapping, activityOf } from './activity-mapping';

const id = z.int().nullable().default(null);
const place = z.object({ userId: z.int(), courseId: id, contentItemId: id });
const written = place.extend({
  noteId: id,
  flashcardId: id,
  threadId: id,
  postId: id,
  ratingId: id,
});
type Written = z.infer<typeof written>;

/** Something that is written once. @param idOf which id of the payload is its own. */
function made(kind: ActivityKind, idOf: (payload: Written) => number | null) {
  return (event: DispatchedEvent): ActivityEvent[] => {
    const payload = written.parse(event.payload);
    const objectId = idOf(payload);
    return [activityOf(event, { ...placeOf(payload), key: `${kind}:${objectId}`, kind, objectId })];
  };
}

function flashcardReviewed(event: DispatchedEvent): ActivityEvent[] {
  const payload = place.extend({ flashcardId: z.int(), reviewId: z.string() }).parse(event.payload);
  const { userId, flashcardId, reviewId } = payload;
  const kind = 'flashcard.reviewed';
  // The id is the caller's: another person may choose the same.
  const key = `${kind}:${userId}:${reviewId}`;
  return [activityOf(event, { ...placeOf(payload), key, kind, objectId: flashcardId })];
}

function courseRated(event: DispatchedEvent): ActivityEvent[] {
  const payload = written.parse(event.payload);
  const kind = 'course.rated';
  const key = `${kind}:${event.id}`;
  return [activityOf(event, { ...placeOf(payload), key, kind, objectId: payload.ratingId })];
}

function placeOf({ userId, courseId, contentItemId }: z.infer<typeof place>) {
  return { userId, isOwn: true, courseId, topicId: contentItemId };
}

/** What people write, for themselves and for others, and what they go over again. */
export const COMMUNITY_ACTIVITY: ActivityMapping = {
  'note.created': made('note.created', ({ noteId }) => noteId),
  'flashcard.created': made('flashcard.created', ({ flashcardId }) => flashcardId),
  'flashcard.reviewed': flashcardReviewed,
  'discussion.thread.created': made('discussion.thread.created', ({ threadId }) => threadId),
  'discussion.post.created': made('discussion.post.created', ({ postId }) => postId),
  'course.rated': courseRated,
};
