import { ApiProperty } from '@nestjs/swagger';
import type { Access } from '../../../domain/privacy/access-log/access';
import type { PrivacyOverview } from '../../../domain/privacy/privacy-overview.service';
import type { Page } from '../../../kernel/page';
import { toRoleWord } from '../auth/role-words';
import type { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { ErasureReply, toErasure } from './erasure.dto';
import { type ExportReply, ExportsReply } from './exports.dto';

class ConsentReply {
  @ApiProperty({ enum: ['asked', 'given', 'refused', 'revoked'], example: 'given' })
  kind: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  occurred_at: string;
}

class RetentionReply {
  @ApiProperty({ type: 'integer', example: 2555 })
  audit_days: number;

  @ApiProperty({ type: 'integer', example: 180 })
  email_days: number;

  @ApiProperty({ type: 'integer', example: 730 })
  agent_run_days: number;

  @ApiProperty({ type: 'integer', example: 180, description: 'After a sign-in has ended.' })
  sign_in_days: number;

  @ApiProperty({ type: 'integer', example: 30, description: 'After a document was deleted.' })
  deleted_document_days: number;

  @ApiProperty({ type: 'integer', example: 7 })
  export_days: number;

  @ApiProperty({ type: 'integer', example: 180 })
  notification_days: number;

  @ApiProperty({ type: 'integer', example: 72, description: 'Before an erasure begins.' })
  erasure_hours: number;
}

class KeptReply {
  @ApiProperty({ example: 'audit_entries' })
  what: string;

  @ApiProperty({ example: 'The trail of who read and changed what.' })
  why: string;
}

/** How the actor's data stands. */
export class PrivacyReply extends ExportsReply {
  @ApiProperty({ type: [ConsentReply], description: "A guardian's answers, for children." })
  consents: ConsentReply[];

  @ApiProperty({
    type: ErasureReply,
    nullable: true,
    description: 'The erasure that waits or runs.',
  })
  erasure: ErasureReply | null;

  @ApiProperty({ type: RetentionReply })
  retention: RetentionReply;

  @ApiProperty({ type: [KeptReply], description: 'What stays after an erasure.' })
  kept_after_erasure: KeptReply[];
}

class AccessReply {
  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  occurred_at: string;

  @ApiProperty({ example: 'student.read', description: 'What was done.' })
  action: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: ['coach', 'instructor', 'admin', null],
    example: 'coach',
    description: 'Null for somebody who is no member of staff any more.',
  })
  role: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'Chris Coach' })
  name: string | null;
}

/** A page of what others did with the actor's record. */
export class AccessLogReply extends PageReply {
  @ApiProperty({ type: [AccessReply] })
  entries: AccessReply[];
}

/** The overview as this contract shows it. */
export function toPrivacy(overview: PrivacyOverview, exports: ExportReply[]): PrivacyReply {
  const { consents, erasure, periods, kept } = overview;
  return {
    consents: consents.map(({ kind, occurredAt }) => ({
      kind,
      occurred_at: occurredAt.toISOString(),
    })),
    exports,
    erasure: erasure === null ? null : toErasure(erasure),
    retention: {
      audit_days: periods.auditDays,
      email_days: periods.emailDays,
      agent_run_days: periods.agentRunDays,
      sign_in_days: periods.signInDays,
      deleted_document_days: periods.deletedDocumentDays,
      export_days: periods.exportDays,
      notification_days: periods.notificationDays,
      erasure_hours: periods.erasureHours,
    },
    kept_after_erasure: Object.entries(kept).map(([what, why]) => ({ what, why })),
  };
}

/** The access log as this contract shows it. */
export function toAccessLog(log: Page<Access>, query: PageQuery): AccessLogReply {
  return {
    entries: log.items.map(({ occurredAt, action, role, name }) => ({
      occurred_at: occurredAt.toISOString(),
      action,
      role: role === null ? null : toRoleWord([{ role, universityId: null }]),
      name,
    })),
    total: log.total,
    page: query.page,
    per_page: query.per_page,
  };
}
