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

/** A text with the form of a key, and what the database said of it. */
export interface PresentedKey {
  /** Its SHA-256 in Base64: no secret is kept, not even for a second. */
  readonly name: string;
  readonly standing: Promise<KeyStanding | null>;
  readonly askedAt: number;
  isUseNoted: boolean;
}

/** Whose key a program is calling with. */
@Injectable()
export class ApiKeys {
  private readonly logger = new Logger(ApiKeys.name);
  private readonly entries = new Map<string, PresentedKey>();

  constructor(private readonly standings: KeyStandingsRepository) {}

  /**
   * A key to ask about. A text without a right checksum is none, and costs no query; a key in steady
   * use costs one query each {@link BELIEVED_MS}.
   *
   * @returns null for a text that cannot be a key.
   */
  recognise(text: string): PresentedKey | null {
    if (!isKeyText(text)) return null;
    // In one go, and not yet as bytes: this runs for every request, mostly to find the entry.
    return this.entryOf(hash('sha256', text, 'base64'));
  }

  /**
   * The person behind a key, with the key's permissions.
   *
   * @param presented what {@link recognise} made of the text, however long ago.
   * @param address where the call comes from.
   * @throws ApiKeyInvalid @throws ApiKeyRevoked @throws ApiKeyRotated @throws ApiKeyExpired
   * @throws ApiKeyAddressNotAllowed
   */
  async authenticate(presented: PresentedKey | null, address: string): Promise<Actor> {
    const entry = presented === null ? null : this.fresh(presented);
    const standing = (await entry?.standing) ?? null;
    if (entry === null || standing === null) throw new ApiKeyInvalid();
    const refusal = refusalOf(standing, performance.now() - entry.askedAt);
    if (refusal !== null) throw refusal;
    if (!isAddressAllowed(address, standing.allowedAddresses)) throw new ApiKeyAddressNotAllowed();
    this.noteUse(entry, standing);
    const { keyId, userId, userUuid, permissions, grants } = standing;
    return { userId, userUuid, sessionId: keyId, key: { id: keyId, permissions }, grants };
  }

  /**
   * The id of the person whose live key this is; null for any other, and for one that may not be
   * used from there: who took it does not count as its owner.
   *
   * @param address where the call comes from.
   */
  async ownerOf(presented: PresentedKey, address: string): Promise<number | null> {
    const standing = await presented.standing;
    if (standing === null) return null;
    const ageMs = performance.now() - presented.askedAt;
    const isUsable =
      refusalOf(standing, ageMs) === null && isAddressAllowed(address, standing.allowedAddresses);
    return isUsable ? standing.userId : null;
  }

  /** Forgets what this process believes of all keys, so that a change acts here at once. */
  forget(): void {
    this.entries.clear();
  }

  /** A body may take seconds to arrive: what was known before it is not believed after it. */
  private fresh(presented: PresentedKey): PresentedKey {
    const isFresh = performance.now() - presented.askedAt < BELIEVED_MS;
    return isFresh ? presented : this.entryOf(presented.name);
  }

  private entryOf(name: string): PresentedKey {
    const now = performance.now();
    const known = this.entries.get(name);
    if (known !== undefined && now - known.askedAt < BELIEVED_MS) return known;
    const standing = this.standings.find(name);
    const entry: PresentedKey = { name, standing, askedAt: now, isUseNoted: false };
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
  private noteUse(entry: PresentedKey, standing: KeyStanding): void {
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
