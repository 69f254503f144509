import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';

/** What a token says: who may read which file, by which sign-in, until when. */
export interface DownloadClaims {
  readonly versionId: string;
  readonly userId: number;
  readonly userUuid: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Never changed: links that are out there rest on it. */
const PURPOSE = 'trellis download links, version 1';
const KEY_BYTES = 32;
const UUID_BYTES = 16;
/** Three uuids, the person's id and the second of the end. */
const CLAIM_BYTES = 3 * UUID_BYTES + 8;
const SIGNATURE_BYTES = 32;
const LONGEST_TOKEN = 200;

/** Signs and reads the tokens of download links. Nothing is stored of them. */
@Injectable()
export class DownloadTokens {
  private readonly key: Buffer;

  constructor(@Inject(CONFIGURATION) { auth }: Configuration) {
    this.key = Buffer.from(hkdfSync('sha256', auth.secret, '', PURPOSE, KEY_BYTES));
  }

  /** URL-safe text. */
  issue(claims: DownloadClaims): string {
    const bytes = Buffer.alloc(CLAIM_BYTES);
    for (const [index, uuid] of uuidsOf(claims).entries()) {
      bytes.write(uuid.replaceAll('-', ''), index * UUID_BYTES, 'hex');
    }
    bytes.writeUInt32BE(claims.userId, 3 * UUID_BYTES);
    bytes.writeUInt32BE(Math.floor(claims.expiresAt.getTime() / 1_000), 3 * UUID_BYTES + 4);
    return Buffer.concat([bytes, this.sign(bytes)]).toString('base64url');
  }

  /** What the token says; null for one that is none of ours, was changed, or is over. */
  read(token: string, now: Date = new Date()): DownloadClaims | null {
    if (token.length > LONGEST_TOKEN) return null;
    const all = Buffer.from(token, 'base64url');
    if (all.length !== CLAIM_BYTES + SIGNATURE_BYTES || all.toString('base64url') !== token) {
      return null;
    }
    const bytes = all.subarray(0, CLAIM_BYTES);
    if (!timingSafeEqual(all.subarray(CLAIM_BYTES), this.sign(bytes))) return null;
    const expiresAt = new Date(bytes.readUInt32BE(3 * UUID_BYTES + 4) * 1_000);
    if (expiresAt <= now) return null;
    return {
      versionId: uuidAt(bytes, 0),
      userUuid: uuidAt(bytes, 1),
      sessionId: uuidAt(bytes, 2),
      userId: bytes.readUInt32BE(3 * UUID_BYTES),
      expiresAt,
    };
  }

  private sign(bytes: Buffer): Buffer {
    return createHmac('sha256', this.key).update(bytes).digest();
  }
}

function uuidsOf({ versionId, userUuid, sessionId }: DownloadClaims): readonly string[] {
  return [versionId, userUuid, sessionId];
}

function uuidAt(bytes: Buffer, index: number): string {
  const hex = bytes.toString('hex', index * UUID_BYTES, (index + 1) * UUID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
