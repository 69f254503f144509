import { ApiProperty } from '@nestjs/swagger';
import type {
  ApiKey,
  ApiKeyChanges,
  ApiKeyWithSecret,
  NewApiKey,
} from '../../../domain/api-keys/api-key';
import { maskedKey } from '../../../domain/api-keys/key-owner-notices';
import { type Permission, PERMISSIONS } from '../../../kernel/actor';
import { TextField } from '../../http/fields';
import { MomentField, toMoment } from '../../http/moment-field';
import { IntegerField } from '../../http/value-fields';
import { publicId } from '../public-id';
import { AddressListField } from './address-list-field';
import { PermissionListField } from './permission-list-field';

const STATUSES = ['active', 'expired', 'revoked'] as const;
const DAY_SECONDS = 86_400;

/** What a new key is to be. */
export class CreateApiKeyRequest {
  @TextField({ maximum: 100, example: 'Study planner', description: 'To recognise it by.' })
  name: string;

  @PermissionListField()
  permissions: Permission[];

  @MomentField({
    example: '2027-06-30T00:00:00Z',
    description: 'When it stops working; never when absent.',
    optional: true,
    nullable: true,
  })
  expires_at?: string | null;

  @AddressListField()
  allowed_addresses?: string[];
}

/** What may be changed about a key; what is absent stays. */
export class UpdateApiKeyRequest {
  @TextField({ maximum: 100, example: 'Study planner', optional: true })
  name?: string;

  @AddressListField()
  allowed_addresses?: string[];
}

/** How a key is rotated. */
export class RotateApiKeyRequest {
  @IntegerField({
    minimum: 0,
    maximum: 7 * DAY_SECONDS,
    example: DAY_SECONDS,
    description: 'For how many seconds the earlier secret works on; a day when absent.',
    optional: true,
  })
  grace_seconds?: number;
}

class LeakReply {
  @ApiProperty({ type: String, nullable: true, example: 'https://example.com/paste/1' })
  source_url: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'In the first commit.' })
  note: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:00:00.000Z' })
  reported_at: string;
}

/** A key as its owner sees it. */
export class ApiKeyReply {
  @ApiProperty({ example: publicId('key', '123e4567-e89b-12d3-a456-426614174000') })
  id: string;

  @ApiProperty({ example: 'Study planner' })
  name: string;

  @ApiProperty({ example: 'trl_live_a1B2…wXyZ', description: 'All but its ends left out.' })
  masked_key: string;

  @ApiProperty({ enum: PERMISSIONS, isArray: true, example: ['read:user', 'read:tasks'] })
  permissions: readonly Permission[];

  @ApiProperty({ type: [String], example: ['203.0.113.7', '2001:db8::/32'] })
  allowed_addresses: readonly string[];

  @ApiProperty({ enum: STATUSES, example: 'active' })
  status: (typeof STATUSES)[number];

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:00:00.000Z' })
  created_at: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2027-06-30T00:00:00.000Z',
  })
  expires_at: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-11-22T10:00:00.000Z',
    description: 'Exact to a minute.',
  })
  last_used_at: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Until when an earlier secret works on after a rotation.',
  })
  grace_ends_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  revoked_at: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['owner', 'leaked', 'password_reset', null],
    example: null,
  })
  revoked_because: ApiKey['revokedBecause'];

  @ApiProperty({
    type: LeakReply,
    nullable: true,
    description: 'What the finder of a leak wrote. Take it for the words of a stranger.',
  })
  leak: LeakReply | null;
}

/** A key with its secret, which is shown this once. */
export class ApiKeyWithSecretReply extends ApiKeyReply {
  @ApiProperty({
    example: 'trl_live_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o50wXyZ9',
    description: 'The key itself. Keep it now: it is shown this once.',
  })
  key: string;
}

export function toNewApiKey(request: CreateApiKeyRequest): NewApiKey {
  return {
    name: request.name,
    permissions: request.permissions,
    expiresAt: toMoment(request.expires_at ?? null),
    allowedAddresses: request.allowed_addresses ?? [],
  };
}

export function toApiKeyChanges(request: UpdateApiKeyRequest): ApiKeyChanges {
  return {
    ...(request.name === undefined ? {} : { name: request.name }),
    ...(request.allowed_addresses === undefined
      ? {}
      : { allowedAddresses: request.allowed_addresses }),
  };
}

/** The grace of a rotation, in seconds. */
export function graceOf(request: RotateApiKeyRequest): number {
  return request.grace_seconds ?? DAY_SECONDS;
}

export function toApiKeyReply(key: ApiKey): ApiKeyReply {
  const { leak } = key;
  return {
    id: publicId('key', key.id),
    name: key.name,
    masked_key: maskedKey(key),
    permissions: key.permissions,
    allowed_addresses: key.allowedAddresses,
    status: statusOf(key),
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    grace_ends_at: key.graceEndsAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    revoked_because: key.revokedBecause,
    leak:
      leak === null
        ? null
        : {
            source_url: leak.sourceUrl,
            note: leak.note,
            reported_at: leak.reportedAt.toISOString(),
          },
  };
}

export function toApiKeyWithSecretReply(made: ApiKeyWithSecret): ApiKeyWithSecretReply {
  return { ...toApiKeyReply(made.apiKey), key: made.secret };
}

function statusOf({ revokedAt, isExpired }: ApiKey): ApiKeyReply['status'] {
  if (revokedAt !== null) return 'revoked';
  return isExpired ? 'expired' : 'active';
}
