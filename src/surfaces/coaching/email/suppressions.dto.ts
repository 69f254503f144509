import { ApiProperty } from '@nestjs/swagger';
import { type Suppression, SUPPRESSION_REASONS } from '../../../domain/email/suppression';
import type { Page } from '../../../kernel/page';
import { EmailField } from '../../http/fields';
import { ChoiceField } from '../../http/value-fields';
import type { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

/** An address that is to get no mail. */
export class SuppressRequest {
  @EmailField()
  email: string;

  @ChoiceField(SUPPRESSION_REASONS, { optional: true, example: 'complaint' })
  reason?: (typeof SUPPRESSION_REASONS)[number];
}

/** An address that gets no mail. */
export class SuppressionReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ example: 'user@example.com' })
  email: string;

  @ApiProperty({ enum: [...SUPPRESSION_REASONS], example: 'bounce' })
  reason: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;
}

/** A page of the list. */
export class SuppressionsReply extends PageReply {
  @ApiProperty({ type: [SuppressionReply] })
  suppressions: SuppressionReply[];
}

/** An address that gets no mail, as this contract shows it. */
export function toSuppression(suppression: Suppression): SuppressionReply {
  return {
    id: suppression.id,
    email: suppression.address,
    reason: suppression.reason,
    created_at: suppression.createdAt.toISOString(),
  };
}

/** A page of the list as this contract shows it. */
export function toSuppressions(page: Page<Suppression>, query: PageQuery): SuppressionsReply {
  return {
    suppressions: page.items.map(toSuppression),
    total: page.total,
    page: query.page,
    per_page: query.per_page,
  };
}
