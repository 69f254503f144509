import { ApiProperty } from '@nestjs/swagger';
import {
  ENTITLEMENT_KINDS,
  type Entitlement,
  type EntitlementKind,
  type EntitlementTerms,
} from '../../../domain/entitlements/entitlement';
import { TextField } from '../../http/fields';
import { MomentField, toMoment } from '../../http/moment-field';
import { ChoiceField } from '../../http/value-fields';

/** What to give to a person. */
export class GrantEntitlementRequest {
  @ChoiceField(ENTITLEMENT_KINDS, { example: 'plan' })
  kind: EntitlementKind;

  @TextField({
    maximum: 20,
    example: 'pro',
    description: 'A plan by its code, tokens a day by their number, a course by its id.',
  })
  value: string;

  @MomentField({ example: '2026-01-15T00:00:00Z', optional: true, description: 'Now by default.' })
  valid_from?: string;

  @MomentField({
    example: '2027-01-15T00:00:00Z',
    optional: true,
    nullable: true,
    description: 'Without an end by default.',
  })
  valid_until?: string | null;
}

/** Something that a person may use, and for how long. */
export class EntitlementReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: [...ENTITLEMENT_KINDS], example: 'plan' })
  kind: string;

  @ApiProperty({ example: 'pro' })
  value: string;

  @ApiProperty({
    example: 'grant:123e4567-e89b-12d3-a456-426614174000',
    description: 'The subscription or checkout that it was paid by, or the admin who gave it.',
  })
  source: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T00:00:00.000Z' })
  valid_from: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  valid_until: string | null;
}

/** All entitlements of a person, ended ones too. */
export class EntitlementsReply {
  @ApiProperty({ type: [EntitlementReply] })
  entitlements: EntitlementReply[];
}

/** The domain's words for what to give. */
export function toTerms(request: GrantEntitlementRequest): EntitlementTerms {
  return {
    kind: request.kind,
    value: request.value,
    validFrom: toMoment(request.valid_from) ?? new Date(),
    validUntil: toMoment(request.valid_until) ?? null,
  };
}

/** An entitlement as this contract shows it. */
export function toEntitlement(entitlement: Entitlement): EntitlementReply {
  return {
    id: entitlement.id,
    kind: entitlement.kind,
    value: entitlement.value,
    source: entitlement.source,
    valid_from: entitlement.validFrom.toISOString(),
    valid_until: entitlement.validUntil?.toISOString() ?? null,
  };
}
