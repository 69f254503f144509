import { ApiProperty } from '@nestjs/swagger';
import { type CoachLink, LINK_STATUSES, type LinkStatus } from '../../../domain/coach/coach-link';
import type { Page } from '../../../kernel/page';
import { ChoiceField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { UuidField } from '../uuid-fields';

/** Which links to list. */
export class AssignmentsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Of one coach.' })
  coach_id?: string;

  @UuidField({ optional: true, description: 'Of one student.' })
  student_id?: string;

  @ChoiceField(LINK_STATUSES, { example: 'active', optional: true })
  status?: LinkStatus;
}

/** Who shall coach whom. */
export class CreateAssignmentRequest {
  @UuidField({ description: 'Somebody with the role of a coach.' })
  coach_id: string;

  @UuidField({ description: 'Somebody with the role of a student.' })
  student_id: string;
}

/** A coach who looks after a student, or did. */
export class AssignmentReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  coach_id: string;

  @ApiProperty({ example: 'Chris Coach' })
  coach_name: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ example: 'John Doe' })
  student_name: string;

  @ApiProperty({ enum: [...LINK_STATUSES], example: 'active' })
  status: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:30:00.000Z',
  })
  started_at: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  ended_at: string | null;
}

/** A page of links. */
export class AssignmentsReply extends PageReply {
  @ApiProperty({ type: [AssignmentReply] })
  assignments: AssignmentReply[];
}

/** A link as this contract shows it. */
export function toAssignment(link: CoachLink): AssignmentReply {
  return {
    id: link.id,
    coach_id: link.coach.uuid,
    coach_name: link.coach.name,
    student_id: link.student.uuid,
    student_name: link.student.name,
    status: link.status,
    started_at: link.startedAt?.toISOString() ?? null,
    ended_at: link.endedAt?.toISOString() ?? null,
  };
}

/** A page of links as this contract shows it. */
export function toAssignments(links: Page<CoachLink>, query: PageQuery): AssignmentsReply {
  return {
    assignments: links.items.map(toAssignment),
    total: links.total,
    page: query.page,
    per_page: query.per_page,
  };
}
