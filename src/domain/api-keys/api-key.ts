import type { Grant, Permission } from '../../kernel/actor';

/** Why a key was ended before its time. */
export type RevocationReason = 'owner' | 'leaked' | 'password_reset';

/** What somebody told who found a key where it should not be. Both are words of a stranger. */
export interface LeakReport {
  readonly sourceUrl: string | null;
  readonly note: string | null;
}

/** A key as its owner sees it; the secret itself is kept nowhere. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Addresses and CIDR ranges it may be used from; none means from everywhere. */
  readonly allowedAddresses: readonly string[];
  /** The begin of the secret in use, e.g. `trl_live_a1B2`, and its last four characters. */
  readonly prefix: string;
  readonly lastFour: string;
  readonly expiresAt: Date | null;
  /** Exact to a minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBecause: RevocationReason | null;
  /** What the newest report of a leak says; null when there was none. */
  readonly leak: (LeakReport & { readonly reportedAt: Date }) | null;
  /** When the last earlier secret that still works stops to; null without one. */
  readonly graceEndsAt: Date | null;
  /** Whether its end has come by the database's clock. */
  readonly isExpired: boolean;
  readonly createdAt: Date;
}

/** A key that was just given a secret, with that secret: the only time it can be read. */
export interface ApiKeyWithSecret {
  readonly apiKey: ApiKey;
  readonly secret: string;
}

/** What a new key is asked to be. */
export interface NewApiKey {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt: Date | null;
  readonly allowedAddresses: readonly string[];
}

/** What may be changed about a key. What is absent stays. */
export interface ApiKeyChanges {
  readonly name?: string;
  readonly allowedAddresses?: readonly string[];
}

/** Everything that decides about a call with a secret, as the database knew it at one moment. */
export interface KeyStanding {
  readonly keyId: string;
  readonly userId: number;
  readonly userUuid: string;
  readonly isAccountOpen: boolean;
  readonly permissions: readonly Permission[];
  readonly allowedAddresses: readonly string[];
  readonly isRevoked: boolean;
  /** Milliseconds until the key ends, negative after it; null without an end. */
  readonly expiresInMs: number | null;
  /** Milliseconds until the grace of this secret ends; null for the secret in use. */
  readonly graceEndsInMs: number | null;
  /** Whether the last noted use is a minute ago, or there is none. */
  readonly isUseStale: boolean;
  readonly grants: readonly Grant[];
}
