import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as URL-safe text with a prefix that tells what it is. */
export function newSecretToken(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret token: its SHA-256. The token has too many bits to be guessed from it. */
export function hashSecretToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
