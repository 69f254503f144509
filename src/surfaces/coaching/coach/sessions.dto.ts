import { ApiProperty } from '@nestjs/swagger';
import type { CoachingSession, SessionDraft } from '../../../domain/coach/coaching-session';
import type { SessionChanges } from '../../../domain/coach/sessions.service';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { IntegerField } from '../../http/value-fields';
import { DateField } from '../../http/date-field';
import { LongTextField } from '../long-text-field';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { toSessionId } from '../session-id';
import { TextListField } from '../text-list-field';
import { UuidField } from '../uuid-fields';

const LONGEST_NOTES = 100_000;
const ITEMS = { most: 50, longest: 500 };

/** Which sessions to list. */
export class SessionsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'With one student; with all of yours when absent.' })
  student_id?: string;
}

/** A session that was held. */
export class CreateSessionRequest {
  @UuidField({ description: 'One of your students.' })
  student_id: string;

  @TextField({
    maximum: 50,
    example: 'regular',
    optional: true,
    description: 'A word of your own; regular when absent.',
  })
  session_type?: string;

  @IntegerField({
    minimum: 1,
    maximum: 1_440,
    example: 60,
    optional: true,
    description: '60 when absent.',
  })
  duration_minutes?: number;

  @LongTextField({
    maximum: LONGEST_NOTES,
    example: 'Discussed college essay topics',
    description: 'For you and platform admins; the student does not see them.',
  })
  notes?: string;

  @TextListField({
    ...ITEMS,
    example: ['Complete first draft', 'Research 3 more colleges'],
    optional: true,
    description: "Become the student's tasks, due at the recommended next session.",
  })
  action_items?: string[];

  @DateField({ example: '2025-01-10', optional: true, description: 'Today, UTC, when absent.' })
  held_on?: string;
}

/** What changes about a session; absent stays as it is. */
export class UpdateSessionRequest {
  @TextField({ maximum: 50, example: 'regular', optional: true })
  session_type?: string;

  @IntegerField({ minimum: 1, maximum: 1_440, example: 45, optional: true })
  duration_minutes?: number;

  @LongTextField({ maximum: LONGEST_NOTES, example: 'Discussed two essay topics' })
  notes?: string;

  @TextListField({
    ...ITEMS,
    example: ['Complete first draft'],
    optional: true,
    description:
      'The whole list. An item with the same words keeps its task; tasks of the others are cancelled unless they are done.',
  })
  action_items?: string[];

  @DateField({ example: '2025-01-10', optional: true })
  held_on?: string;

  @IntegerField({
    minimum: 1,
    example: 1,
    optional: true,
    description: 'The version you have read; 409 when the session has another one by now.',
  })
  version?: number;
}

/** What follows from a session that was written down. */
export class CreatedSessionReply {
  @ApiProperty({ example: 'sess_0YQk3yLrVUhBqVRrXiB4P2' })
  session_id: string;

  @ApiProperty({ enum: ['created'], example: 'created' })
  status: string;

  @ApiProperty({ format: 'date', example: '2025-01-24' })
  next_session_recommended: string;
}

/** A session. */
export class SessionReply {
  @ApiProperty({ example: 'sess_0YQk3yLrVUhBqVRrXiB4P2' })
  session_id: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ example: 'John Doe' })
  student_name: string;

  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  coach_id: string;

  @ApiProperty({ example: 'regular' })
  session_type: string;

  @ApiProperty({ format: 'date', example: '2025-01-10' })
  held_on: string;

  @ApiProperty({ type: 'integer', example: 60 })
  duration_minutes: number;

  @ApiProperty({ example: 'Discussed college essay topics' })
  notes: string;

  @ApiProperty({ type: [String], example: ['Complete first draft', 'Research 3 more colleges'] })
  action_items: string[];

  @ApiProperty({ format: 'date', example: '2025-01-24' })
  next_session_recommended: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2025-01-10T17:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2025-01-10T17:30:00.000Z' })
  updated_at: string;
}

/** A page of sessions. */
export class SessionsReply extends PageReply {
  @ApiProperty({ type: [SessionReply] })
  sessions: SessionReply[];
}

/** The domain's words for a session that was held. */
export function toSessionDraft(
  request: CreateSessionRequest,
): Omit<SessionDraft, 'heldOn'> & { heldOn: string | null } {
  return {
    sessionType: request.session_type ?? 'regular',
    durationMinutes: request.duration_minutes ?? 60,
    notes: request.notes ?? '',
    actionItems: request.action_items ?? [],
    heldOn: request.held_on ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toSessionChanges(request: UpdateSessionRequest): SessionChanges {
  return {
    sessionType: request.session_type,
    durationMinutes: request.duration_minutes,
    notes: request.notes,
    actionItems: request.action_items,
    heldOn: request.held_on,
    version: request.version,
  };
}

/** What follows from a session, as this contract shows it. */
export function toCreatedSession(session: CoachingSession): CreatedSessionReply {
  return {
    session_id: toSessionId(session.id),
    status: 'created',
    next_session_recommended: session.nextRecommendedOn,
  };
}

/** A session as this contract shows it. */
export function toSession(session: CoachingSession): SessionReply {
  return {
    session_id: toSessionId(session.id),
    student_id: session.student.uuid,
    student_name: session.student.name,
    coach_id: session.coach.uuid,
    session_type: session.sessionType,
    held_on: session.heldOn,
    duration_minutes: session.durationMinutes,
    notes: session.notes,
    action_items: [...session.actionItems],
    next_session_recommended: session.nextRecommendedOn,
    version: session.version,
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
  };
}

/** A page of sessions as this contract shows it. */
export function toSessions(sessions: Page<CoachingSession>, query: PageQuery): SessionsReply {
  return {
    sessions: sessions.items.map(toSession),
    total: sessions.total,
    page: query.page,
    per_page: query.per_page,
  };
}
