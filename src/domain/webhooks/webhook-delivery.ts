import type { SealedWebhookSecrets } from './webhook-endpoint';
import type { WebhookData } from './webhook-events';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What went wrong with an attempt, as far as anybody is told. */
export const DELIVERY_FAULTS = [
  'status',
  'redirect',
  'timeout',
  'address_refused',
  'name_not_found',
  'connection_failed',
  'tls_failed',
  'not_http',
  'secret_unreadable',
  'interrupted',
] as const;
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** One event for one endpoint. */
export interface WebhookDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventType: string;
  readonly data: WebhookData;
  readonly occurredAt: Date;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** When it is tried next; null when it is not tried any more. */
  readonly nextAttemptAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: DeliveryFault | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** One attempt at a delivery. */
export interface DeliveryAttempt {
  readonly number: number;
  readonly startedAt: Date;
  /** Null for one that was interrupted. */
  readonly durationMs: number | null;
  /** Null when no answer came. */
  readonly statusCode: number | null;
  readonly error: DeliveryFault | null;
}

/** A delivery in the hands of one attempt. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly claim: string;
  readonly url: string;
  readonly eventType: string;
  readonly data: WebhookData;
  readonly occurredAt: Date;
  /** This one included, since it was queued or replayed. */
  readonly tries: number;
  readonly isSlow: boolean;
  readonly secrets: SealedWebhookSecrets;
}

/** How an attempt ended. */
export interface AttemptOutcome {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly statusCode: number | null;
  /** Null when it was delivered. */
  readonly error: DeliveryFault | null;
  /** What the endpoint asked for, in seconds; null when it did not. */
  readonly retryAfterSeconds: number | null;
}
