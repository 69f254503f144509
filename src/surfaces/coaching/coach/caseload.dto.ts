import { ApiProperty } from '@nestjs/swagger';
import type { CaseloadFilter, CaseloadStudent } from '../../../domain/coach/caseload.repository';
import type { Page } from '../../../kernel/page';
import { QueryInteger } from '../../http/parameters';
import { QueryFlag } from '../../http/query-flag';
import { UuidField } from '../uuid-fields';
import { AlertReply, toAlert } from './alert.dto';

const LONGEST_PAGE = 500;

/** Which students to list; all of a usual caseload come on the first page. */
export class CaseloadQuery {
  @QueryInteger({ minimum: 1, maximum: 1_000_000, default: 1, description: 'From 1 on.' })
  page: number = 1;

  @QueryInteger({
    minimum: 1,
    maximum: LONGEST_PAGE,
    default: LONGEST_PAGE,
    description: 'Students a page.',
  })
  per_page: number = LONGEST_PAGE;

  @QueryInteger({ minimum: 1, maximum: 16, description: 'Only those in this grade.' })
  grade?: number;

  @QueryFlag('Only those with open alerts, or only those without.')
  has_alerts?: boolean;

  @UuidField({ optional: true, description: 'For platform admins: of this coach.' })
  coach_id?: string;
}

/** A student in the list of all. */
export class CaseloadStudentReply {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  id: string;

  @ApiProperty({ example: 'John Doe' })
  name: string;

  @ApiProperty({ format: 'email', example: 'john.doe@example.com' })
  email: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 11 })
  grade: number | null;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    example: '2025-01-10',
    description: 'With this coach.',
  })
  last_session: string | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.78,
    description: '0 to 1; null until a readiness assessment could compute one.',
  })
  readiness_score: number | null;

  @ApiProperty({ type: [AlertReply], description: 'Open ones, the gravest first.' })
  alerts: AlertReply[];
}

/** Whom a coach looks after. */
export class CaseloadReply {
  @ApiProperty({ type: [CaseloadStudentReply] })
  students: CaseloadStudentReply[];

  @ApiProperty({ type: 'integer', example: 15, description: 'On all pages.' })
  total: number;
}

/** The domain's words for which students to list. */
export function toCaseloadFilter(query: CaseloadQuery): CaseloadFilter {
  return { grade: query.grade ?? null, hasAlerts: query.has_alerts ?? null };
}

/** A caseload as this contract shows it. */
export function toCaseload(students: Page<CaseloadStudent>): CaseloadReply {
  return {
    students: students.items.map((student) => ({
      id: student.uuid,
      name: student.name,
      email: student.email,
      grade: student.grade,
      last_session: student.lastSessionOn,
      readiness_score: student.readinessScore,
      alerts: student.alerts.map(toAlert),
    })),
    total: students.total,
  };
}
