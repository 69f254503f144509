import { hkdfSync } from 'node:crypto';

/** The length of an AES-256 key, in bytes. */
const KEY_BYTES = 32;
/** Random keys have 30 or so; this few means somebody typed it. */
const FEWEST_DIFFERENT_BYTES = 16;
/** Part of what stored secrets rest on: never changed. */
const PURPOSE = 'trellis secrets at rest, version 1';

/** Reads a key of 32 random bytes in base64; null for anything else, and for bytes that repeat. */
export function parseEncryptionKey(text: string): Buffer | null {
  const key = Buffer.from(text, 'base64');
  const isExact = key.toString('base64') === text.trim();
  return isExact && key.length === KEY_BYTES && new Set(key).size >= FEWEST_DIFFERENT_BYTES
    ? key
    : null;
}

/** The key of an installation that was given none: made of its secret, the same in each process. */
export function deriveEncryptionKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
}
