import { ApiProperty } from '@nestjs/swagger';
import {
  CASE_EVENTS,
  CASE_SOURCES,
  CASE_STATUSES,
  type CaseStatus,
  type CrisisCase,
  type CrisisCaseEvent,
} from '../../../domain/crisis/cases/crisis-case';
import type { CrisisCaseHistory } from '../../../domain/crisis/cases/crisis-cases.service';
import { ChoiceField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { UuidField } from '../uuid-fields';

const BANDS = ['moderate', 'high', 'imminent'];

/** Which cases to list. */
export class CrisisCasesQuery extends PageQuery {
  @ChoiceField(CASE_STATUSES, { example: 'open', optional: true })
  status?: CaseStatus;

  @UuidField({ optional: true, description: 'Of one student.' })
  student_id?: string;
}

/** What to say about a step. */
export class CrisisCaseNoteRequest {
  @WrittenTextField({ maximum: 5_000, example: 'I am calling the student now.', optional: true })
  note?: string;
}

/** How a case ended. */
export class CrisisCaseResolution {
  @WrittenTextField({
    maximum: 5_000,
    example: 'Spoke with the student and the school counselor; a safety plan is in place.',
  })
  note: string;
}

/** A case, without what was said. */
export class CrisisCaseReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ example: 'Jordan Rivera' })
  student_name: string;

  @ApiProperty({ enum: [...CASE_STATUSES], example: 'open' })
  status: string;

  @ApiProperty({ enum: BANDS, example: 'high' })
  band: string;

  @ApiProperty({ example: 0.62, description: '0 to 1.' })
  severity: number;

  @ApiProperty({ enum: [...CASE_SOURCES], example: 'chat_turn' })
  source: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  opened_at: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    format: 'date-time',
    example: '2026-01-15T10:45:00.000Z',
    description: 'When it is escalated unless somebody acknowledges it before.',
  })
  due_at: string | null;

  @ApiProperty({ type: 'string', nullable: true, format: 'uuid', example: null })
  acknowledged_by: string | null;

  @ApiProperty({ type: 'string', nullable: true, format: 'date-time', example: null })
  acknowledged_at: string | null;

  @ApiProperty({ type: 'string', nullable: true, format: 'uuid', example: null })
  resolved_by: string | null;

  @ApiProperty({ type: 'string', nullable: true, format: 'date-time', example: null })
  resolved_at: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  resolution: string | null;
}

/** Cases. */
export class CrisisCasesReply extends PageReply {
  @ApiProperty({ type: [CrisisCaseReply] })
  cases: CrisisCaseReply[];
}

class CrisisCaseEvidence {
  @ApiProperty({ example: 'chat_message:7' })
  source: string;

  @ApiProperty({ example: 'feel hopeless' })
  quote: string;

  @ApiProperty({ example: 'hopelessness' })
  category: string;

  @ApiProperty({ example: 0.32 })
  severity: number;
}

class CrisisCaseEventReply {
  @ApiProperty({ enum: [...CASE_EVENTS], example: 'opened' })
  kind: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    format: 'uuid',
    example: null,
    description: 'Null for what the system did.',
  })
  actor_id: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  actor_name: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  occurred_at: string;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  note: string | null;

  @ApiProperty({ enum: BANDS, example: 'high' })
  band: string;

  @ApiProperty({ example: 0.62 })
  severity: number;

  @ApiProperty({ type: [CrisisCaseEvidence], description: 'Only the words that it rests on.' })
  evidence: CrisisCaseEvidence[];
}

/** A case with everything that happened to it. */
export class CrisisCaseDetailsReply extends CrisisCaseReply {
  @ApiProperty({ type: [CrisisCaseEventReply] })
  events: CrisisCaseEventReply[];
}

/** A case as this contract shows it. */
export function toCrisisCase(entry: CrisisCase): CrisisCaseReply {
  return {
    id: entry.id,
    student_id: entry.studentUuid,
    student_name: entry.studentName,
    status: entry.status,
    band: entry.band,
    severity: entry.severity,
    source: entry.source,
    opened_at: entry.openedAt.toISOString(),
    due_at: entry.dueAt?.toISOString() ?? null,
    acknowledged_by: entry.acknowledgedBy,
    acknowledged_at: entry.acknowledgedAt?.toISOString() ?? null,
    resolved_by: entry.resolvedBy,
    resolved_at: entry.resolvedAt?.toISOString() ?? null,
    resolution: entry.resolution,
  };
}

/** The same with its events. */
export function toCrisisCaseDetails({ entry, events }: CrisisCaseHistory): CrisisCaseDetailsReply {
  return { ...toCrisisCase(entry), events: events.map(toEvent) };
}

function toEvent(event: CrisisCaseEvent): CrisisCaseEventReply {
  return {
    kind: event.kind,
    actor_id: event.actorUuid,
    actor_name: event.actorName,
    occurred_at: event.occurredAt.toISOString(),
    note: event.note,
    band: event.band,
    severity: event.severity,
    evidence: event.evidence.map(({ source, quote, category, severity }) => ({
      source,
      quote,
      category,
      severity,
    })),
  };
}
