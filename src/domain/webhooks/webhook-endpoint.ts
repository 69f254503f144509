import type { SealedSecret } from '../../platform/crypto/secret-box';

/** Why an endpoint gets nothing any more. */
export const DISABLING_REASONS = [
  'key_ended',
  'owner_inactive',
  'gone',
  'failing',
  'backlog',
] as const;
export type DisablingReason = (typeof DISABLING_REASONS)[number];

/** Where a person wants to hear of their events. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly userId: number;
  /** The key that made it; null when its owner did, signed in. */
  readonly apiKeyId: string | null;
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
  readonly status: 'active' | 'disabled';
  readonly disabledBecause: DisablingReason | null;
  readonly disabledAt: Date | null;
  /** Since when nothing but failures; null when the last delivery went well. */
  readonly failingSince: Date | null;
  /** Until when the secret before the last rotation signs as well; null without one. */
  readonly previousSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An endpoint with a secret that nobody can read again. */
export interface WebhookEndpointWithSecret {
  readonly endpoint: WebhookEndpoint;
  /** `whsec_` and 32 bytes in base64, as Standard Webhooks libraries take it. */
  readonly secret: string;
}

/** What a new endpoint is asked to be. */
export interface NewWebhookEndpoint {
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
}

/** What may be changed. What is absent stays. */
export type WebhookEndpointChanges = Partial<NewWebhookEndpoint>;

/** The secrets of an endpoint as they are stored. */
export interface SealedWebhookSecrets {
  readonly current: SealedSecret;
  /** The one before, while it signs as well. */
  readonly previous: SealedSecret | null;
}
