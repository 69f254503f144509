import { hash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { isAddressAllowed } from './allowed-addresses';
import type { KeyStanding } from './api-key';
import {
  ApiKeyAddressNotAllowed,
  ApiKeyExpired,
  ApiKeyInvalid,
  ApiKeyRevoked,
  ApiKeyRotated,
} from './api-keys.errors';
import { isKeyText } from './key-text';
import { KeyStandingsRepository } from './key-standings.repository';

/**
 * How long a standing is believed, from before it is read: what changes acts everywhere within a
 * second, with room for a slow reply.
 */
const BELIEVED_MS = 800;
const MOST_ENTRIES = 20_000;

interface Entry {
  readonly standing: Promise<KeyStanding | null>;
  readonly askedAt: number;
  isUseNoted: boolean;
}

/** Whose key a program is calling with. */
@Injectable()
export class ApiKeys {
  private readonly logger = new Logger(ApiKeys.name);
  /** By the hash of the secret: no secret is kept, not even for a second. */
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly standings: KeyStandingsRepository) {}

  /**
   * The person behind a key, with the key's permissions. A text without a right checksum is refused
   * without a query; a key in steady use costs one query each {@link BELIEVED_MS}.
   *
   * @param address where the call comes from.
   * @throws ApiKeyInvalid @throws ApiKeyRevoked @throws ApiKeyRotated @throws ApiKeyExpired
   * @throws ApiKeyAddressNotAllowed
   */
  async authenticate(text: string, address: string): Promise<Actor> {
    const entry = this.entryOf(text);
    const standing = (await entry?.standing) ?? null;
    if (entry === null || standing === null) throw new ApiKeyInvalid();
    const refusal = refusalOf(standing, performance.now() - entry.askedAt);
    if (refusal !== null) throw refusal;
    if (!isAddressAllowed(address, standing.allowedAddresses)) throw new ApiKeyAddressNotAllowed();
    this.noteUse(entry, standing);
    const { keyId, userId, userUuid, permissions, grants } = standing;
    return { userId, userUuid, sessionId: keyId, key: { id: keyId, permissions }, grants };
  }

  /** The id of the person whose live key this is, wherever the call comes from; null for any other text. */
  async ownerOf(text: string): Promise<number | null> {
    const entry = this.entryOf(text);
    const standing = (await entry?.standing) ?? null;
    if (entry === null || standing === null) return null;
    return refusalOf(standing, performance.now() - entry.askedAt) === null ? standing.userId : null;
  }

  /** Forgets what this process believes of all keys, so that a change acts here at once. */
  forget(): void {
    this.entries.clear();
  }

  private entryOf(text: string): Entry | null {
    if (!isKeyText(text)) return null;
    // In one go, and not yet as bytes: this runs for every request, mostly to find the entry.
    const name = hash('sha256', text, 'base64');
    const now = performance.now();
    const known = this.entries.get(name);
    if (known !== undefined && now - known.askedAt < BELIEVED_MS) return known;
    const standing = this.standings.find(Buffer.from(name, 'base64'));
    const entry: Entry = { standing, askedAt: now, isUseNoted: false };
    this.entries.delete(name);
    this.entries.set(name, entry);
    entry.standing.catch(() => this.entries.delete(name));
    if (this.entries.size > MOST_ENTRIES) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    return entry;
  }

  /** The call doesn't wait for it, and doesn't fail with it. */
  private noteUse(entry: Entry, standing: KeyStanding): void {
    if (entry.isUseNoted || !standing.isUseStale) return;
    entry.isUseNoted = true;
    this.standings.noteUse(standing.keyId).catch((error: Error) => {
      this.logger.warn(`The use of a key could not be noted: ${error.message}`);
    });
  }
}

/** Why a standing that was read so long ago lets nobody pass; null when it does. */
function refusalOf(standing: KeyStanding, ageMs: number): Error | null {
  const { expiresInMs, graceEndsInMs } = standing;
  if (standing.isRevoked) return new ApiKeyRevoked();
  if (graceEndsInMs !== null && graceEndsInMs <= ageMs) return new ApiKeyRotated();
  if (expiresInMs !== null && expiresInMs <= ageMs) return new ApiKeyExpired();
  if (!standing.isAccountOpen) {
    return new ApiKeyInvalid('The account that this API key belongs to is not open.');
  }
  return null;
}
