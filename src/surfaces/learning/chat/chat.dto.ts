import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { ChatMessage, ChatSession } from '../../../domain/chat/chat-session';
import type { Conversation } from '../../../domain/chat/sessions.service';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { learning } from '../learning.surface';

/** Longer messages are no questions any more. */
const LONGEST_MESSAGE = 8_000;

/** What to talk about. */
export class CreateSessionRequest {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: LARGEST_ID, example: 1 })
  @IsInt({ message: 'value is not a whole number' })
  @Min(1, { message: 'ids start at 1' })
  @Max(LARGEST_ID, { message: `ids end at ${LARGEST_ID}` })
  content_item_id: number;
}

/** What the student says. */
export class SendMessageRequest {
  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_MESSAGE,
    example: 'Explain recursion',
    description:
      'Free text; `Start.` for the greeting; or an answer as JSON in this string: `{"questionId": 1, "answer": "A"}`.',
  })
  @IsString({ message: 'value is not a text' })
  @MinLength(1, { message: 'text needs at least 1 character' })
  @MaxLength(LONGEST_MESSAGE, { message: `text has more than ${LONGEST_MESSAGE} characters` })
  content: string;
}

/** Which of one's sessions to list. */
export class SessionsQuery extends SliceQuery {
  @QueryInteger({
    minimum: 1,
    maximum: LARGEST_ID,
    description: 'Only sessions about this content item.',
  })
  content_item_id?: number;
}

/** What to call a session. */
export class RenameSessionRequest {
  @TextField({ maximum: 200, example: 'Binary search, second try' })
  title: string;
}

/** From where to hear the newest reply. */
export class ResumeQuery {
  @QueryInteger({
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    description: 'How many chunks of the reply are known already.',
  })
  from: number = 0;
}

class ContentContextReply {
  @ApiProperty({ example: 'Searching a list' })
  title: string;

  @ApiProperty({ example: 'lesson' })
  content_type: string;

  @ApiProperty({ type: 'integer', example: 3 })
  module_id: number;

  @ApiProperty({ example: 'Searching' })
  module_title: string;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ example: 'How Computers Think' })
  course_title: string;

  @ApiProperty({ example: 'CS110' })
  course_code: string;
}

/** A conversation with the tutor about one content item. */
export class SessionReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  content_item_id: number;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'What you call it; null until it is named. A shared view never shows it.',
  })
  title: string | null;

  @ApiProperty({ type: ContentContextReply })
  content_context: ContentContextReply;

  @ApiProperty({ example: false })
  share_enabled: boolean;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  share_token: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: 'Where the session stands in the reply tree; null before its first cached reply.',
  })
  cache_node_id: number | null;

  @ApiProperty({ enum: ['TRACKING', 'DIVERGED'], example: 'TRACKING' })
  cache_state: string;

  @ApiProperty({ format: 'date-time', example: '2026-02-25T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-02-25T00:00:00.000Z' })
  updated_at: string;
}

class MessageMetaReply {
  @ApiProperty({ enum: ['llm', 'cache'], required: false, example: 'cache' })
  source?: string;

  @ApiProperty({ type: 'integer', required: false, example: 123 })
  cache_node_id?: number;

  @ApiProperty({ required: false, example: 'anthropic/claude-sonnet-4-5' })
  model?: string;

  @ApiProperty({ type: 'integer', required: false, example: 812 })
  input_tokens?: number;

  @ApiProperty({ type: 'integer', required: false, example: 164 })
  output_tokens?: number;
}

/** One message. */
export class MessageReply {
  @ApiProperty({ type: 'integer', example: 42 })
  id: number;

  @ApiProperty({ enum: ['user', 'assistant'], example: 'assistant' })
  role: string;

  @ApiProperty({ example: 'Recursion means that a function calls itself.' })
  content: string;

  @ApiProperty({ type: MessageMetaReply })
  meta: MessageMetaReply;

  @ApiProperty({ format: 'date-time', example: '2026-02-25T00:00:00.000Z' })
  created_at: string;
}

/** A conversation with its messages, the oldest first. */
export class ConversationReply extends SessionReply {
  @ApiProperty({ type: [MessageReply] })
  messages: MessageReply[];
}

/** Where a shared conversation is read. */
export class ShareReply {
  @ApiProperty({ example: 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4' })
  share_token: string;

  @ApiProperty({ example: '/api/v1/chat/share/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4' })
  share_url: string;
}

class SharedMessageReply {
  @ApiProperty({ enum: ['user', 'assistant'], example: 'assistant' })
  role: string;

  @ApiProperty({ example: 'Recursion means that a function calls itself.' })
  content: string;

  @ApiProperty({ format: 'date-time', example: '2026-02-25T00:00:00.000Z' })
  created_at: string;
}

/** A conversation as everybody with its link sees it: who had it stays unsaid. */
export class SharedSessionReply {
  @ApiProperty({ example: 'Searching a list' })
  title: string;

  @ApiProperty({ example: 'How Computers Think' })
  course_title: string;

  @ApiProperty({ format: 'date-time', example: '2026-02-25T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ type: [SharedMessageReply] })
  messages: SharedMessageReply[];
}

/** What became of the reply. */
export class CancelReply {
  @ApiProperty({ enum: ['cancelled'], example: 'cancelled' })
  status: string;
}

/** A session as this contract shows it. */
export function toSession(session: ChatSession): SessionReply {
  const { context } = session;
  return {
    id: session.id,
    user_id: session.userId,
    content_item_id: session.contentItemId,
    title: session.title,
    content_context: {
      title: context.title,
      content_type: context.contentType,
      module_id: context.moduleId,
      module_title: context.moduleTitle,
      course_id: context.courseId,
      course_title: context.courseTitle,
      course_code: context.courseCode,
    },
    share_enabled: session.shareToken !== null,
    share_token: session.shareToken,
    cache_node_id: session.cacheNodeId,
    cache_state: session.cacheState,
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
  };
}

/** A conversation as its owner sees it. */
export function toConversation({ session, messages }: Conversation): ConversationReply {
  return { ...toSession(session), messages: messages.map(toMessage) };
}

/** A conversation as anybody with the link sees it. */
export function toShared({ session, messages }: Conversation): SharedSessionReply {
  return {
    title: session.context.title,
    course_title: session.context.courseTitle,
    created_at: session.createdAt.toISOString(),
    messages: messages.map(({ role, content, createdAt }) => ({
      role,
      content,
      created_at: createdAt.toISOString(),
    })),
  };
}

/** Where a share token is read. */
export function toShare(token: string): ShareReply {
  return { share_token: token, share_url: `/${learning.prefixes[0]}/chat/share/${token}` };
}

function toMessage(message: ChatMessage): MessageReply {
  const { source, cache_node_id, model, input_tokens, output_tokens } = message.meta;
  return {
    id: message.id,
    role: message.role,
    content: message.content,
    meta: {
      ...(source === undefined ? {} : { source }),
      ...(cache_node_id === undefined ? {} : { cache_node_id }),
      ...(model === undefined ? {} : { model }),
      ...(input_tokens === undefined ? {} : { input_tokens }),
      ...(output_tokens === undefined ? {} : { output_tokens }),
    },
    created_at: message.createdAt.toISOString(),
  };
}
