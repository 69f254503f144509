import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** What every key begins with; scanners for leaked secrets look for it. */
const PREFIX = 'trl_live_';
const RANDOM_LENGTH = 30;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = 4;
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);
const WRITTEN_OUT = new RegExp(`${PREFIX}[0-9A-Za-z]+`, 'gi');

/**
 * A new key: the prefix, 30 random base62 characters (178 bits) and 6 base62 characters with the
 * CRC-32 of everything before, so that a mistyped one is told from a real one without a look at the
 * database.
 */
export function newKeyText(): string {
  let text = PREFIX;
  for (let index = 0; index < RANDOM_LENGTH; index += 1) {
    text += ALPHABET.charAt(randomInt(ALPHABET.length));
  }
  return text + checksumOf(text);
}

/** Whether the text has the form of a key and its checksum is right. */
export function isKeyText(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  return text.endsWith(checksumOf(text.slice(0, -CHECKSUM_LENGTH)));
}

/** Whether the text has a key, or something meant as one, in it. */
export function mentionsKey(text: string): boolean {
  return text.toLowerCase().includes(PREFIX);
}

/** The text without any key that somebody wrote into it. */
export function withoutKeys(text: string): string {
  return text.replace(WRITTEN_OUT, `${PREFIX}…`);
}

/** What is kept of a key's text beside its hash, to recognise it by: its begin and its end. */
export function shownPartsOf(text: string): { prefix: string; lastFour: string } {
  return {
    prefix: text.slice(0, PREFIX.length + SHOWN_LENGTH),
    lastFour: text.slice(-SHOWN_LENGTH),
  };
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let checksum = '';
  for (let index = 0; index < CHECKSUM_LENGTH; index += 1) {
    checksum = ALPHABET.charAt(rest % ALPHABET.length) + checksum;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return checksum;
}
