import { ApiProperty } from '@nestjs/swagger';
import {
  DISABLING_REASONS,
  type DisablingReason,
  type NewWebhookEndpoint,
  type WebhookEndpoint,
  type WebhookEndpointChanges,
  type WebhookEndpointWithSecret,
} from '../../../domain/webhooks/webhook-endpoint';
import type { WebhookData, WebhookEventType } from '../../../domain/webhooks/webhook-events';
import { type Permission, PERMISSIONS } from '../../../kernel/actor';
import { TextField } from '../../http/fields';
import { publicId } from '../public-id';
import { EventListField } from './event-list-field';

const EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';
const LONGEST_URL = 2_000;
const URL_EXAMPLE = 'https://hooks.example.com/trellis';
const URL_RULES =
  'https, on port 443 or one from 1024 on, at a public address, without a name or password in it.';

/** What a new webhook is to be. */
export class CreateWebhookRequest {
  @TextField({ maximum: LONGEST_URL, example: URL_EXAMPLE, description: URL_RULES })
  url: string;

  @TextField({ minimum: 0, maximum: 200, example: 'Study planner', optional: true })
  description?: string;

  @EventListField({ optional: false })
  events: string[];
}

/** What may be changed about a webhook; what is absent stays. */
export class UpdateWebhookRequest {
  @TextField({ maximum: LONGEST_URL, example: URL_EXAMPLE, description: URL_RULES, optional: true })
  url?: string;

  @TextField({ minimum: 0, maximum: 200, example: 'Study planner', optional: true })
  description?: string;

  @EventListField({ optional: true })
  events?: string[];
}

/** A webhook as its owner sees it. */
export class WebhookReply {
  @ApiProperty({ example: publicId('webhook', EXAMPLE) })
  id: string;

  @ApiProperty({ example: URL_EXAMPLE })
  url: string;

  @ApiProperty({ example: 'Study planner' })
  description: string;

  @ApiProperty({ type: [String], example: ['task.completed', 'points.earned'] })
  events: readonly string[];

  @ApiProperty({ enum: ['active', 'disabled'], example: 'active' })
  status: WebhookEndpoint['status'];

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...DISABLING_REASONS, null],
    example: null,
    description:
      'key_ended: the key that made it was revoked or has expired; owner_inactive: the account is ' +
      'closed; gone: it answered 410; failing: nothing but failures for three days; backlog: more ' +
      'than 10,000 deliveries waited.',
  })
  disabled_because: DisablingReason | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  disabled_at: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Since when nothing but failures; null when the last delivery went well.',
  })
  failing_since: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: publicId('key', EXAMPLE),
    description: 'The key that made it and with which it ends; null when its owner made it.',
  })
  api_key_id: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Until when the secret before the last rotation signs as well.',
  })
  previous_secret_until: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:00:00.000Z' })
  updated_at: string;
}

/** A webhook with its secret, which is shown this once. */
export class WebhookWithSecretReply extends WebhookReply {
  @ApiProperty({
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    description: 'Verifies what is sent to it. Keep it now: it is shown this once.',
  })
  secret: string;
}

/** A type of event. */
export class EventTypeReply {
  @ApiProperty({ example: 'task.completed' })
  type: string;

  @ApiProperty({ example: 'A task is done, as the server or a reviewer judged.' })
  description: string;

  @ApiProperty({ enum: PERMISSIONS, example: 'read:tasks' })
  required_permission: Permission;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { task_id: publicId('task', EXAMPLE), points: 20 },
    description: 'What `data` of such an event holds.',
  })
  example: WebhookData;
}

export function toNewWebhook({
  url,
  description,
  events,
}: CreateWebhookRequest): NewWebhookEndpoint {
  return { url, description: description ?? '', events };
}

export function toWebhookChanges(request: UpdateWebhookRequest): WebhookEndpointChanges {
  const { url, description, events } = request;
  return {
    ...(url === undefined ? {} : { url }),
    ...(description === undefined ? {} : { description }),
    ...(events === undefined ? {} : { events }),
  };
}

export function toWebhookReply(endpoint: WebhookEndpoint): WebhookReply {
  return {
    id: publicId('webhook', endpoint.id),
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events,
    status: endpoint.status,
    disabled_because: endpoint.disabledBecause,
    disabled_at: endpoint.disabledAt?.toISOString() ?? null,
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    api_key_id: endpoint.apiKeyId === null ? null : publicId('key', endpoint.apiKeyId),
    previous_secret_until: endpoint.previousSecretUntil?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  };
}

export function toWebhookWithSecretReply({
  endpoint,
  secret,
}: WebhookEndpointWithSecret): WebhookWithSecretReply {
  return { ...toWebhookReply(endpoint), secret };
}

export function toEventTypeReply(eventType: WebhookEventType): EventTypeReply {
  return {
    type: eventType.type,
    description: eventType.description,
    required_permission: eventType.permission,
    example: eventType.example,
  };
}
