import { ApiProperty } from '@nestjs/swagger';
import type { DiscussionPost } from '../../../domain/community/discussion';
import { IdField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const LONGEST_BODY = 10_000;
const BODY = 'Because it drops the half that *cannot* hold it.';

/** Something to say in a conversation. */
export class CreatePostRequest {
  @WrittenTextField({ maximum: LONGEST_BODY, example: BODY, description: 'Text or Markdown.' })
  body: string;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The post of this conversation that it answers.',
  })
  parent_post_id?: number | null;
}

/** The new words of a post. */
export class UpdatePostRequest {
  @WrittenTextField({ maximum: LONGEST_BODY, example: BODY })
  body: string;
}

/** A contribution to a conversation. */
export class PostReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  thread_id: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: 'A post without a parent: an answer to an answer stands beside it.',
  })
  parent_post_id: number | null;

  @ApiProperty({ type: 'string', nullable: true, example: BODY, description: 'Null once deleted.' })
  body: string | null;

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
  is_deleted: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-21T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-21T08:00:00.000Z' })
  updated_at: string;
}

/** A post as this contract shows it. */
export function toPost(post: DiscussionPost): PostReply {
  return {
    id: post.id,
    thread_id: post.threadId,
    parent_post_id: post.parentPostId,
    body: post.body,
    author_username: post.authorUsername,
    is_own: post.isOwn,
    is_deleted: post.body === null,
    created_at: post.createdAt.toISOString(),
    updated_at: post.updatedAt.toISOString(),
  };
}
