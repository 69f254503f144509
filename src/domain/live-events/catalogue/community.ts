import { z } from 'zod';
import type { LiveEventType } from '../live-event';
import { ownEvent } from './own-event';

/** What people write; those who teach the course hear of discussions, without who took part. */
export const COMMUNITY_EVENTS: readonly LiveEventType[] = [
  ownEvent({
    type: 'note.created',
    description: 'You wrote a note.',
    payload: { noteId: z.int() },
    data: z.object({ note_id: z.int() }),
    example: { note_id: 4 },
    tell: ({ noteId }) => ({ note_id: noteId }),
  }),
  ownEvent({
    type: 'flashcard.reviewed',
    description: 'You went over one of your flashcards.',
    payload: { flashcardId: z.int(), courseId: z.int().nullable() },
    data: z.object({ flashcard_id: z.int(), course_id: z.int().nullable() }),
    example: { flashcard_id: 8, course_id: 1 },
    tell: ({ flashcardId, courseId }) => ({ flashcard_id: flashcardId, course_id: courseId }),
  }),
  ownEvent({
    type: 'course.rated',
    description: 'You rated a course.',
    payload: { ratingId: z.int(), courseId: z.int() },
    data: z.object({ rating_id: z.int(), course_id: z.int() }),
    example: { rating_id: 2, course_id: 1 },
    tell: ({ ratingId, courseId }) => ({ rating_id: ratingId, course_id: courseId }),
  }),
  ownEvent(
    {
      type: 'discussion.thread.created',
      description: 'A discussion was opened in a course.',
      payload: { threadId: z.int(), courseId: z.int() },
      data: z.object({ thread_id: z.int(), course_id: z.int() }),
      example: { thread_id: 6, course_id: 1 },
      tell: ({ threadId, courseId }) => ({ thread_id: threadId, course_id: courseId }),
    },
    'with staff',
  ),
  ownEvent(
    {
      type: 'discussion.post.created',
      description: 'Somebody took part in a discussion.',
      payload: { postId: z.int(), threadId: z.int(), courseId: z.int() },
      data: z.object({ post_id: z.int(), thread_id: z.int(), course_id: z.int() }),
      example: { post_id: 11, thread_id: 6, course_id: 1 },
      tell: ({ postId, threadId, courseId }) => ({
        post_id: postId,
        thread_id: threadId,
        course_id: courseId,
      }),
    },
    'with staff',
  ),
];
