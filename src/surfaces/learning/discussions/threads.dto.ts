import { ApiProperty } from '@nestjs/swagger';
import type {
  DiscussionThread,
  ThreadChanges,
  ThreadDraft,
} from '../../../domain/community/discussion';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { FlagField, IdField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const LONGEST_TITLE = 200;
const LONGEST_BODY = 10_000;
const TITLE = 'Why does the list have to be sorted?';
const BODY = 'I tried it with `[3, 1, 2]` and it *sometimes* works.';

/** A conversation to open. */
export class CreateThreadRequest {
  @TextField({ maximum: LONGEST_TITLE, example: TITLE })
  title: string;

  @WrittenTextField({ maximum: LONGEST_BODY, example: BODY, description: 'Text or Markdown.' })
  body: string;

  @IdField({ optional: true, nullable: true, description: 'What of the course it is about.' })
  content_item_id?: number | null;
}

/** What changes about a conversation; absent fields stay as they are. */
export class UpdateThreadRequest {
  @TextField({ maximum: LONGEST_TITLE, example: TITLE, optional: true })
  title?: string;

  @WrittenTextField({ maximum: LONGEST_BODY, example: BODY, optional: true })
  body?: string;

  @FlagField({
    example: true,
    optional: true,
    description: 'Listed before the others. For those who look after the course.',
  })
  is_pinned?: boolean;

  @FlagField({
    example: false,
    optional: true,
    description: 'Students write no more in it. For those who look after the course.',
  })
  is_locked?: boolean;
}

/** Which conversations of a course to list. */
export class ThreadsQuery extends SliceQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those about an item.' })
  content_item_id?: number;
}

/** A conversation in a course. */
export class ThreadReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  content_item_id: number | null;

  @ApiProperty({ example: TITLE })
  title: string;

  @ApiProperty({ example: BODY })
  body: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'learner-3fa94b07c1de',
    description: 'Null when the account is gone.',
  })
  author_username: string | null;

  @ApiProperty({ example: false, description: 'Whether you wrote it.' })
  is_own: boolean;

  @ApiProperty({ example: false })
  is_pinned: boolean;

  @ApiProperty({ example: false })
  is_locked: boolean;

  @ApiProperty({ type: 'integer', example: 2, description: 'Deleted posts aside.' })
  post_count: number;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-21T08:00:00.000Z',
  })
  last_post_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  updated_at: string;
}

/** A conversation as this contract shows it. */
export function toThread(thread: DiscussionThread): ThreadReply {
  return {
    id: thread.id,
    course_id: thread.courseId,
    content_item_id: thread.contentItemId,
    title: thread.title,
    body: thread.body,
    author_username: thread.authorUsername,
    is_own: thread.isOwn,
    is_pinned: thread.isPinned,
    is_locked: thread.isLocked,
    post_count: thread.postCount,
    last_post_at: thread.lastPostAt?.toISOString() ?? null,
    created_at: thread.createdAt.toISOString(),
    updated_at: thread.updatedAt.toISOString(),
  };
}

/** The domain's words for a conversation to open. */
export function toThreadDraft(request: CreateThreadRequest): ThreadDraft {
  return {
    title: request.title,
    body: request.body,
    contentItemId: request.content_item_id ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toThreadChanges(request: UpdateThreadRequest): ThreadChanges {
  return {
    title: request.title,
    body: request.body,
    isPinned: request.is_pinned,
    isLocked: request.is_locked,
  };
}
